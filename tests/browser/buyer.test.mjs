// A buyer in Chromium: from the offer to the order's own page, every cost in sight.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOf, openBrowser, openWindow, overflows } from '../lib/browser.mjs';
import { demoShop } from '../lib/shop.mjs';

describe('a buyer', () => {
  let shop, browser, window, page;
  before(async () => {
    shop = await demoShop('sqlite');
    browser = await openBrowser();
    window = await openWindow(browser);
    page = window.page;
  });
  after(async () => {
    await browser?.close();
    await shop?.close();
  });
  const text = (id) => page.getByTestId(id).innerText();

  test('finds products and fills the cart', async () => {
    await page.goto(`${shop.server.base}/s/demo/?utm_source=google&utm_medium=cpc&utm_campaign=iarna`);
    await page.getByRole('searchbox').fill('rasnita');
    await page.getByRole('button', { name: /Adaugă în coș: Râșniță electrică/ }).click();
    await page.getByRole('searchbox').fill('miere');
    const honey = page.getByRole('button', { name: /Adaugă în coș: Miere/ });
    await honey.click();
    await honey.click();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('link', { name: 'Coș (3)' }).click();
    await page.getByRole('heading', { name: 'Finalizare comandă' }).waitFor();
  });

  test('sees every cost change with the choices, before the button', async () => {
    await page.getByText('Alegeți localitatea').waitFor();
    await page.getByRole('combobox', { name: 'Localitate' }).fill('cluj nap');
    await page.getByRole('option', { name: /Cluj-Napoca/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.body.innerText.includes('Alegeți localitatea'));
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
    await page.getByLabel('E-mail').fill('nu-i adresa');
    await page.getByRole('button', { name: /Comandă cu obligație de plată/ }).click();
    await page.getByText('Scrieți numele.').first().waitFor();
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await page.getByRole('button', { name: /Comandă cu obligație de plată/ }).click();
    await page.getByText('Adresa de e-mail nu este corectă.').first().waitFor();
    await page.getByLabel('Firmă').check();
    await page.getByLabel('CUI').fill('14399841');
    await page.getByLabel('Denumirea firmei').fill('Bălan SRL');
    await page.getByLabel('E-mail').fill('ana@exemplu.ro');
    await page.getByLabel('Telefon').fill('0722 123 456');
    await page.getByLabel(/Stradă/).fill('Str. Unirii 7');
    await page.getByRole('button', { name: /Comandă cu obligație de plată/ }).click();
    await page.getByText('CUI-ul nu este valid.').first().waitFor();
    await page.getByLabel('CUI').fill('RO14399840');
  });

  test('places the order and follows it on its own page', async () => {
    const button = page.getByRole('button', { name: /Comandă cu obligație de plată/ });
    const shown = /[\d.,]+\slei/.exec(await button.innerText())[0];
    await button.click();
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
    const response = await window.context.request.get(new URL(await invoice.getAttribute('href'), page.url()).href);
    assert.equal(response.headers()['content-type'], 'application/pdf');
    assert.deepEqual(window.errors, []);
  });

  test('on a phone, in the dark and in English as well', async () => {
    const phone = await openWindow(browser, { width: 360, height: 740, dark: true });
    await phone.page.goto(`${shop.server.base}/s/demo/?lang=en`);
    await phone.page.getByRole('button', { name: /^Add to cart/ }).first().click();
    await phone.page.goto(`${shop.server.base}/s/demo/checkout?lang=en`);
    await phone.page.getByRole('button', { name: /Order with obligation to pay/ }).waitFor();
    assert.equal(await overflows(phone.page), false);
    assert.deepEqual(await faultsOf(phone.page), []);
    assert.deepEqual(phone.errors, []);
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
