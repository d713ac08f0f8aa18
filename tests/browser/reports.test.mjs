// An administrator reads what earned and what lost, tells the shop's own channels apart, and takes in what couriers and networks cost.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, overflows, stage } from '../lib/browser.mjs';
import { deliver, orderOf, today } from '../lib/shop.mjs';

const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('reports', () => {
  const { shop, panel } = stage();

  test('profit by month, by product down to the product, as a file', async () => {
    const { page } = await panel('reports?by=months&from=2026-01-01');
    await page.getByRole('cell', { name: 'Toate comenzile' }).waitFor();
    assert.ok(await page.getByRole('row').count() > 3);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('combobox', { name: 'După' }).click();
    await page.getByRole('option', { name: 'produse' }).click();
    await page.getByRole('combobox', { name: 'Întâi' }).click();
    await page.getByRole('option', { name: 'cel mai puțin profit' }).click();
    await page.waitForURL(/by=product.*first=least/);
    const link = page.getByRole('link', { name: /ACC-SOS-01/ });
    await link.waitFor();
    assert.deepEqual(await faultsOf(page), []);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Descarcă CSV' }).click()]);
    assert.equal(file.suggestedFilename(), 'profit.csv');
    await link.click();
    await page.waitForURL(/\/products\//);
  });

  test('a channel of the shop’s own, and what was spent on it', async () => {
    const { page } = await panel('settings/channels');
    await page.getByRole('button', { name: 'Adaugă o regulă' }).click();
    const rule = page.getByRole('group', { name: 'Regula 1' });
    await rule.getByRole('combobox', { name: 'Ce se uită' }).click();
    await page.getByRole('option', { name: 'site-ul de dinainte' }).click();
    await rule.getByRole('combobox', { name: 'Cum' }).click();
    await page.getByRole('option', { name: 'conține' }).click();
    await rule.getByLabel('Text').fill('forum');
    await rule.getByLabel('Sursa').fill('forumuri');
    await page.getByRole('button', { name: 'Salvează' }).first().click();
    await page.getByText('Salvat').first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await shop.api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { referrers: [{ url: 'https://forum-cafea.ro/', landing_url: 'https://demo.example/' }] }));
    await page.goto('/admin/reports?by=channels&period=today');
    await page.getByRole('cell', { name: 'forumuri' }).waitFor();
    await page.getByLabel('Sursa').fill('forumuri');
    await page.locator('input[type=file]').setInputFiles(csv('spend.csv', `Zi,Campanie,Cost\n${today()},toamna,"75,50"\n`));
    await page.getByRole('status').getByText('75,50').waitFor();
    await page.getByRole('row', { name: /forumuri/ }).getByText('75,50').waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('a courier’s invoice, and an order that says why it would lose', async () => {
    const order = await deliver(shop, await shop.api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]])));
    const { page } = await panel('bank');
    await page.getByRole('combobox', { name: 'Curier' }).click();
    await page.getByRole('option', { name: /FAN/ }).click();
    await page.getByLabel('Numărul facturii').fill('FAN-77');
    const card = page.locator('.mantine-Card-root', { has: page.getByRole('heading', { name: 'Factura curierului' }) });
    await card.locator('input[type=file]').setInputFiles(csv('fan.csv', `AWB,Valoare fara TVA\n${order.shipments[0].awb_number},999.00\n`));
    await page.getByText(/1 din 1 colete sunt ale noastre/).waitFor();
    await page.goto(`/admin/orders/${order.id}`);
    await page.getByText('De ce iese în pierdere').waitFor();
    await page.getByText(/curierul ia mai mult decât plătește clientul/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('on a small screen', async () => {
    for (const path of ['reports', 'reports?by=channels', 'settings/channels']) {
      const { page } = await panel(path, { width: 390, height: 844 });
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(await overflows(page), false, path);
    }
  });
});
