// Messages in Chromium: an SMS gateway chosen, texts written with their cost, letters signed, all of them found again.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { changeFor, lei, orderOf, until } from '../lib/shop.mjs';

describe('messages', () => {
  const { shop, panel, visit } = stage();
  let api;
  before(() => { api = shop.api; });

  const sms = async () => (await fetch(`${shop.server.base}/sandbox/sms`)).json();
  const bySmso = (test) => changeFor(test, api, '/shop', { settings: { sms: { gateway: 'smso', part_price: lei('0.25') } } });

  test('an SMS gateway is chosen and tried', async () => {
    const { page } = await panel('settings/messages');
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

  test('a text is written with its parts and cost beside it, and tried', async (t) => {
    await bySmso(t);
    const { page } = await panel('settings/messages');
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
    const { page } = await panel('settings/messages');
    await page.getByRole('tab', { name: 'Serverul' }).click();
    await page.getByLabel('Mesaje strânse la un loc (minute)').fill('15');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    await page.getByRole('button', { name: 'Semnează scrisorile' }).click();
    await page.getByText('taraba._domainkey.pravalia-demo.example').waitFor();
    await page.getByText(/^v=DKIM1; k=rsa; p=MII/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(phone);
    await until(async () => !(await overflows(page)), 'the menu to move aside');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: 'Nu mai semna' }).click();
    await page.getByRole('button', { name: 'Semnează scrisorile' }).waitFor();

    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
    const letters = (state) => until(async () => (await api.get(`/orders/${order.id}`)).messages.filter((each) => each.state === 'sent').length >= state, 'letters');
    await letters(1);
    await api.post(`/orders/${order.id}/messages`, { template: 'order_taken', channel: 'email' });
    await letters(2);
    await api.post(`/orders/${order.id}/status`, { status: 'taken' });
    await page.goto(`/admin/orders/${order.id}`);
    await page.getByText(/^pleacă la .*, cu ce mai vine$/).waitFor();
  });

  test('the link to pay goes by SMS from the order taken on the telephone, and the order shows that it arrived', async (t) => {
    await bySmso(t);
    const { page } = await panel('orders/new');
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
    const buyer = await visit(/http\S+/.exec(sent.text)[0], phone);
    await buyer.page.getByRole('heading', { name: /Comanda \d+/ }).waitFor();
  });

  test('the log finds what was sent', async (t) => {
    await bySmso(t);
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { payment_method: 'bank_transfer', customer: { name: 'Dan Popa', email: 'dan@exemplu.ro', phone: '0722 555 666' } }));
    await api.post(`/orders/${order.id}/messages`, { template: 'payment_link', channel: 'sms' });
    await until(async () => (await sms()).some((each) => each.to === '+40722555666'), 'the text');
    const { page } = await panel('messages');
    await page.getByText(/plata comenzii/).first().waitFor();
    await page.getByLabel('Caută', { exact: true }).fill('+40722555666');
    await until(async () => (await page.locator('.log-row').count()) === 1, 'one message');
    await page.locator('.log-row').getByRole('button').first().click();
    await page.getByText('+40722555666 · 0,25 lei').waitFor();
    assert.match(page.url(), /q=%2B40722555666/);
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(phone);
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('an address that bounced waits for a person', async () => {
    await api.post('/mail-suppressions', { email: 'nimeni@exemplu.ro', kind: 'bounce', detail: '550 no such user' });
    const { page } = await panel('messages');
    await page.getByText('nimeni@exemplu.ro').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Trimite din nou aici' }).click();
    await until(async () => (await api.get('/mail-suppressions')).items.length === 0, 'the address to be free');
  });
});
