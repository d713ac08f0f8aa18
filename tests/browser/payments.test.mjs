// Money in Chromium: a card that pays, one that is refused and another way, a bank transfer; and what an operator does with a payment.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { Payer } from '../lib/pay.mjs';

describe('paying', () => {
  const { shop, panel, visit } = stage();
  let api, payer;
  before(() => { api = shop.api; payer = new Payer(shop); });

  /** To the button, with a way of paying chosen. */
  const checkout = async (method) => {
    const { page } = await visit('/s/demo/');
    await page.getByRole('searchbox').fill('espressor');
    await page.getByRole('button', { name: /Adaugă în coș: Espressor/ }).first().click();
    await page.getByRole('link', { name: 'Coș (1)' }).click();
    await page.getByLabel('E-mail').fill('ana@exemplu.ro');
    await page.getByLabel('Nume și prenume').fill('Ana Bălan');
    await page.getByLabel('Telefon').fill('0722 123 456');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('cluj nap');
    await page.getByRole('option', { name: /Cluj-Napoca/ }).first().click();
    await page.getByLabel(/Stradă/).fill('Str. Unirii 7');
    await page.getByRole('radio', { name: method }).check();
    return page;
  };
  const buy = (page) => page.getByRole('button', { name: /Comandă cu obligație de plată/ }).click();
  /** The order on whose page the buyer is. */
  const shown = (page) => api.get(`/orders/${/\/orders\/(\d+)/.exec(page.url())[1]}`);

  for (const [method, name] of [['Card online (euplatesc.ro)', 'euplatesc'], ['Card online (Romcard)', 'romcard'], ['Card online (Netopia)', 'netopia'], ['PayPal', 'paypal']])
    test(`by ${name}: to the hosted page and back to the order`, async () => {
      const page = await checkout(method);
      if (name === 'euplatesc') {
        for (const brand of ['Visa', 'Visa Electron', 'Mastercard', 'Maestro']) assert.ok(await page.locator('.method', { hasText: method }).getByText(brand, { exact: true }).isVisible());
        assert.deepEqual(await faultsOf(page), []);
      }
      await buy(page);
      await page.getByRole('button', { name: 'Plătește', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Plătește cu 3-D Secure' }).click();
      await page.getByRole('button', { name: 'Confirmă' }).click();
      await page.getByText(name === 'romcard' ? 'Banca a rezervat suma' : 'Plata a fost primită').waitFor();
      assert.match(page.url(), /\/s\/demo\/orders\/\d+\?t=/);
      assert.deepEqual(await faultsOf(page), []);
      const order = await shown(page);
      assert.equal(order.statuses.payment.stage, name === 'romcard' ? 'authorised' : 'paid');
    });

  test('refused: everything is kept, and another way pays the same order', async () => {
    const page = await checkout('Card online (euplatesc.ro)');
    await buy(page);
    await page.getByRole('button', { name: 'Refuză plata' }).click();
    await page.getByText('Plata nu a reușit').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    const { id } = await shown(page);
    await page.getByText('Altfel de plată').click();
    await page.getByRole('button', { name: 'Card online (Netopia)' }).click();
    await page.getByRole('button', { name: 'Plătește', exact: true }).click();
    await page.getByText('Plata a fost primită').waitFor();
    const { order } = await payer.sums(id);
    assert.equal(order.statuses.payment.stage, 'paid');
    assert.equal(order.payments.length, 2);
    assert.equal((await shown(page)).id, id);
    assert.equal((await api.get('/orders?limit=1')).items[0].id, id, 'no second order');
  });

  test('the processor is down: the order is there, with every other way', async () => {
    await payer.fault('netopia.start', 'error');
    const page = await checkout('Card online (Netopia)');
    await buy(page);
    await page.getByText('De plată:').waitFor();
    await page.getByText('Altfel de plată').click();
    await page.getByRole('button', { name: 'Plătesc prin ordin de plată' }).click();
    await page.getByText('IBAN').waitFor();
    await page.setViewportSize(phone);
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('by bank transfer: the account and the reference stand on the page', async () => {
    const page = await checkout('Ordin de plată');
    await buy(page);
    await page.getByText(/TRB-\d+-[A-Z]/).waitFor();
    await page.getByText('RO41').waitFor();
  });

  test('an operator sees what was said, takes a hold, and gives a part back with its effect shown first', async () => {
    const order = await payer.order();
    const started = await payer.begin(order, 'card_romcard');
    await payer.choose(started, 'pay');
    await payer.settles(started.id, 'authorised');
    const { page } = await panel(`orders/${order.id}`);
    await page.getByRole('button', { name: 'Detalii' }).click();
    await page.getByRole('button', { name: 'Încasează' }).click();
    await page.getByText('încasată', { exact: true }).waitFor();
    await page.getByText('suma e rezervată').click();
    await page.getByText('P_SIGN', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Returnează bani' }).click();
    const dialog = page.getByRole('dialog', { name: 'Returnează bani' });
    await dialog.getByText('Ce se va întâmpla').waitFor();
    await dialog.getByLabel('Sumă').fill('99999');
    await dialog.getByText(/at most|cel mult/).waitFor();
    await dialog.getByLabel('Sumă').fill('50');
    await dialog.getByText(/50,00\slei pleacă înapoi la client prin Romcard/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await dialog.getByLabel('Motiv').fill('cană spartă');
    await dialog.getByRole('button', { name: /Returnează bani.*50,00/ }).click();
    await page.getByText('rambursată parțial', { exact: true }).waitFor();
    assert.equal((await payer.sums(order.id)).order.statuses.payment.stage, 'partly_refunded');
    await page.setViewportSize(phone);
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth); // the menu slides away
  });

  test('a company orders on credit; an operator grants it and sees what it owes', async () => {
    const buyer = await checkout('Ordin de plată');
    await buyer.getByLabel('Firmă').check();
    await buyer.getByLabel('CUI').fill('18773866');
    await buyer.waitForFunction(() => document.querySelector('[name="billing.company.name"]').value === 'LUTIERIA ACORD SRL');
    await buyer.getByLabel(/Numărul comenzii dumneavoastră/).fill('PO-55');
    await buyer.getByRole('radio', { name: 'La termen, pe factură' }).check();
    await buy(buyer);
    await buyer.getByText('Plătiți pe factură').waitFor();
    assert.deepEqual(await faultsOf(buyer), []);
    const { page } = await panel('credits');
    await page.getByText('cere credit').waitFor();
    await page.getByRole('button', { name: 'LUTIERIA ACORD SRL' }).click();
    await page.getByText('PO-55').waitFor();
    await page.getByLabel('Limită').fill('5000');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.locator('.chip', { hasText: 'acordat' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(phone);
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
  });

  test('a bank statement is read, and what it does not settle is worked off', async () => {
    const order = await api.get(`/orders/${(await payer.order()).id}`);
    const csv = `Data;Platitor;IBAN;Detalii;Credit\n24.11.2026;TURCANU IOANA;;fara referinta;${order.due.amount}\n24.11.2026;BANCA;;dobanda;0,12\n`;
    const { page } = await panel('bank');
    await page.locator('input[type=file]').first().setInputFiles({ name: 'extras.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('2 încasări: 0 potrivite cu comenzi, 2 de lămurit').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: new RegExp(`Comanda ${order.number} .*suma și plătitorul`) }).click();
    await page.getByText('fara referinta').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Nu e de la o comandă' }).click();
    await page.getByRole('dialog').getByLabel('Motiv').fill('dobândă');
    await page.getByRole('dialog').getByRole('button', { name: 'Nu e de la o comandă' }).click();
    await page.getByText('Nimic aici.').waitFor();
    assert.equal((await api.get(`/orders/${order.id}`)).statuses.payment.stage, 'paid');
  });

  test('an administrator sets up an account and tries it', async () => {
    const { page } = await panel('settings/processors');
    const card = page.locator('.mantine-Card-root', { hasText: 'euplatesc.ro' });
    await card.getByRole('button', { name: 'Cont' }).click();
    await card.getByRole('button', { name: 'Încearcă' }).or(card.getByRole('button', { name: /conexiunea/i })).click();
    await card.getByText(/funcționează|merge/i).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await card.getByLabel('Cod comerciant (merchant id)').fill('testaccount');
    await card.getByRole('textbox', { name: 'Cheie secretă' }).fill('0011');
    await card.getByRole('button', { name: 'Salvează' }).click();
    await card.getByText('Test', { exact: true }).first().waitFor();
    assert.deepEqual((await api.get('/processors/euplatesc')).secrets, ['key']);
  });

  test('what does not fit waits under the alerts until somebody has cleared it up', async () => {
    const order = await payer.order();
    const started = await payer.begin(order, 'card_payu');
    await payer.fault(`payu.callback/${await payer.reference(started.id)}`, 'wrong_amount');
    await payer.happens(started.id, 'pay');
    const { page } = await panel('alerts');
    await page.getByText('Înștiințare care nu se potrivește').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Am lămurit' }).click();
    await page.getByRole('dialog').getByLabel('Motiv').fill('probă');
    await page.getByRole('dialog').getByRole('button', { name: 'Am lămurit' }).click();
    await page.getByText('Tot ce au spus procesatorii se potrivește.').waitFor();
  });
});
