// Parcels in Chromium: couriers and their accounts, one in doubt settled, a part of an order, one refused, the shop's own car, many papers.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { couriers, Sender } from '../lib/courier.mjs';
import { pagesOf } from '../lib/pdf.mjs';
import { orderOf, until } from '../lib/shop.mjs';

describe('parcels', () => {
  const { shop, panel } = stage();
  let api;
  before(() => { api = shop.api; });

  test('couriers say what they can, take an account and send a car', async () => {
    const { page } = await panel('settings/couriers');
    for (const title of ['FAN Courier', 'Sameday', 'Cargus', 'DPD', 'GLS', 'Livrare proprie']) await page.getByRole('heading', { name: title, exact: true }).waitFor();
    const dpd = page.locator('.mantine-Card-root', { has: page.getByRole('heading', { name: 'DPD', exact: true }) });
    await dpd.getByRole('button', { name: 'Cont', exact: true }).click();
    await dpd.getByRole('textbox', { name: 'Utilizator' }).fill('magazin');
    await dpd.getByRole('textbox', { name: /^Parolă/ }).fill('parola-secreta');
    await dpd.getByText('Alte adrese decât').click();
    await dpd.getByLabel('base').fill(`${shop.server.base}/dpd`);
    await dpd.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    await dpd.getByRole('button', { name: 'Încearcă legătura' }).click();
    await dpd.getByText('Legătura merge').waitFor();
    await dpd.getByRole('button', { name: 'Cheamă mașina' }).click();
    await dpd.getByLabel('Ziua').fill('2099-03-02');
    await dpd.getByRole('button', { name: 'Cheamă mașina' }).click();
    await page.getByText('Mașina a fost chemată (550001)').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(phone);
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('a parcel in doubt is settled by who looked on the courier\'s own list', async () => {
    const sender = new Sender(shop, couriers.find((each) => each.name === 'sameday'));
    await sender.setUp();
    await sender.fault('create', 'error_after');
    const order = await sender.order();
    const { id } = await sender.send(order);
    await sender.becomes(id, 'unclear');
    const [theirs] = (await sender.books()).filter((each) => each.reference.startsWith(`${order.number}-`));
    const { page } = await panel(`orders/${order.id}`);
    await page.getByLabel('AWB-ul din lista curierului').fill(theirs.number);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Acesta e', exact: true }).click();
    await page.getByText(`Sameday · AWB ${theirs.number}`).waitFor();
    assert.equal((await sender.shipment(id)).state, 'registered');
  });

  test('a part of an order goes first, with an option, and the slip of it is there', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1], ['CAR-BUC-01', 2]]));
    const { page } = await panel(`orders/${order.id}`);
    await page.getByRole('button', { name: 'Trimite o parte sau altfel' }).click();
    await page.getByRole('textbox', { name: /Cartea de bucate/ }).fill('0');
    await page.locator('.mantine-MultiSelect-input').last().click();
    await page.getByRole('option', { name: 'deschidere la livrare' }).click();
    await page.keyboard.press('Escape');
    assert.deepEqual(await faultsOf(page), []);
    await page.locator('form').getByRole('button', { name: 'Trimite la curier' }).click();
    const [sent] = await until(async () => { const { shipments } = await api.get(`/orders/${order.id}`); return shipments[0]?.state === 'registered' && shipments; }, 'the waybill');
    assert.equal(sent.lines.length, 1);
    await page.getByText(`FAN Courier · AWB ${sent.awb_number}`).waitFor();
    assert.deepEqual((await api.get(`/orders/${order.id}`)).left_to_send.map((each) => each.quantity), ['2']);
    await page.setViewportSize(phone);
    await page.reload();
    await page.getByText(`FAN Courier · AWB ${sent.awb_number}`).waitFor();
    assert.equal(await overflows(page), false);
  });

  test('a refused parcel waits for a person', async () => {
    await fetch(`${shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call: 'fan.create', fault: 'refuse', times: 1 }) });
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await api.post(`/orders/${order.id}/shipments`, {});
    await until(async () => (await api.get('/shipments/stuck')).items.some((each) => each.order_number === order.number), 'the refusal');
    const { page } = await panel(`orders/${order.id}`);
    await page.getByText('Corectați adresa sau telefonul, apoi retrimiteți.').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Corectează datele' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.goto('/admin/alerts');
    const row = page.getByRole('row', { name: new RegExp(`#${order.number}`) });
    await row.getByText('Localitatea nu există').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await row.getByRole('button').click();
    await until(async () => !(await api.get('/shipments/stuck')).items.some((each) => each.order_number === order.number), 'the parcel to go');
  });

  test('the shop\'s own car: a person says where the parcel is', async () => {
    const { id, version, ...method } = (await api.all('/delivery-methods')).find((each) => each.code === 'courier');
    await api.post('/delivery-methods', { ...method, code: 'own_car', name: 'Mașina magazinului', courier: 'own', position: 95 });
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { delivery_method: 'own_car' }));
    await api.post(`/orders/${order.id}/shipments`, {});
    const { page } = await panel(`orders/${order.id}`);
    await page.getByRole('combobox', { name: 'Unde e coletul?' }).click();
    await page.getByRole('option', { name: 'livrat', exact: true }).click();
    await until(async () => (await api.get(`/orders/${order.id}`)).statuses.delivery.stage === 'delivered', 'the order to be delivered');
  });

  test('serial numbers are written at the line', async () => {
    const { id } = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
    const { page } = await panel(`orders/${id}`);
    await page.getByRole('button', { name: /Serii: Espressor/ }).click();
    await page.getByRole('textbox', { name: 'Serii' }).fill('ES-4471\nES-4472');
    await page.getByText('Sunt mai multe serii decât bucăți.').waitFor();
    await page.getByRole('textbox', { name: 'Serii' }).fill('ES-4471');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Serii: ES-4471').waitFor();
  });

  test('many papers are printed as a task', async () => {
    const [book] = (await api.get('/products?q=CAR-BUC-01')).items;
    await api.post(`/products/${book.id}/stock-movements`, { quantity: '200', reason: 'recepție' });
    for (let i = 0; i < 101; ++i) await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { customer: { name: 'O Sută Unu', email: `suta${i}@exemplu.ro`, phone: '0722 123 456' } }));
    const { page } = await panel('orders?q=suta');
    await page.getByRole('checkbox', { name: 'Selectează tot ce se vede' }).check();
    await page.getByRole('button', { name: 'Selectează tot ce se potrivește' }).click();
    await page.getByRole('button', { name: 'Tipărește' }).click();
    await page.getByRole('menuitem', { name: 'Formulare de retur', exact: true }).click();
    await page.getByText('Tipărire: 101 reușite').waitFor({ timeout: 30_000 });
    assert.deepEqual(await faultsOf(page), []);
    const made = await page.getByRole('link', { name: 'Deschide documentul' }).getAttribute('href');
    const pdf = await page.context().request.get(new URL(made, page.url()).href);
    assert.equal(pagesOf(await pdf.body()), 101);
    await page.getByRole('button', { name: 'Închide' }).click();
  });
});
