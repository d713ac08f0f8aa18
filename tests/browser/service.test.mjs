// An operator takes a piece into the workshop and writes to its buyer, who follows it to the end; the shop names its own steps.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, linkOf, overflows, phone, stage } from '../lib/browser.mjs';
import { deliver, orderOf, until } from '../lib/shop.mjs';

describe('service', () => {
  const { shop, panel, visit } = stage();

  const delivered = async () => deliver(shop, await shop.api.post('/checkout/orders', orderOf([['CAF-MOK-04', 1], ['CAR-BUC-01', 1]])));

  test('the operator takes it in, sends it to a workshop, and it comes back repaired', async () => {
    const order = await delivered();
    const { page } = await panel(`orders/${order.id}`);
    await page.getByRole('button', { name: 'Primește în service' }).click();
    await page.getByLabel('Defectul, cum îl spune clientul').fill('Nu ține presiunea.');
    await page.getByLabel('Serie', { exact: true }).fill('MOK-12');
    await page.getByLabel('Accesorii').fill('cutie, filtru');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Primește în service' }).click();
    await page.getByRole('heading', { name: 'Fișa 1' }).waitFor();
    await page.getByText('cutie, filtru').waitFor();
    await page.getByRole('combobox', { name: 'Pas' }).click();
    await page.getByRole('option', { name: 'Trimis la service partener' }).click();
    await page.getByLabel('Service partener').fill('Atelier Espresso SRL');
    await page.getByLabel('Îl așteptăm până la').fill('2030-01-15');
    await page.getByLabel(/Ce îi spunem clientului/).fill('Curierul l-a ridicat azi.');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: /^Treci la pas/ }).click();
    await page.getByText('Curierul l-a ridicat azi.').waitFor();
    await page.getByRole('combobox', { name: 'Pas' }).click();
    await page.getByRole('option', { name: 'Reparat' }).click();
    await page.getByRole('button', { name: /^Treci la pas/ }).click();
    await page.getByRole('link', { name: 'Rezoluție' }).waitFor();
    await page.goto(`/admin/service?q=${order.number}`);
    await page.getByRole('link', { name: 'Fișa 1' }).waitFor();
    await page.getByRole('cell', { name: /24 luni/ }).first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('the buyer reads all that was said', async () => {
    const order = await delivered();
    const { id } = await shop.api.post(`/orders/${order.id}/service-cases`, { line_no: 1, defect: 'Nu ține presiunea.' });
    for (const body of [{ step: 'at_partner', partner: 'Atelier Espresso SRL', words: 'Curierul l-a ridicat azi.' }, { step: 'repaired' }]) await shop.api.post(`/service-cases/${id}/progress`, body);
    const { page } = await visit(`${linkOf(order)}#service`, phone);
    await page.getByRole('heading', { name: 'Garanții și service' }).waitFor();
    await page.getByText('Curierul l-a ridicat azi.').waitFor();
    await page.getByText(/a fost reparat/).waitFor();
    await page.getByText(/în garanție până/).first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflows(page), false);
  });

  test('the shop names a step of its own', async () => {
    const { page } = await panel('settings/service');
    await page.getByRole('button', { name: 'Schimbă pașii' }).click();
    await page.getByLabel('Nume', { exact: true }).nth(1).fill('La verificat');
    await page.getByLabel('Zile între vești (0: numai la pași)').fill('2');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Salvează' }).click();
    await until(async () => (await shop.api.get('/service-steps')).items[1].name === 'La verificat', 'the step');
  });
});
