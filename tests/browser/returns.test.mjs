// A buyer sends something back and follows it to the money; an operator takes it in and pays.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOf, openBrowser, openWindow, overflows, signIn } from '../lib/browser.mjs';
import { deliver, demoShop, orderOf, remit } from '../lib/shop.mjs';

describe('returns', () => {
  let shop, api, browser, desk, buyer, order;
  before(async () => {
    shop = await demoShop('sqlite');
    api = shop.api;
    const placed = await api.post('/checkout/orders', orderOf([['CAF-MOK-04', 2], ['CAR-BUC-01', 1]]));
    await deliver(shop, placed);
    order = await remit(shop, placed);
    browser = await openBrowser();
    desk = await openWindow(browser);
    buyer = await openWindow(browser, { width: 360, height: 740 });
    await signIn(desk.page, shop.server.base);
  });
  after(async () => { await browser?.close(); await shop?.close(); });
  const link = () => { const url = new URL(order.buyer_link); return shop.server.base + url.pathname + url.search; };

  test('the buyer asks, seeing until when', async () => {
    const { page } = buyer;
    await page.goto(link());
    await page.getByRole('button', { name: 'Trimit ceva înapoi' }).click();
    await page.getByText(/^până /).first().waitFor();
    await page.getByRole('spinbutton').first().fill('1');
    await page.getByLabel('Ce s-a întâmplat (opțional)').fill('E prea mare pentru aragazul meu.');
    await page.getByLabel(/IBAN/).fill('RO49AAAA1B31007593840000');
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflows(page), false);
    await page.screenshot({ path: 'build/screenshots/return-ask-360.png', fullPage: true });
    await page.getByRole('button', { name: 'Cer returul' }).click();
    await page.getByText(/RMA 1/).waitFor();
    await page.getByText('cerut, vă răspundem curând').waitFor();
    assert.deepEqual(buyer.errors, []);
  });

  test('the operator agrees, takes the goods in and pays back', async () => {
    const { page } = desk;
    await page.goto(`${shop.server.base}/admin/returns`);
    await page.getByRole('heading', { name: 'Retururi' }).waitFor();
    await page.getByRole('link', { name: String(order.number) }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.screenshot({ path: 'build/screenshots/returns.png' });
    await page.getByRole('link', { name: String(order.number) }).click();
    const row = page.getByTestId('return');
    await row.getByRole('button', { name: 'Acceptă returul' }).click();
    await row.getByRole('button', { name: 'Au venit produsele' }).click();
    await row.getByLabel('Starea lor').fill('ca nou');
    assert.deepEqual(await faultsOf(page), []);
    await row.getByRole('button', { name: 'Notează recepția' }).click();
    await row.getByRole('button', { name: 'Returnează banii' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('RO49AAAA1B31007593840000').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.screenshot({ path: 'build/screenshots/return-pay-back.png' });
    await dialog.getByRole('button', { name: 'Returnează banii' }).click();
    await row.getByText('plătit înapoi').waitFor();
    await page.getByRole('link', { name: /Storno/ }).first().waitFor();
    await page.screenshot({ path: 'build/screenshots/return-order.png', fullPage: true });
    assert.deepEqual(desk.errors, []);
  });

  test('the buyer sees the money on its way', async () => {
    const { page } = buyer;
    await page.reload();
    await page.getByText('banii au fost trimiși').waitFor();
    await page.getByText(/Bani de primit înapoi: /).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(buyer.errors, []);
  });
});
