// The books: files for the accountant, goods received at their cost, months that are closed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseCsv } from '../lib/csv.mjs';
import { bani, changeFor, deliver, demoShop, engines, lei, orderOf, remit, until } from '../lib/shop.mjs';
import { textOf } from '../lib/pdf.mjs';

const company = { name: 'Librăria Pescărușul SRL', cui: 'RO18773866', reg_no: 'J12/1830/2006' };
const today = new Date().toISOString().slice(0, 10);

for (const engine of engines) describe(`books on ${engine}`, () => {
  let shop, api, folder, documents = 0;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    folder = mkdtempSync(join(tmpdir(), 'taraba-books-'));
    // A month of invoices of all kinds: of orders of people and companies, taken back, by hand, without VAT, in another currency.
    await remit(shop, await deliver(shop, await api.post('/checkout/orders', orderOf([['CAF-RAS-02', 1], ['ALI-MIE-01', 2]]))));
    const { invoices: [of_company] } = await remit(shop, await deliver(shop, await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 2]], { billing: { company } }))));
    await api.post(`/invoices/${of_company.id}/storno`, { reason: 'greșită' });
    const line = { description: 'Reparație; „fină”', unit: 'oră', quantity: '1.5', unit_price: lei('120.00'), vat_class: 'standard' };
    const address = { county: 'CJ', locality: 'Dej', street: 'Str. 1' };
    await api.post('/invoices', { buyer: { company, address }, lines: [line], without_vat: 'reverse_charge' });
    await api.post('/invoices', { buyer: { person: { name: 'Ion' }, address }, lines: [{ ...line, unit_price: { amount: '99.99', currency: 'EUR' } }], currency: 'EUR' });
  });
  after(async () => { await shop?.close(); rmSync(folder, { recursive: true, force: true }); });

  const unzipped = async (path) => {
    const at = mkdtempSync(join(folder, 'zip-'));
    writeFileSync(join(at, 'all.zip'), await api.get(path));
    execFileSync('python3', ['-m', 'zipfile', '-e', 'all.zip', '.'], { cwd: at });
    return Object.fromEntries(readdirSync(at).filter((name) => name !== 'all.zip').map((name) => [name, readFileSync(join(at, name), 'utf8')]));
  };
  /** What was issued in the newest month. */
  const issued = async () => {
    const all = (await api.all('/invoices')).filter(({ kind }) => kind !== 'proforma');
    const month = all[0].issued_on.slice(0, 7);
    return { month, invoices: all.filter(({ issued_on }) => issued_on.startsWith(month)) };
  };
  const sum = (texts) => texts.reduce((total, each) => total + bani(each), 0n);
  const product = async (sku) => (await api.all('/products')).find((each) => each.sku === sku);
  const receive = (lines, change = {}) => api.post('/goods-receipts', { supplier: 'Prăjitoria Zorina SRL', supplier_cui: 'RO14399840', document: `F ${++documents}`, lines, ...change });

  test('a month of invoices of all kinds', async () => {
    const { month, invoices } = await issued();
    const { totals, count } = await api.get(`/books/sales?month=${month}`);
    assert.equal(count, invoices.length);
    assert.equal(bani(totals.gross), sum(invoices.map(({ gross }) => gross.amount)));
    assert.equal(bani(totals.net) + bani(totals.vat_total), bani(totals.gross));
    assert.ok(totals.vat.some(({ without_vat }) => without_vat === 'reverse_charge'));
    assert.equal(totals.vat.reduce((total, { net, vat }) => total + bani(net) + bani(vat), 0n), bani(totals.gross));
  });

  test('as CSV and as a spreadsheet', async () => {
    const { month, invoices } = await issued();
    const rows = parseCsv((await api.get(`/books/sales.csv?month=${month}`)).toString());
    assert.equal(sum(rows.map((row) => row['Total cu TVA'])), sum(invoices.map(({ gross }) => gross.amount)));
    assert.equal(sum(rows.map((row) => row['TVA 21%'] || '0.00')) + sum(rows.map((row) => row['TVA 11%'] || '0.00')), sum(invoices.map(({ vat }) => vat.amount)));
    writeFileSync(join(folder, 'sales.xlsx'), await api.get(`/books/sales.xlsx?month=${month}`));
    const sheet = execFileSync('python3', ['-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml").decode())', join(folder, 'sales.xlsx')], { encoding: 'utf8' });
    assert.equal((sheet.match(/<row /g) ?? []).length, invoices.length + 1);
    const money = parseCsv((await api.get(`/books/receipts.csv?month=${month}`)).toString());
    const { items } = await api.get(`/books/receipts?month=${month}`);
    assert.deepEqual(money.map((row) => row.Suma), items.map(({ amount }) => amount.amount));
    // Base and VAT of what is invoiced make up the money.
    for (const each of items.filter(({ invoice }) => invoice)) assert.equal(each.vat.reduce((total, part) => total + bani(part.net) + bani(part.vat), 0n), bani(each.amount));
    assert.ok(items.some(({ vat }) => vat.length > 0));
  });

  test('SAGA’s XML: each invoice with its lines, which add up', async () => {
    const { month, invoices } = await issued();
    const files = await unzipped(`/books/saga.zip?month=${month}`);
    const [name] = Object.keys(files).filter((each) => each.startsWith('F_'));
    assert.match(name, /^F_14399840_/);
    writeFileSync(join(folder, 'saga.xml'), files[name]);
    execFileSync('xmllint', ['--noout', join(folder, 'saga.xml')]);
    const each = files[name].split('<Factura>').slice(1);
    assert.equal(each.length, invoices.length);
    for (const invoice of invoices) {
      const xml = each.find((text) => text.includes(`<FacturaNumar>${invoice.series}${invoice.number}</FacturaNumar>`));
      const values = (tag) => [...xml.matchAll(new RegExp(`<${tag}>([^<]*)<`, 'g'))].map((match) => match[1]);
      const total = sum(values('Valoare')) + sum(values('TVA'));
      assert.equal(total, bani(invoice.in_currency ?? invoice.gross), `${invoice.number}`);
    }
    assert.ok(each.some((text) => text.includes('<FacturaTaxareInversa>Da<')) && each.some((text) => text.includes('<FacturaMoneda>EUR<')));
    assert.match(Object.entries(files).find(([file]) => file.startsWith('I_'))[1], /<Incasari/);
  });

  test('WinMentor’s text files', async () => {
    const { month, invoices } = await issued();
    const files = await unzipped(`/books/winmentor.zip?month=${month}`);
    const text = files['Facturi.txt'];
    assert.match(text, new RegExp(`AnLucru=${month.slice(0, 4)}\r\nLunaLucru=${Number(month.slice(5))}\r\n`));
    assert.match(text, new RegExp(`TotalFacturi=${invoices.length}\r\n`));
    assert.ok(/^[\x20-\x7e\r\n]*$/.test(text), 'plain letters');
    const items = [...text.matchAll(/^Item_\d+=([^;]+);([^;]*);([^;]+);([^;\r]+)\r$/gm)];
    const defined = new Set([...files['Articole.txt'].matchAll(/\[ArticoleNoi_([^\]]+)\]/g)].map((match) => match[1]));
    assert.ok(items.length > 5 && items.every(([, code]) => defined.has(code)));
    assert.ok(files['Partner.txt'].includes('CodFiscal=RO18773866\r\n'));
    const vat = sum([...text.matchAll(/^Item_\d+_TVA=(\S+)\r$/gm)].map((match) => match[1]));
    assert.equal(vat, sum((await Promise.all(invoices.map(async ({ id }) => /<cbc:TaxAmount[^>]*>([^<]+)/.exec((await api.get(`/invoices/${id}.xml`)).toString())[1])))));
  });

  test('the facts of SAF-T', async () => {
    const { month, invoices } = await issued();
    const files = await unzipped(`/books/saft.zip?month=${month}`);
    const lines = parseCsv(files['SalesInvoices.csv']);
    assert.equal(new Set(lines.map((line) => line.InvoiceNo)).size, invoices.length);
    assert.ok(lines.every((line) => ['380', '381'].includes(line.InvoiceType) && line.CustomerID && line.InvoiceUOM));
    assert.ok(lines.some((line) => line.ProductCode === 'CAF-RAS-02') && lines.some((line) => line.CustomerID === '0018773866'));
    assert.ok(parseCsv(files['MovementOfGoods.csv']).some((move) => move.ProductCode === 'CAF-RAS-02' && move.Quantity === '-1'));
    assert.ok(parseCsv(files['Products.csv']).length > 0 && parseCsv(files['Customers.csv']).length > 0);
  });

  test('companies are looked up in the public register; an answer serves when it is down', async () => {
    const fault = (call, kind, times = 1) => fetch(`${shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call, fault: kind, times }) });
    const by_hand = (cui, more = {}) => api.post('/invoices', { buyer: { company: { name: 'Firma', cui }, address: { county: 'CJ', locality: 'Dej', street: 'Str. 1' } }, lines: [{ description: 'x', unit: 'buc', quantity: '1', unit_price: lei('1.00'), vat_class: 'standard' }], ...more });
    const invoice = await by_hand('361757');
    assert.deepEqual([invoice.tax_id, invoice.registered_on], ['RO361757', invoice.issued_on]); // a VAT payer, whatever was typed
    await fault('register', 'error', 5);
    assert.equal((await api.get('/checkout/companies/361757')).asked_on, invoice.issued_on);
    await assert.rejects(api.get('/checkout/companies/159'), { code: 'register_down' });
    const unknown = await by_hand('159');
    assert.deepEqual([unknown.tax_id, unknown.registered_on], ['159', undefined]);
    await fault('register', 'error', 0);
    const vies = await api.get('/checkout/companies/DE123456789');
    assert.deepEqual([vies.vat_payer, vies.place.country], [true, 'DE']);
    await assert.rejects(api.get('/checkout/companies/DE123456780'), { status: 404 });
    await fault('vies', 'error', 1);
    await assert.rejects(api.get('/checkout/companies/FR12345678901'), { code: 'register_down' });
    // What the register says otherwise than the buyer is on the order's record.
    const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { billing: { company: { name: 'Cofetăria Delta SNC', cui: 'RO6859662', reg_no: 'J36/112/1994' } } }));
    const said = await until(async () => (await api.get(`/orders/${placed.id}/events`)).items.find(({ kind }) => kind === 'register_differs'), 'the register');
    assert.equal(said.reason, 'Firma nu este plătitoare de TVA.');
  });

  test('goods are received at their cost, with a note for the shelf', async () => {
    const before = await product('CAF-MOK-04');
    const on_hand = Number(before.stock), cost = bani(before.cost);
    const receipt = await receive([{ sku: 'CAF-MOK-04', invoiced: '12', received: '10', unit_cost: lei('99.99') }, { sku: 'CAR-BUC-01', received: '1', unit_cost: lei('10.00') }]);
    assert.deepEqual([receipt.lines.length, bani(receipt.total)], [2, 99990n + 1000n]);
    const now = await product('CAF-MOK-04');
    assert.equal(Number(now.stock), on_hand + 10);
    const average = (2n * (cost * BigInt(on_hand) + 9999n * 10n) + BigInt(on_hand + 10)) / (2n * BigInt(on_hand + 10));
    assert.equal(bani(now.cost), average);
    const paper = textOf(await api.get(`/goods-receipts/${receipt.id}/paper.pdf`));
    assert.match(paper, /Notă de recepție/);
    assert.match(paper, /-2/);
    await assert.rejects(receive([{ sku: 'CAF-MOK-04', received: '1', unit_cost: lei('1.00') }], { document: receipt.document }), { code: 'already_received' });
    await assert.rejects(receive([{ sku: 'CAF-MOK-04', received: '1', unit_cost: lei('1.00') }], { received_on: '2099-01-01' }), { field: 'received_on' });
    await assert.rejects(receive([{ sku: 'none', received: '1', unit_cost: lei('1.00') }]), { field: 'lines[0].sku' });
    await assert.rejects(api.post(`/goods-receipts/${receipt.id}/cancel`, { reason: '' }), { field: 'reason' });
    await api.post(`/goods-receipts/${receipt.id}/cancel`, { reason: 'a doua oară' });
    assert.deepEqual([Number((await product('CAF-MOK-04')).stock), bani((await product('CAF-MOK-04')).cost)], [on_hand, cost]);
  });

  test('profit is by the cost of the pieces that left, the oldest first', async (t) => {
    const { settings } = await api.get('/shop');
    await changeFor(t, api, '/shop', { settings: { books: { ...settings.books, stock_cost: 'first_in_first' } } });
    const before = await product('BUC-FIE-05');
    const free = Number(before.stock) - Number(before.reserved);
    await api.post(`/products/${before.id}/stock-movements`, { quantity: String(1 - free), reason: 'inventar' }); // one is left
    await receive([{ sku: 'BUC-FIE-05', received: '10', unit_cost: lei('40.00') }]);
    await receive([{ sku: 'BUC-FIE-05', received: '10', unit_cost: lei('50.00') }]);
    const placed = await api.post('/checkout/orders', orderOf([['BUC-FIE-05', 4]]));
    const order = await deliver(shop, placed);
    const goods = (await api.get(`/orders/${order.id}/profit`)).lines.find(({ kind }) => kind === 'goods');
    const unit = (2n * (bani(before.cost) + 3n * 4000n) + 4n) / 8n; // rounded half up to a ban a piece
    assert.equal(bani(goods.amount), -4n * unit);
    const { items } = await api.get(`/orders/${order.id}/events`);
    assert.ok(items.some(({ kind }) => kind === 'cost_known'));
    assert.equal((await product('BUC-FIE-05')).cost.amount, '40.00');
  });

  test('nothing is dated into a closed month', async () => {
    const first = new Date(Date.UTC(new Date().getFullYear(), new Date().getMonth() - 1, 15)).toISOString().slice(0, 10);
    const back = (change) => receive([{ sku: 'CAR-BUC-01', received: '1', unit_cost: lei('10.00') }], { document_on: first, received_on: first, ...change });
    const dated = await back();
    const closed = await api.post('/books/months', { month: first.slice(0, 7) });
    assert.equal(bani(closed.totals.closing), bani(closed.totals.receivables) - bani(closed.totals.advances));
    await assert.rejects(back(), { code: 'month_closed', field: 'received_on' });
    await assert.rejects(api.post(`/goods-receipts/${dated.id}/cancel`, { reason: 'x' }), { code: 'month_closed' });
    await back({ document_on: first, received_on: today }); // received in the open month
    await api.post(`/books/months/${first.slice(0, 7)}/reopen`, { reason: 'o factură uitată' });
    await back();
  });

  test('what does not match is listed', async () => {
    const { items, counts } = await api.get('/books/reconciliation');
    // Written by hand and paid by nobody: in another currency, in lei.
    const { invoices } = await issued();
    const foreign = invoices.find(({ in_currency }) => in_currency);
    const owed = items.find((each) => each.kind === 'receivable' && each.label === `${foreign.series}${foreign.number}`);
    assert.equal(bani(owed.amount), bani(foreign.gross));
    // The invoice of two books was taken back, and they stayed with the buyer.
    const wrong = items.filter(({ kind }) => ['quantity_differs', 'number_missing', 'left_not_invoiced', 'stock_differs'].includes(kind));
    assert.deepEqual(wrong.map(({ kind, details }) => [kind, details]), [['quantity_differs', 'CAR-BUC-01: 2 / 0']]);
    assert.ok(counts.length > 0);
  });
});
