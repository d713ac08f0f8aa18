// A buyer in Chromium: from the offer to the order's own page, every cost in sight.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';

describe('a buyer', () => {
  const { shop, visit } = stage();

  /** Led there by an advertisement, with a grinder and two jars of honey in the cart. */
  const shopping = async () => {
    const { page } = await visit('/s/demo/?utm_source=google&utm_medium=cpc&utm_campaign=iarna');
    await page.getByRole('searchbox').fill('rasnita');
    await page.getByRole('button', { name: /Adaugă în coș: Râșniță electrică/ }).click();
    await page.getByRole('searchbox').fill('miere');
    const honey = page.getByRole('button', { name: /Adaugă în coș: Miere/ });
    await honey.click();
    await honey.click();
    return page;
  };
  const checkout = async () => {
    const page = await shopping();
    await page.getByRole('link', { name: 'Coș (3)' }).click();
    return page;
  };
  const chooseCluj = async (page) => {
    await page.getByRole('combobox', { name: 'Localitate' }).fill('cluj nap');
    await page.getByRole('option', { name: /Cluj-Napoca/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.body.innerText.includes('Alegeți localitatea'));
  };
  const fillCompany = async (page, cui) => {
    await page.getByLabel('Firmă').check();
    await page.getByLabel('CUI').fill(cui);
    await page.getByLabel('Denumirea firmei').fill('Bălan SRL');
    await page.getByLabel('E-mail').fill('ana@exemplu.ro');
    await page.getByLabel('Telefon').fill('0722 123 456');
    await page.getByLabel(/Stradă/).fill('Str. Unirii 7');
  };
  const buy = (page) => page.getByRole('button', { name: /Comandă cu obligație de plată/ });

  test('finds products and fills the cart', async () => {
    const page = await shopping();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('link', { name: 'Coș (3)' }).click();
    await page.getByRole('heading', { name: 'Finalizare comandă' }).waitFor();
  });

  test('sees every cost change with the choices, before the button', async () => {
    const page = await checkout();
    const text = (id) => page.getByTestId(id).innerText();
    await page.getByText('Alegeți localitatea').waitFor();
    await chooseCluj(page);
    assert.match(await text('delivery-cost'), /^\d+,\d\d\slei$|^gratuit$/);
    assert.match(await text('fees'), /\+5,00/);
    const withFee = await text('total');
    await page.getByLabel('Ordin de plată').check();
    await page.waitForFunction((before) => document.querySelector('[data-testid=total]').innerText !== before, withFee);
    assert.equal(await page.getByTestId('fees').count(), 0);
    await page.getByLabel('Ridicare de la sediu').check();
    await page.waitForFunction(() => document.querySelector('[data-testid=delivery-cost]').innerText === 'gratuit');
    await page.getByLabel('Curier rapid FAN Courier').check();
    await page.getByLabel('Ramburs la curier').check();
    await page.getByTestId('fees').waitFor();
    await page.getByRole('spinbutton', { name: /Miere/ }).fill('1');
    await page.waitForFunction((before) => document.querySelector('[data-testid=total]').innerText !== before, withFee);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('is told what is wrong, at the field', async () => {
    const page = await checkout();
    await chooseCluj(page);
    await page.getByLabel('E-mail').fill('nu-i adresa');
    await buy(page).click();
    await page.getByText('Scrieți numele.').first().waitFor();
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await buy(page).click();
    await page.getByText('Adresa de e-mail nu este corectă.').first().waitFor();
    await fillCompany(page, '14399841');
    await buy(page).click();
    await page.getByText('CUI-ul nu este valid.').first().waitFor();
  });

  test('places the order and follows it on its own page', async () => {
    const page = await checkout();
    await chooseCluj(page);
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await fillCompany(page, 'RO14399840');
    await page.waitForFunction(() => !document.querySelector('.buy').disabled);
    const shown = /[\d.,]+\slei/.exec(await buy(page).innerText())[0];
    await buy(page).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    assert.match(page.url(), /\/s\/demo\/orders\/\d+\?t=/);
    assert.ok((await page.locator('.summary').innerText()).includes(shown), shown);
    assert.deepEqual(await faultsOf(page), []);
    const number = Number(/\d+/.exec(await page.getByRole('heading', { level: 1 }).innerText())[0]);
    const { items: [{ id }] } = await shop.api.get(`/orders?q=${number}`);
    const order = await shop.api.get(`/orders/${id}`);
    assert.equal(order.referrers.at(-1).channel, 'google adwords');
    assert.equal(order.billing.company.cui, 'RO14399840');
    await shop.api.post(`/orders/${id}/status`, { status: 'taken' });
    await shop.api.post(`/orders/${id}/invoices`, {});
    await page.reload();
    await page.locator('[aria-current=step]', { hasText: 'În pregătire' }).waitFor();
    const invoice = page.getByRole('link', { name: /Factura TRB/ });
    const response = await page.request.get(new URL(await invoice.getAttribute('href'), page.url()).href);
    assert.equal(response.headers()['content-type'], 'application/pdf');
  });

  test('on a phone, in the dark and in English as well', async () => {
    const { page } = await visit('/s/demo/?lang=en', { ...phone, dark: true });
    await page.getByRole('button', { name: /^Add to cart/ }).first().click();
    await page.goto('/s/demo/checkout?lang=en');
    await page.getByRole('button', { name: /Order with obligation to pay/ }).waitFor();
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('the pages weigh less than 100 kB of script', async () => {
    const html = await (await fetch(`${shop.server.base}/s/demo/`)).text();
    let bytes = 0;
    for (const [, path] of html.matchAll(/src="([^"]+\.js)"/g)) {
      const response = await fetch(shop.server.base + path, { headers: { 'Accept-Encoding': 'gzip' } });
      bytes += Number(response.headers.get('content-length'));
    }
    assert.ok(bytes > 10_000 && bytes < 100_000, `${bytes} bytes`);
  });
});
