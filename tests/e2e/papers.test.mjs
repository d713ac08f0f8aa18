// Papers of the panel, read back as people and scanners read them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { codesOf, fontsEmbedded, pagesOf, sizeOf, textOf } from '../lib/pdf.mjs';
import { changeFor, demoShop, orderOf, send, travel } from '../lib/shop.mjs';

describe('papers', () => {
  let shop, api;
  before(async () => {
    shop = await demoShop('sqlite');
    api = shop.api;
  });
  after(() => shop?.close());

  const place = () => api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1], ['CAR-BUC-01', 2]]));
  /** An order of which the machine is with the courier; the books are still here. */
  const sentInPart = async () => {
    const order = await place();
    const [machine] = (await api.get(`/orders/${order.id}`)).lines;
    return { order, shipment: await send(shop, order, { lines: [{ line_no: machine.line_no, quantity: '1' }] }) };
  };
  /** An order of two parcels. */
  const sent = async () => {
    const { order, shipment } = await sentInPart();
    return { order, shipments: [shipment, await send(shop, order)] };
  };

  const a4 = [210, 297], a6 = [105, 148];
  const sound = (pdf, size = a4) => { assert.deepEqual(sizeOf(pdf), size); assert.ok(fontsEmbedded(pdf)); };

  test('transport sheet: both parties, content, cash, AWB to scan', async () => {
    const { order, shipment } = await sentInPart();
    const pdf = await api.get(`/orders/${order.id}/transport-sheet.pdf`);
    sound(pdf);
    const text = textOf(pdf);
    for (const words of ['Fișă de transport', 'Ioana Țurcanu', 'Str. Unirii 7', 'Cluj-Napoca', '0722123456', shipment.awb_number, 'Semnătură'.toLowerCase()]) assert.ok(text.includes(words), words);
    assert.ok(codesOf(pdf).includes(shipment.awb_number));
  });

  test('packing slip: of a part only its lines, of the order all, never a price', async () => {
    const { order, shipment } = await sentInPart();
    const part = await api.get(`/orders/${order.id}/packing-slip.pdf?shipment=${shipment.id}`);
    sound(part);
    assert.ok(textOf(part).includes('CAF-ESP-01') && !textOf(part).includes('CAR-BUC-01'));
    assert.ok(codesOf(part).includes(shipment.awb_number));
    const whole = textOf(await api.get(`/orders/${order.id}/packing-slip.pdf`));
    assert.ok(whole.includes('CAF-ESP-01') && whole.includes('CAR-BUC-01') && !whole.includes('lei'));
    await assert.rejects(api.get(`/orders/${order.id}/packing-slip.pdf?shipment=1`), { code: 'not_found' });
  });

  test('warranty certificate: what the law wants on it, and the last day once the parcel has arrived', async () => {
    const { order, shipment } = await sentInPart();
    const before = await api.get(`/orders/${order.id}/warranty-certificate.pdf`);
    sound(before);
    const text = textOf(before);
    for (const words of ['Certificat de garanție', 'Vânzător', 'Unitate service', 'Cumpărător', '24 luni', 'CAF-ESP-01', 'OUG 140/2021', '15 zile calendaristice', 'prelungește garanția', 'rămân neatinse', 'Durata medie de utilizare', 'Defect și reparație']) assert.ok(text.includes(words), words);
    assert.ok(codesOf(before).includes(String(order.number)));
    for (const each of [shipment, await send(shop, order)]) await travel(shop, each, 'C0', 'S2');
    const today = new Date();
    const until24 = `${today.getFullYear() + 2}`;
    assert.match(textOf(await api.get(`/orders/${order.id}/warranty-certificate.pdf`)), new RegExp(`\\d\\d\\.\\d\\d\\.${until24}`));
  });

  test('serial numbers stand on the certificate, and the order is found by them', async () => {
    const order = await place();
    const put = (body) => api.call('PUT', `/orders/${order.id}/serials`, body);
    const { lines } = await put({ sku: 'CAR-BUC-01', serials: ['SN-7741-B', ' sn-7740-A '] });
    assert.deepEqual(lines.find((line) => line.sku === 'CAR-BUC-01').serials, ['SN-7741-B', 'sn-7740-A'].sort());
    await put({ sku: 'CAF-ESP-01', serials: ['ES0099'] });
    assert.ok(textOf(await api.get(`/orders/${order.id}/warranty-certificate.pdf`)).includes('ES0099'));
    const found = async (words) => (await api.get(`/orders?q=${words}`)).items.map((each) => each.id);
    assert.deepEqual(await found('SN-7740'), [order.id]);
    await put({ sku: 'CAR-BUC-01', serials: [] });
    assert.deepEqual(await found('SN-7740'), []);
    assert.deepEqual(await found('ES0099'), [order.id]);
    for (const [body, field] of [
      [{ sku: 'CAF-ESP-01', serials: ['A', 'B'] }, 'serials'], [{ sku: 'CAR-BUC-01', serials: ['A', 'A'] }, 'serials[1]'],
      [{ sku: 'CAR-BUC-01', serials: [' '] }, 'serials[0]'], [{ sku: 'CAF-MOK-04', serials: [] }, 'sku'],
    ]) await assert.rejects(put(body), { field });
    const told = (await api.all(`/orders/${order.id}/events`)).filter((each) => each.kind === 'serials_changed');
    assert.equal(told.length, 3);
  });

  test('return form: what was bought, why, what the buyer would like, and the law', async () => {
    const order = await place();
    const pdf = await api.get(`/orders/${order.id}/return-form.pdf`);
    sound(pdf);
    const text = textOf(pdf);
    for (const words of ['Formular de retur', 'CAF-ESP-01', 'CAR-BUC-01', 'Ioana Țurcanu', 'retragerea mea din contractul', '14 zile', 'OUG 34/2014', 'IBAN', 'Repararea lui']) assert.ok(text.includes(words), words);
    assert.ok(codesOf(pdf).includes(String(order.number)));
  });

  test('each has a bar code, and a code that leads a phone to the order\'s page', async () => {
    const { order } = await sent();
    const page = (codes) => codes.some((code) => new RegExp(`^http.*/s/demo/o/`).test(code));
    for (const paper of ['transport-sheet', 'packing-slip', 'warranty-certificate', 'return-form']) {
      const codes = codesOf(await api.get(`/orders/${order.id}/${paper}.pdf`));
      assert.ok(codes.length >= 2 && page(codes), `${paper}: ${codes}`);
    }
    const invoice = await api.post(`/orders/${order.id}/invoices`, { kind: 'invoice' }).catch(async () => (await api.get(`/orders/${order.id}`)).invoices.find((each) => each.kind === 'invoice'));
    const codes = codesOf(await api.get(`/invoices/${invoice.id}.pdf`));
    assert.ok(codes.includes(`${invoice.series}${invoice.number}`) && page(codes), `invoice: ${codes}`);
    const list = codesOf(await api.post('/print', { orders: [order.id], papers: ['pick_list'] }));
    assert.ok(list.filter((code) => code === String(order.number)).length >= 1);
    assert.equal(codesOf(await api.get('/couriers/fan/manifest.pdf')).length, 2);
  });

  test('the code of an invoice is on its last page, however many lines it has', async () => {
    const buyer = { company: { name: 'Exemplu SRL', cui: 'RO14399840', reg_no: 'J40/372/2002' }, address: { county: 'CJ', locality: 'Cluj-Napoca', street: 'Str. Unirii 7', postal_code: '400001' } };
    for (let count = 20; count <= 34; count += 1) {
      const lines = Array.from({ length: count }, (_, i) => ({ description: `Produs ${i}`, unit: 'buc', quantity: '1', unit_price: { amount: '1.00', currency: 'RON' }, vat_class: 'standard' }));
      const made = await api.post('/invoices', { buyer, lines });
      const pdf = await api.get(`/invoices/${made.id}.pdf`);
      assert.ok(codesOf(pdf, pagesOf(pdf)).includes(`${made.series}${made.number}`), `${count} lines`);
    }
  });

  test('printed again as it was issued, whatever the shop looks like now', async (t) => {
    const other = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
    const paper = async (name) => textOf(await api.get(`/orders/${other.id}/${name}.pdf`));
    const names = ['transport-sheet', 'packing-slip', 'warranty-certificate', 'return-form'];
    const first = await Promise.all(names.map(paper));
    const { settings } = await api.get('/shop');
    await changeFor(t, api, '/shop', { settings: { seller: { ...settings.seller, phone: '0799 999 999' } } });
    assert.deepEqual(await Promise.all(names.map(paper)), first);
    const fresh = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
    assert.match(textOf(await api.get(`/orders/${fresh.id}/warranty-certificate.pdf`)), /0799 ?999 ?999/);
    // Another piece is another certificate.
    await api.call('PUT', `/orders/${other.id}/serials`, { sku: 'CAF-ESP-01', serials: ['NOU-1'] });
    assert.match(await paper('warranty-certificate'), /0799 ?999 ?999/);
  });

  test('in English for a buyer who reads English', async () => {
    const english = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { language: 'en' }));
    assert.ok(textOf(await api.get(`/orders/${english.id}/warranty-certificate.pdf`)).includes('Warranty certificate'));
    assert.ok(textOf(await api.get(`/orders/${english.id}/packing-slip.pdf`)).includes('Packing slip'));
    assert.ok(textOf(await api.get(`/orders/${english.id}/return-form.pdf`)).includes('withdraw from my'));
  });

  test('manifest: every parcel of the day once, with totals', async () => {
    await sent();
    const pdf = await api.get('/couriers/fan/manifest.pdf');
    sound(pdf);
    const text = textOf(pdf);
    const numbers = (await (await fetch(`${shop.server.base}/sandbox/fan/awbs`)).json()).map((each) => each.awb);
    assert.ok(numbers.length >= 2);
    for (const number of numbers) assert.equal(text.split(number).length, 2, number);
    assert.ok(text.includes('Borderou FAN Courier') && text.includes('Total'));
    await assert.rejects(api.get('/couriers/dpd/manifest.pdf'), { code: 'nothing_to_print' });
    await assert.rejects(api.get('/couriers/pigeon/manifest.pdf'), { code: 'not_found' });
  });

  test('labels have their size to the millimetre, and the AWB to scan', async () => {
    const { shipment } = await sentInPart();
    for (const [format, size] of [['a6', a6], ['a4', a4]]) {
      const pdf = await api.get(`/shipments/${shipment.id}/label.pdf?format=${format}`);
      sound(pdf, size);
      assert.ok(codesOf(pdf).includes(shipment.awb_number), format);
    }
  });

  test('a selection as one document', async () => {
    const { order } = await sent();
    const pdf = await api.post('/print', { orders: [order.id], papers: ['pick_list', 'labels', 'packing_slips', 'warranty_certificates', 'transport_sheets', 'return_forms'] });
    assert.ok(pagesOf(pdf) >= 9); // one list, and of each of two parcels a label, a slip and a sheet, and two papers of the order
    sound(pdf);
  });
});
