// Text messages and couriers in Chromium: set up, written with their cost, sent, found again; a parcel in doubt settled.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOf, openBrowser, openWindow, overflows, signIn } from '../lib/browser.mjs';
import { couriers, Sender } from '../lib/courier.mjs';
import { pagesOf } from '../lib/pdf.mjs';
import { demoShop, orderOf, until } from '../lib/shop.mjs';

describe('messages and couriers', () => {
  let shop, api, browser, window, page;
  before(async () => {
    shop = await demoShop('sqlite');
    api = shop.api;
    browser = await openBrowser();
    window = await openWindow(browser);
    page = window.page;
    await signIn(page, shop.server.base);
  });
  after(async () => { await browser?.close(); await shop?.close(); });
  const open = (path) => page.goto(`${shop.server.base}/admin/${path}`);
  const sms = async () => (await fetch(`${shop.server.base}/sandbox/sms`)).json();

  test('an SMS gateway is chosen and tried', async () => {
    await open('settings/messages');
    await page.getByRole('tab', { name: 'SMS' }).click();
    await page.getByRole('combobox', { name: 'Furnizorul de SMS' }).click();
    await page.getByRole('option', { name: 'SMSO' }).click();
    await page.getByLabel('Prețul unei părți').fill('0,25');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    await page.getByRole('button', { name: 'Cont', exact: true }).first().click();
    await page.getByRole('button', { name: 'Încearcă legătura' }).click();
    await page.getByText('Legătura merge').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal((await api.get('/shop')).settings.sms.part_price.amount, '0.25');
  });

  test('a text is written with its parts and cost beside it, and tried', async () => {
    await open('settings/messages');
    await page.getByRole('combobox', { name: 'Texte' }).click();
    await page.getByRole('option', { name: 'Link de plată · RO · SMS' }).click();
    await page.getByText(/part(e|i|ți|ăți) · \d+ caractere, mai încap \d+ · 0,\d\d\slei/).waitFor();
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Bună ziua! '.repeat(20));
    await page.getByText(/2 părți · .* · 0,50\slei/).waitFor();
    await page.getByLabel('Trimite o probă la').fill('0733 444 555');
    await page.getByRole('button', { name: 'Trimite proba' }).click();
    await until(async () => (await sms()).some((each) => each.to === '+40733444555'), 'the trial');
    assert.deepEqual(await faultsOf(page), []);
  });

  test('letters are signed for the domain, and those of a burst are shown as waiting', async () => {
    await open('settings/messages');
    await page.getByRole('tab', { name: 'Serverul' }).click();
    await page.getByLabel('Mesaje strânse la un loc (minute)').fill('15');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    await page.getByRole('button', { name: 'Semnează scrisorile' }).click();
    await page.getByText('taraba._domainkey.pravalia-demo.example').waitFor();
    await page.getByText(/^v=DKIM1; k=rsa; p=MII/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize({ width: 360, height: 740 });
    await until(async () => !(await overflows(page)), 'the menu to move aside');
    await page.screenshot({ path: 'build/screenshots/mail-server-360.png', fullPage: true });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.screenshot({ path: 'build/screenshots/mail-server.png', fullPage: true });
    await page.getByRole('button', { name: 'Nu mai semna' }).click();
    await page.getByRole('button', { name: 'Semnează scrisorile' }).waitFor();

    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
    const letters = (state) => until(async () => (await api.get(`/orders/${order.id}`)).messages.filter((each) => each.state === 'sent').length >= state, 'letters');
    await letters(1);
    await api.post(`/orders/${order.id}/messages`, { template: 'order_taken', channel: 'email' });
    await letters(2);
    await api.post(`/orders/${order.id}/status`, { status: 'taken' });
    await open(`orders/${order.id}`);
    await page.getByText(/^pleacă la .*, cu ce mai vine$/).waitFor();
  });

  test('the link to pay goes by SMS from the order taken on the telephone, and the order shows that it arrived', async () => {
    await open('orders/new');
    const finder = page.getByRole('textbox', { name: /Caută produs/ });
    await finder.fill('CAF-ESP-01');
    await finder.press('Enter');
    await page.getByText(/Espressor/).first().waitFor();
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Dan Popa');
    await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill('dan@exemplu.ro');
    await page.getByRole('textbox', { name: 'Telefon', exact: true }).fill('0722 987 654');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('cluj nap');
    await page.getByRole('option', { name: /Cluj-Napoca/ }).first().click();
    await page.getByRole('textbox', { name: 'Stradă și număr' }).fill('Str. Unirii 7');
    await page.getByRole('radio', { name: /Ordin de plată/ }).click();
    await page.getByRole('checkbox', { name: 'prin SMS' }).check();
    await page.getByRole('button', { name: /Plasează comanda/ }).click();
    await page.getByRole('heading', { name: /Comanda \d+/ }).waitFor();
    await page.getByText('ajuns').first().waitFor({ timeout: 15_000 });
    const [sent] = (await sms()).filter((each) => each.to === '+40722987654');
    assert.match(sent.text, /plata comenzii \d+, .* lei: http/);
    // The buyer taps the link on the phone.
    const phone = await openWindow(browser, { width: 360, height: 740 });
    await phone.page.goto(/http\S+/.exec(sent.text)[0]);
    await phone.page.getByRole('heading', { name: /Comanda \d+/ }).waitFor();
    assert.deepEqual(phone.errors, []);
    await phone.context.close();
  });

  test('the log finds what was sent', async () => {
    await open('messages');
    await page.getByText(/plata comenzii/).first().waitFor();
    await page.getByLabel('Caută', { exact: true }).fill('+40722987654');
    await until(async () => (await page.locator('.log-row').count()) === 1, 'one message');
    await page.locator('.log-row').getByRole('button').first().click();
    await page.getByText('+40722987654 · 0,25 lei').waitFor();
    assert.match(page.url(), /q=%2B40722987654/);
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('couriers say what they can, take an account and send a car', async () => {
    await open('settings/couriers');
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
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('a parcel in doubt is settled by who looked on the courier\'s own list', async () => {
    const sender = new Sender(shop, couriers.find((each) => each.name === 'sameday'));
    await sender.setUp();
    await sender.fault('create', 'error_after');
    const order = await sender.order();
    const { id } = await sender.send(order);
    await sender.becomes(id, 'unclear');
    const [theirs] = (await sender.books()).filter((each) => each.reference.startsWith(`${order.number}-`));
    await open(`orders/${order.id}`);
    await page.getByLabel('AWB-ul din lista curierului').fill(theirs.number);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Acesta e', exact: true }).click();
    await page.getByText(`Sameday · AWB ${theirs.number}`).waitFor();
    assert.equal((await sender.shipment(id)).state, 'registered');
  });

  test('a part of an order goes first, with an option, and the slip of it is there', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1], ['CAR-BUC-01', 2]]));
    await open(`orders/${order.id}`);
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
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await page.getByText(`FAN Courier · AWB ${sent.awb_number}`).waitFor();
    assert.equal(await overflows(page), false);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('serial numbers are written at the line, and many papers are printed as a task', async () => {
    const [book] = (await api.get('/products?q=CAR-BUC-01')).items, orders = [];
    await api.post(`/products/${book.id}/stock-movements`, { quantity: '200', reason: 'recepție' });
    for (let i = 0; i < 101; ++i) orders.push(await api.post('/checkout/orders', orderOf([[i ? 'CAR-BUC-01' : 'CAF-ESP-01', 1]], { customer: { name: 'O Sută Unu', email: `suta${i}@exemplu.ro`, phone: '0722 123 456' } })));
    await open(`orders/${orders[0].id}`);
    await page.getByRole('button', { name: /Serii: Espressor/ }).click();
    await page.getByRole('textbox', { name: 'Serii' }).fill('ES-4471\nES-4472');
    await page.getByText('Sunt mai multe serii decât bucăți.').waitFor();
    await page.getByRole('textbox', { name: 'Serii' }).fill('ES-4471');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Serii: ES-4471').waitFor();
    await page.screenshot({ path: 'build/screenshots/serials.png', fullPage: true });
    await open('orders?q=suta');
    await page.getByRole('checkbox', { name: 'Selectează tot ce se vede' }).check();
    await page.getByRole('button', { name: 'Selectează tot ce se potrivește' }).click();
    await page.getByRole('button', { name: 'Tipărește' }).click();
    await page.getByRole('menuitem', { name: 'Formulare de retur', exact: true }).click();
    await page.getByText('Tipărire: 101 reușite').waitFor({ timeout: 30_000 });
    assert.deepEqual(await faultsOf(page), []);
    await page.screenshot({ path: 'build/screenshots/printed-many.png' });
    const made = await page.getByRole('link', { name: 'Deschide documentul' }).getAttribute('href');
    const pdf = await page.context().request.get(new URL(made, page.url()).href);
    assert.equal(pagesOf(await pdf.body()), 101);
    await page.getByRole('button', { name: 'Închide' }).click();
  });

  test('a refused parcel and an address that bounced wait for a person', async () => {
    await fetch(`${shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call: 'fan.create', fault: 'refuse', times: 1 }) });
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await api.post(`/orders/${order.id}/shipments`, {});
    await until(async () => (await api.get('/shipments/stuck')).items.some((each) => each.order_number === order.number), 'the refusal');
    await open(`orders/${order.id}`);
    await page.getByText('Corectați adresa sau telefonul, apoi retrimiteți.').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Corectează datele' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await open('alerts');
    const row = page.getByRole('row', { name: new RegExp(`#${order.number}`) });
    await row.getByText('Localitatea nu există').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await row.getByRole('button').click();
    await until(async () => !(await api.get('/shipments/stuck')).items.some((each) => each.order_number === order.number), 'the parcel to go');
    await api.post('/mail-suppressions', { email: 'nimeni@exemplu.ro', kind: 'bounce', detail: '550 no such user' });
    await open('messages');
    await page.getByText('nimeni@exemplu.ro').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Trimite din nou aici' }).click();
    await until(async () => (await api.get('/mail-suppressions')).items.length === 0, 'the address to be free');
  });

  test('the shop\'s own car: a person says where the parcel is', async () => {
    const { id, version, ...method } = (await api.all('/delivery-methods')).find((each) => each.code === 'courier');
    await api.post('/delivery-methods', { ...method, code: 'own_car', name: 'Mașina magazinului', courier: 'own', position: 95 });
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { delivery_method: 'own_car' }));
    await api.post(`/orders/${order.id}/shipments`, {});
    await open(`orders/${order.id}`);
    await page.getByRole('combobox', { name: 'Unde e coletul?' }).click();
    await page.getByRole('option', { name: 'livrat', exact: true }).click();
    await until(async () => (await api.get(`/orders/${order.id}`)).statuses.delivery.stage === 'delivered', 'the order to be delivered');
    assert.deepEqual(window.errors, []);
  });
});
