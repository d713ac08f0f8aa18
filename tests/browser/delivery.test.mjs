// What delivery costs, in Chromium: rules of couriers, a published price list to begin with, warehouses and roads.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { until } from '../lib/shop.mjs';

describe('delivery', () => {
  const { shop, panel } = stage();
  const courier = async () => (await shop.api.all('/delivery-methods')).find((each) => each.code === 'courier');
  const place = async (page, label, typed, option) => {
    await page.getByRole('combobox', { name: label }).last().fill(typed);
    await page.getByRole('option', { name: option }).first().click();
  };

  test('rules say who carries, and a formula is tried on real orders', async () => {
    const { page } = await panel('settings/couriers');
    await page.getByRole('button', { name: 'Adaugă o regulă' }).click();
    await page.getByRole('group', { name: 'Regula 1' }).getByLabel('Până la (g)').fill('5000');
    assert.deepEqual(await faultsOf(page), []);
    await page.locator('form', { has: page.getByRole('group', { name: 'Regula 1' }) }).getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    assert.deepEqual((await shop.api.get('/shop')).settings.courier_rules.map(({ courier, weight_g_to }) => [courier, weight_g_to]), [['cheapest', 5000]]);
    const fan = page.locator('.mantine-Card-root', { has: page.getByRole('heading', { name: 'FAN Courier', exact: true }) });
    await fan.getByRole('button', { name: 'Localități' }).click();
    await fan.getByRole('button', { name: 'Adu lista din nou' }).click();
    await fan.getByText(/\d+ din \d+ se potrivesc/).waitFor();
    await fan.getByRole('cell', { name: 'Mosnita Noua Nord', exact: true }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.goto(`/admin/settings/delivery-methods/${(await courier()).id}`);
    await page.getByLabel('Bază').fill('59,99');
    await page.getByRole('button', { name: 'Socotește' }).click();
    await page.getByText(/\d+ comenzi: .* încasați atunci/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.goto('/admin/settings/delivery-methods');
    await page.getByRole('button', { name: 'Adaugă un drum' }).click();
    await page.getByLabel('Între (cod)').fill('cj');
    await page.getByLabel('și (cod)').fill('bh');
    await page.locator('form').getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    assert.deepEqual((await shop.api.get('/shop')).settings.road_factors, [{ from: 'CJ', to: 'BH', percent: 130 }]);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('a formula begins with a published list, whose source stands beside it', async () => {
    const { id } = await courier();
    const { page } = await panel(`settings/delivery-methods/${id}`);
    await page.getByRole('combobox', { name: 'Pornește de la un tarif publicat' }).click();
    await page.getByRole('option', { name: 'Mini Business 10' }).click();
    await page.getByText(/Sursa: Cargus, .*listă din 5 aug\. 2025.*Pentru ramburs ia 2,50/).waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Tranșe de greutate 1: Preț' }).inputValue(), '19,12');
    await page.getByRole('textbox', { name: 'Tranșe de greutate 1: Preț' }).fill('18,50');
    await page.getByText('18,50 lei').first().waitFor(); // the calculator beside
    assert.deepEqual(await faultsOf(page), []);
    await page.locator('form').getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    const { formula, ...method } = await shop.api.get(`/delivery-methods/${id}`);
    assert.deepEqual([method.courier, formula.weight_bands.length, formula.weight_bands[0].price.amount], ['cargus', 9, '18.50']);
  });

  test('a warehouse has a code at a courier, and roads are measured', async () => {
    const { page } = await panel('settings/delivery-methods');
    await page.getByRole('button', { name: 'Adaugă un depozit' }).click();
    await page.getByLabel('Nume').last().fill('Nord');
    await place(page, 'Localitate', 'cluj nap', /Cluj-Napoca/);
    await page.getByRole('button', { name: 'Adaugă un cod la un curier' }).click();
    await page.getByRole('combobox', { name: 'Curier' }).click();
    await page.getByRole('option', { name: 'Sameday' }).click();
    await page.getByLabel('Codul').fill('4711');
    assert.deepEqual(await faultsOf(page), []);
    await page.locator('form').getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    const [house] = (await shop.api.get('/shop')).settings.warehouses;
    assert.deepEqual([house.name, house.siruta, house.at_couriers], ['Nord', 54984, [{ courier: 'sameday', credential: 'pickup_point', value: '4711' }]]);
    await place(page, 'De la', 'cluj nap', /Cluj-Napoca/);
    await place(page, 'Destinația', 'dej', /^Dej/);
    await page.getByRole('textbox', { name: 'km' }).fill('60');
    await page.getByRole('button', { name: 'Notează drumul' }).click();
    await page.getByText('Cluj-Napoca (CJ) – Dej (CJ): 60 km').waitFor();
    await page.getByText(/CJ – CJ: 1\d\d % din un drum/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(phone);
    await until(async () => !(await overflows(page)), 'everything to fit a phone');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: 'Șterge Cluj-Napoca (CJ) – Dej (CJ)' }).click();
    await until(async () => (await shop.api.get('/roads')).items.length === 0, 'the road to be forgotten');
  });
});
