// A storefront of somebody else with the script on it: cart, consent, referrers, and the checkout at the end.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, stage } from '../lib/browser.mjs';

describe('the script for storefronts', () => {
  const { shop, visit } = stage();
  const storefront = (query) => `/shop/storefront.html${query}`;
  const cookies = async (context) => (await context.cookies()).map((cookie) => cookie.name);

  async function order(page, email) {
    await page.getByRole('link', { name: /^Coș \(2\)/ }).click();
    await page.getByRole('heading', { name: 'Finalizare comandă' }).waitFor();
    assert.ok(!page.url().includes('#'));
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await page.getByLabel('Telefon').fill('0722 123 456');
    await page.getByLabel('Ridicare de la sediu').check();
    await page.getByLabel('Numerar la ridicare').check();
    await page.waitForFunction(() => !document.querySelector('.buy').disabled);
    await page.getByRole('button', { name: /Comandă cu obligație de plată/ }).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    const { items: [{ id }] } = await shop.api.get(`/orders?customer=${email}`);
    return shop.api.get(`/orders/${id}`);
  }

  test('with consent a cookie remembers up to ten visits, in order', async () => {
    const { page, context } = await visit(storefront('?utm_source=google&utm_medium=cpc&utm_campaign=prima'));
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(await cookies(context), []);
    await page.getByRole('button', { name: 'Accept' }).click();
    assert.deepEqual((await cookies(context)).sort(), ['taraba_consent', 'taraba_touches']);
    for (let i = 2; i <= 14; ++i) await page.goto(storefront(`?utm_source=newsletter&utm_medium=email&utm_campaign=nr${i}`));
    await page.getByRole('button', { name: 'Pune în coș' }).first().click();
    await page.reload(); // the cart is kept
    await page.getByRole('button', { name: 'Pune în coș' }).last().click();
    const placed = await order(page, 'cu@exemplu.ro');
    assert.deepEqual(placed.lines.map((line) => line.sku).sort(), ['CAF-ESP-01', 'CAR-BUC-01']);
    assert.ok(placed.referrers.length <= 10);
    assert.deepEqual([placed.referrers[0].channel, placed.referrers[0].campaign], ['google adwords', 'prima']);
    assert.equal(placed.referrers.at(-1).campaign, 'nr14');
  });

  test('without consent nothing outlives the visit, and the cart works all the same', async () => {
    const { page, context } = await visit(storefront('?utm_source=facebook&utm_medium=paid&utm_campaign=x'));
    await page.getByRole('button', { name: 'Refuz' }).click();
    await page.getByRole('button', { name: 'Pune în coș' }).first().click();
    await page.getByRole('button', { name: 'Pune în coș' }).first().click();
    assert.deepEqual(await cookies(context), ['taraba_consent']);
    const placed = await order(page, 'fara@exemplu.ro');
    assert.equal(placed.lines[0].quantity, '2');
    assert.equal(placed.referrers[0].campaign, 'x');
  });

  test('a cart that is nonsense leaves the page as it was', async () => {
    const { page } = await visit('/s/demo/checkout#cart=%7Bnonsense');
    await page.getByText('Coșul este gol.').waitFor();
    await page.goto(`/s/demo/checkout#cart=${encodeURIComponent(JSON.stringify({ cart: [{ sku: 5 }, null, { sku: 'CAR-BUC-01', name: 'x', quantity: -1 }], touches: [1] }))}`);
    await page.getByText('Coșul este gol.').waitFor();
  });

  test('the script weighs little', async () => {
    const response = await fetch(`${shop.server.base}/shop/embed.js`, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.ok(Number(response.headers.get('content-length')) < 4_000);
  });
});
