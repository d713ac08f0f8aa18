// What can go otherwise at the checkout: a company from the register, a coupon, stock that is gone, two tabs, a lost connection.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, stage } from '../lib/browser.mjs';
import { lei, until } from '../lib/shop.mjs';

describe('the checkout', () => {
  const { shop, visit } = stage();

  /** At the checkout, with an espresso machine in the cart. */
  const checkout = async () => {
    const { page, context } = await visit('/s/demo/');
    await page.getByRole('searchbox').fill('espressor');
    await page.getByRole('button', { name: /Adaugă în coș: Espressor/ }).first().click();
    await page.getByRole('link', { name: 'Coș (1)' }).click();
    return { page, context };
  };
  const fill = async (page) => {
    await page.getByLabel('E-mail').fill('ana@exemplu.ro');
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await page.getByLabel('Telefon').fill('0722 123 456');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('cluj nap');
    await page.getByRole('option', { name: /Cluj-Napoca/ }).first().click();
    await page.getByLabel(/Stradă/).fill('Str. Unirii 7');
  };
  const buy = (page) => page.getByRole('button', { name: /Comandă cu obligație de plată/ });
  const orders = async () => (await shop.api.all('/orders?customer=ana@exemplu.ro')).length;

  test('fills a company from the register, and goes on by hand when that is down', async () => {
    const { page } = await checkout();
    await page.getByLabel('Firmă').check();
    await page.getByLabel('CUI').fill('18773866');
    await page.waitForFunction(() => document.querySelector('[name="billing.company.name"]').value === 'LUTIERIA ACORD SRL');
    assert.equal(await page.getByLabel('CUI').inputValue(), 'RO18773866');
    assert.equal(await page.getByLabel(/registrul comerțului/).inputValue(), 'J12/1830/2006');
    await page.getByRole('button', { name: 'Livrează la sediu' }).click();
    await page.waitForFunction(() => document.querySelector('[name="delivery_address.street"]').value.includes('Memorandumului'));
    assert.deepEqual(await faultsOf(page), []);
    await fetch(`${shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call: 'register', fault: 'error', times: 5 }) });
    await page.getByLabel('CUI').fill('6859662');
    await page.getByText('Registrul firmelor nu răspunde').waitFor();
    await page.getByLabel('Denumirea firmei').fill('Cofetăria Delta SNC');
  });

  test('takes a coupon off, and says what is wrong with another', async () => {
    await shop.api.post('/discounts', { name: 'Toamna', code: 'TOAMNA', kind: 'percent', percent: 1000, amount: lei('0.00'), minimum: lei('0.00') });
    const { page } = await checkout();
    const total = page.getByTestId('total');
    await total.waitFor();
    await page.getByLabel('Cod de reducere').fill('nimic');
    await page.getByRole('button', { name: 'Aplică' }).click();
    await page.getByText('Nu există un cupon cu acest cod.').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByLabel('Cod de reducere').fill('toamna');
    await page.getByRole('button', { name: 'Aplică' }).click();
    await page.getByTestId('discount').waitFor();
    await fill(page);
    await buy(page).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    assert.match(await page.locator('.summary').innerText(), /Reducere/);
  });

  test('says at the line that stock has gone meanwhile, with a choice', async () => {
    const { page } = await checkout();
    const { items: [product] } = await shop.api.get('/products?q=espressor');
    await fill(page);
    await page.getByRole('spinbutton', { name: /Espressor/ }).fill('3');
    const free = Number(product.stock) - Number(product.reserved);
    await page.waitForFunction(() => !document.querySelector('.buy').disabled);
    await shop.api.post(`/products/${product.id}/stock-movements`, { quantity: String(2 - free), reason: 'inventar' });
    await buy(page).click();
    await page.getByText('Au mai rămas doar 2 bucăți.').waitFor();
    assert.equal(await page.getByLabel('Nume și prenume').inputValue(), 'Ana Bălan');
    await page.getByRole('button', { name: 'Iau 2' }).click();
    await page.getByText('Au mai rămas').waitFor({ state: 'detached' });
    await page.waitForFunction(() => !document.querySelector('.buy').disabled);
    await buy(page).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    await shop.api.post(`/products/${product.id}/stock-movements`, { quantity: '50', reason: 'recepție' });
  });

  test('a double click, a lost answer and a second tab make one order', async () => {
    const { page, context } = await checkout();
    const before = await orders();
    await fill(page);
    // The first answer is lost on its way back.
    let lost = 0;
    await page.route('**/api/v1/checkout/orders', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await buy(page).click();
    await page.getByText('Nu am putut lua legătura').waitFor();
    assert.equal(await orders(), before + 1);
    const second = await context.newPage();
    await second.goto('/s/demo/checkout');
    await second.getByRole('heading', { name: 'Finalizare comandă' }).waitFor();
    await buy(page).dblclick();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    assert.equal(await orders(), before + 1);
    await second.getByText('Coșul este gol.').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Vedeți comanda pe care ați plasat-o' }).waitFor();
  });

  test('sends to a locker chosen from the list or the map', async () => {
    const { page } = await checkout();
    await page.getByLabel('E-mail').fill('locker@exemplu.ro');
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await page.getByLabel('Telefon').fill('0722 123 456');
    await page.getByRole('radio', { name: /FANbox/ }).check();
    await page.getByRole('combobox', { name: 'Localitate' }).fill('floresti');
    await page.getByRole('option', { name: /Florești.*Cluj/ }).first().click();
    const lockers = page.getByRole('radiogroup', { name: 'Alegeți lockerul' });
    await lockers.getByRole('radio').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('.buy').disabled);
    await buy(page).click();
    await page.getByText('Alegeți un locker din listă.').first().waitFor();
    assert.match(await lockers.locator('li').first().innerText(), /FANbox Florești[^]*km/);
    assert.equal(await page.getByLabel(/Stradă/).count(), 0, 'a locker has its own street');
    assert.equal(await page.getByRole('radio', { name: /Ramburs/ }).isDisabled(), true);
    await page.locator('.map .spot').nth(1).click();
    assert.equal(await lockers.getByRole('radio').nth(1).isChecked(), true);
    assert.deepEqual(await faultsOf(page), []);
    const code = await lockers.getByRole('radio').nth(1).inputValue();
    await page.waitForFunction(() => !document.querySelector('.buy').disabled);
    await buy(page).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    assert.match(await page.locator('main').innerText(), /FANbox /);
    const [{ id, number }] = await shop.api.all('/orders?customer=locker@exemplu.ro');
    const order = await shop.api.get(`/orders/${id}`);
    assert.equal(order.pickup_point.code, code);
    await shop.api.post(`/orders/${id}/shipments`, {});
    await until(async () => (await shop.api.get(`/orders/${id}`)).shipments[0]?.state === 'registered', 'the AWB');
    const awbs = await (await fetch(`${shop.server.base}/sandbox/fan/awbs`)).json();
    const { shipment } = awbs.find((each) => each.reference.startsWith(`${number}-`));
    assert.equal(shipment.info.service, 'FANbox');
    assert.equal(shipment.recipient.address.pickupLocationId, code);
    await assert.rejects(shop.api.post('/checkout/quotes', { lines: [{ sku: order.lines[0].sku, quantity: 1 }], delivery_method: 'fanbox', pickup_point: 'no such' }),
      { code: 'invalid_field', field: 'pickup_point' });
  });

  test('keeps what was typed when the page is closed', async () => {
    const { page } = await checkout();
    await fill(page);
    await page.reload();
    assert.equal(await page.getByLabel('Nume și prenume').inputValue(), 'Ana Bălan');
    assert.match(await page.getByRole('combobox', { name: 'Localitate' }).inputValue(), /Cluj-Napoca/);
  });
});
