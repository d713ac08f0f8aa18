// RO e-Factura: what the shop's invoices become is taken by the official rules, whoever buys and whatever was sold.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bani, deliver, demoShop, engines, lei, once, orderOf, remit, root } from '../lib/shop.mjs';

const company = { name: 'Librăria Pescărușul SRL', cui: 'RO18773866', reg_no: 'J12/1830/2006', iban: 'RO49AAAA1B31007593840000', bank: 'BT' };
const long = 'Șnur împletit din bumbac „Ștrengar” & fiii, 3 × 2 mm, la rolă de 100 m, culoare <natur>, pentru ghivece, perdele și jucării; rezistă la 40 kg';

for (const engine of engines) describe(`e-Factura on ${engine}`, () => {
  let shop, api, folder;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    folder = join(shop.place.folder, 'xml');
    mkdirSync(folder);
  });
  after(() => shop?.close());

  const keep = async (invoice) => {
    const xml = (await api.get(`/invoices/${invoice.id}.xml`)).toString('utf8');
    writeFileSync(join(folder, `${invoice.kind}-${invoice.number}.xml`), xml);
    return xml;
  };
  const invoiced = async (lines, change) => {
    const order = await deliver(shop, await api.post('/checkout/orders', orderOf(lines, change)));
    const invoice = order.invoices.find((each) => each.kind === 'invoice');
    return { order, invoice, xml: await keep(invoice) };
  };
  const text = (xml, name) => [...xml.matchAll(new RegExp(`<cbc:${name}[^>]*>([^<]*)<`, 'g'))].map((match) => match[1]);

  /** The documents that the tests read and the official rules are put to. */
  const documents = {
    ofOrders: once(async () => {
      const of_person = await invoiced([['CAF-RAS-02', 1], ['ALI-MIE-01', 2]]);
      await invoiced([['CAR-BUC-01', 3]], { billing: { company } });
      await invoiced([['CAF-ESP-01', 1]], { delivery_address: { county: 'B', locality: 'Sectorul 4', street: 'Bd. Tineretului 3', postal_code: '040341' } });
      return of_person;
    }),
    discounted: once(async () => {
      await api.post('/discounts', { name: 'Toamna', code: 'TOAMNA', kind: 'percent', percent: 1000, amount: lei('0.00'), minimum: lei('0.00') });
      return invoiced([['CAF-MOK-04', 2], ['CAR-BUC-01', 1]], { coupon: 'TOAMNA' });
    }),
    byHand: once(async () => {
      const lines = Array.from({ length: 120 }, (_, i) => ({ description: `${i} ${long}`, unit: ['buc', 'kg', 'm', 'oră', 'ceva'][i % 5], quantity: `${i + 1}.${i % 10}25`, unit_price: lei(`${i}.99`), vat_class: ['standard', 'reduced'][i % 2] }));
      return keep(await api.post('/invoices', { buyer: { company, address: { county: 'BV', locality: 'Brașov', street: `Strada ${'Foarte Lungă '.repeat(14)}`, postal_code: '500035' } }, lines, due_on: '2030-01-15', mention: 'x'.repeat(480) }));
    }),
    wholeStorno: once(async () => {
      const { invoice } = await invoiced([['CAR-BUC-01', 1]]);
      return { invoice, xml: await keep(await api.post(`/invoices/${invoice.id}/storno`, { reason: 'greșită' })) };
    }),
    partStorno: once(async () => {
      const { order } = await invoiced([['CAF-MOK-04', 2], ['CAR-BUC-01', 1]]);
      await remit(shop, order);
      const rma = await api.post(`/orders/${order.id}/returns`, { lines: [{ line_no: 1, quantity: '1' }], reason: 'withdrawal' });
      await api.post(`/returns/${rma.id}/receive`, {});
      await api.post(`/returns/${rma.id}/pay-back`, {});
      const storno = (await api.get(`/orders/${order.id}`)).invoices.find((each) => each.kind === 'storno');
      return { storno, xml: await keep(storno) };
    }),
  };

  test('orders of people and companies, of all rates, with delivery and fees', async () => {
    const { order, invoice, xml } = await documents.ofOrders();
    assert.deepEqual(text(xml, 'PayableAmount'), [invoice.gross.amount]);
    assert.equal(text(xml, 'TaxAmount')[0], invoice.vat.amount);
    assert.deepEqual(text(xml, 'Percent').slice(0, 2).sort(), ['11', '21']);
    assert.ok(text(xml, 'CompanyID').includes('0000000000000'));
    assert.equal(bani(invoice.gross), bani(order.totals.total));
  });

  test('a discount, over two rates', async () => {
    const { xml } = await documents.discounted();
    assert.ok(text(xml, 'InvoicedQuantity').filter((each) => each.startsWith('-')).length >= 2, 'a line of the discount for each rate');
    assert.ok(text(xml, 'PriceAmount').every((each) => !each.startsWith('-')));
  });

  test('by hand: odd names, parts of units, many lines', async () => {
    const xml = await documents.byHand();
    assert.equal(text(xml, 'InvoicedQuantity').length, 120);
  });

  test('stornos, whole and in part, name their invoice', async () => {
    const whole = await documents.wholeStorno();
    assert.ok(text(whole.xml, 'ID').includes(`${whole.invoice.series}${whole.invoice.number}`));
    const { storno, xml } = await documents.partStorno();
    assert.deepEqual(text(xml, 'PayableAmount'), [storno.gross.amount]);
    assert.ok(text(xml, 'InvoicedQuantity').every((each) => each.startsWith('-')));
  });

  test('a proforma is none, and what nobody has is not found', async () => {
    const proforma = await api.post('/invoices', { kind: 'proforma', buyer: { person: { name: 'Ion' }, address: { county: 'CJ', locality: 'Dej', street: 'Str. 1' } }, lines: [{ description: 'x', unit: 'buc', quantity: '1', unit_price: lei('1.00'), vat_class: 'standard' }] });
    await assert.rejects(api.get(`/invoices/${proforma.id}.xml`), { code: 'not_an_invoice' });
    await assert.rejects(api.get('/invoices/1.xml'), { status: 404 });
  });

  test('the official rules take them all', async () => {
    for (const make of Object.values(documents)) await make();
    const files = readdirSync(folder).map((name) => join(folder, name));
    assert.ok(files.length >= 8);
    const checked = spawnSync(join(root, 'tests/efactura/validate.py'), files, { encoding: 'utf8' });
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    // The rules are awake: a sum that is wrong is refused.
    const spoiled = join(shop.place.folder, 'spoiled.xml');
    writeFileSync(spoiled, execFileSync('sed', ['s|<cbc:PayableAmount currencyID="RON">|&9|', files[0]], { encoding: 'utf8' }));
    assert.match(spawnSync(join(root, 'tests/efactura/validate.py'), [spoiled], { encoding: 'utf8' }).stdout, /BR-CO-16/);
  });
});
