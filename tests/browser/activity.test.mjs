// An administrator looks at what one person did, and takes it along as a file.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOf, openBrowser, openWindow, overflows, signIn } from '../lib/browser.mjs';
import { demoShop } from '../lib/shop.mjs';

describe('activity', () => {
  let shop, browser;
  before(async () => { shop = await demoShop('sqlite'); browser = await openBrowser(); });
  after(async () => { await browser?.close(); await shop?.close(); });

  test('by person, down to the order, as a file', async () => {
    const { page, errors } = await openWindow(browser);
    await signIn(page, shop.server.base);
    await page.goto(`${shop.server.base}/admin/settings/activity`);
    await page.getByRole('combobox', { name: 'Cine' }).click();
    await page.getByRole('option', { name: 'Ana Ionescu' }).click();
    await page.getByRole('cell', { name: 'Ana Ionescu' }).first().waitFor();
    assert.equal(await page.getByRole('cell', { name: 'Mihai Pop' }).count(), 0);
    assert.deepEqual(await faultsOf(page), []);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Descarcă CSV' }).click()]);
    assert.equal(file.suggestedFilename(), 'activity.csv');
    await page.getByRole('link', { name: /^Comanda \d+$/ }).first().click();
    await page.getByRole('heading', { name: 'Istoric' }).waitFor();
    assert.deepEqual(errors, []);
  });

  test('the records are verified', async () => {
    const { page, errors } = await openWindow(browser);
    await signIn(page, shop.server.base);
    await page.goto(`${shop.server.base}/admin/settings/activity`);
    await page.getByRole('button', { name: 'Verifică acum' }).click();
    await page.getByText(/\d+ istorice, toate întregi/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(errors, []);
  });

  test('on a small screen', async () => {
    const { page } = await openWindow(browser, { width: 390, height: 844 });
    await signIn(page, shop.server.base);
    await page.goto(`${shop.server.base}/admin/settings/activity`);
    await page.getByRole('cell', { name: 'Ana Ionescu' }).first().waitFor();
    assert.equal(await overflows(page), false);
  });
});
