// An administrator looks at what one person did, and takes it along as a file.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, overflows, stage } from '../lib/browser.mjs';

describe('activity', () => {
  const { panel } = stage();

  test('by person, down to the order, as a file', async () => {
    const { page } = await panel('settings/activity');
    await page.getByRole('combobox', { name: 'Cine' }).click();
    await page.getByRole('option', { name: 'Ana Ionescu' }).click();
    await page.getByRole('cell', { name: 'Ana Ionescu' }).first().waitFor();
    assert.equal(await page.getByRole('cell', { name: 'Mihai Pop' }).count(), 0);
    assert.deepEqual(await faultsOf(page), []);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Descarcă CSV' }).click()]);
    assert.equal(file.suggestedFilename(), 'activity.csv');
    await page.getByRole('link', { name: /^Comanda \d+$/ }).first().click();
    await page.getByRole('heading', { name: 'Istoric' }).waitFor();
  });

  test('the records are verified', async () => {
    const { page } = await panel('settings/activity');
    await page.getByRole('button', { name: 'Verifică acum' }).click();
    await page.getByText(/\d+ istorice, toate întregi/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('on a small screen', async () => {
    const { page } = await panel('settings/activity', { width: 390, height: 844 });
    await page.getByRole('cell', { name: 'Ana Ionescu' }).first().waitFor();
    assert.equal(await overflows(page), false);
  });
});
