// A buyer sends something back and follows it to the money; an operator takes it in and pays.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, linkOf, overflows, phone, stage } from '../lib/browser.mjs';
import { changeFor, deliver, orderOf, remit } from '../lib/shop.mjs';

describe('returns', () => {
  const { shop, panel, visit } = stage();

  /** Delivered and paid in cash to the courier, who brought the money. */
  const sold = async () => {
    const placed = await shop.api.post('/checkout/orders', orderOf([['CAF-MOK-04', 2], ['CAR-BUC-01', 1]]));
    const { token } = await deliver(shop, placed);
    return { ...await remit(shop, placed), token };
  };
  /** One piece of it, as its buyer asks. */
  const ask = async (order) => {
    const { items: [rma] } = await shop.api.post(`/checkout/orders/${order.id}/returns?t=${order.token}`, { lines: [{ line_no: 1, quantity: '1' }], reason: 'withdrawal', wish: 'money', iban: 'RO49AAAA1B31007593840000', note: '' });
    return rma;
  };

  test('the buyer asks, seeing until when', async () => {
    const { page } = await visit(linkOf(await sold()), phone);
    await page.getByRole('button', { name: 'Trimit ceva înapoi' }).click();
    await page.getByText(/^până /).first().waitFor();
    await page.getByRole('spinbutton').first().fill('1');
    await page.getByLabel('Ce s-a întâmplat (opțional)').fill('E prea mare pentru aragazul meu.');
    await page.getByLabel(/IBAN/).fill('RO49AAAA1B31007593840000');
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflows(page), false);
    await page.getByRole('button', { name: 'Cer returul' }).click();
    await page.getByText(/RMA 1/).waitFor();
    await page.getByText('cerut, vă răspundem curând').waitFor();
  });

  test('the operator agrees, takes the goods in and pays back', async () => {
    const order = await sold();
    await ask(order);
    const { page } = await panel('returns');
    await page.getByRole('heading', { name: 'Retururi' }).waitFor();
    await page.getByRole('link', { name: String(order.number) }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
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
    await dialog.getByRole('button', { name: 'Returnează banii' }).click();
    await row.getByText('plătit înapoi').waitFor();
    await page.getByRole('link', { name: /Storno/ }).first().waitFor();
  });

  test('the buyer sees the money on its way', async () => {
    const order = await sold();
    const { id } = await ask(order);
    for (const step of ['approve', 'receive', 'pay-back']) await shop.api.post(`/returns/${id}/${step}`, {});
    const { page } = await visit(linkOf(order), phone);
    await page.getByText('banii au fost trimiși').waitFor();
    await page.getByText(/Bani de primit înapoi: /).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('an administrator writes the shop’s own rules and reasons', async () => {
    const { page } = await panel('settings/returns');
    await page.getByRole('heading', { name: 'Retururi', level: 1 }).waitFor();
    await page.getByLabel(/Zile în care clientul/).fill('30');
    await page.getByRole('switch', { name: /pot cere curierul/ }).check();
    await page.getByLabel('Ce citește clientul înainte să ceară returul').fill('Păstrați ambalajul.');
    await page.getByRole('button', { name: 'Adaugă un motiv' }).click();
    const first = page.getByRole('group', { name: 'Motiv 1' });
    await first.getByLabel('Motiv', { exact: false }).first().fill('A venit spart');
    await first.getByRole('combobox', { name: 'Temei' }).click();
    await page.getByRole('option', { name: 'Lovit la transport' }).click();
    await first.getByRole('switch').check();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').first().waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await overflows(page), false);
  });

  test('broken goods: the buyer sends a photo and asks for the courier, who is called at one press', async (t) => {
    await changeFor(t, shop.api, '/shop', { settings: { returns: { fetched: true, text: 'Păstrați ambalajul.', causes: [{ name: 'A venit spart', name_en: '', ground: 'damaged', photo: true }] } } });
    const order = await deliver(shop, await shop.api.post('/checkout/orders', orderOf([['BUC-FIE-05', 1]])));
    const { page } = await visit(linkOf(order), phone);
    await page.getByRole('button', { name: 'Trimit ceva înapoi' }).click();
    await page.getByText('Păstrați ambalajul.').waitFor();
    await page.getByLabel('De ce').selectOption({ label: 'A venit spart' });
    await page.getByRole('spinbutton').first().fill('1');
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await page.getByLabel(/Fotografii, ca să vedem/).setInputFiles({ name: 'spart.png', mimeType: 'image/png', buffer: png });
    await page.getByLabel(/vină curierul magazinului/).check();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflows(page), false);
    await page.getByRole('button', { name: 'Cer returul' }).click();
    await page.getByRole('img', { name: 'Fotografia 1' }).waitFor();
    await page.waitForFunction(() => document.querySelector('.photos img')?.naturalWidth > 0);
    assert.equal(await overflows(page), false);

    const { page: desk } = await panel(`orders/${order.id}`);
    const row = desk.getByTestId('return');
    await row.getByRole('img', { name: /Fotografia 1/ }).waitFor();
    await desk.waitForFunction(() => document.querySelector('img.photo')?.naturalWidth > 0);
    await row.getByText(/A venit spart/).waitFor();
    await row.getByRole('button', { name: 'Acceptă returul' }).click();
    await row.getByTestId('collection').getByText(/AWB \d+/).waitFor();
    await row.getByTestId('collection').getByRole('link', { name: 'Eticheta' }).waitFor();
    assert.deepEqual(await faultsOf(desk), []);
    await page.reload();
    await page.getByText(/Curierul vine după produse la adresa comenzii/).waitFor();
    await page.getByRole('link', { name: /Eticheta de lipit/ }).waitFor();
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
    // Called off, and called again by hand.
    await row.getByTestId('collection').getByRole('button', { name: 'Anulează AWB-ul' }).click();
    await row.getByRole('button', { name: 'Cheamă curierul' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('Notă pentru curier').fill('după ora 17');
    assert.deepEqual(await faultsOf(desk), []);
    await dialog.getByRole('button', { name: 'Cheamă curierul' }).click();
    await row.getByTestId('collection').getByText(/AWB \d+/).waitFor();

    // The parcel is here: its sheet and the goods are scanned.
    await desk.goto('/admin/returns');
    const sheet = desk.getByRole('textbox', { name: 'Scanează foaia din colet' });
    await sheet.fill('R99');
    await sheet.press('Enter');
    await desk.getByText('Niciun retur cu codul R99.').waitFor();
    const { items: [{ number }] } = await shop.api.get(`/checkout/orders/${order.id}/returns?t=${order.token}`);
    await sheet.fill(`R${number}`);
    await sheet.press('Enter');
    const goods = row.getByLabel('Scanează produsele venite');
    await goods.fill('CAR-BUC-01');
    await goods.press('Enter');
    await row.getByText('car-buc-01 nu e în acest retur.').waitFor();
    await goods.fill('BUC-FIE-05');
    await goods.press('Enter');
    assert.equal(await row.getByLabel('Venite', { exact: true }).inputValue(), '1');
    await row.getByLabel('Starea lor').fill('capac spart');
    assert.deepEqual(await faultsOf(desk), []);
    await row.getByRole('button', { name: 'Notează recepția' }).click();
    await row.getByText('capac spart').waitFor();
  });
});
