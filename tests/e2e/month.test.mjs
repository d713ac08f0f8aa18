// A month of trade by a moved clock: orders paid in every way, parcels, returns of each kind, replacements, repairs, refunds and
// chargebacks. Then stock, invoices, payments, remittances and profit are compared with an independent recomputation in whole bani.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MovedClock } from '../lib/clock.mjs';
import { Payer } from '../lib/pay.mjs';
import { parseCsv } from '../lib/csv.mjs';
import { drawer } from '../lib/random.mjs';
import { Api, arrive, bani, decimal, deliver, engines, lei, once, orderOf, Place, remit, Server } from '../lib/shop.mjs';
import { halfUp, vatOf } from '../lib/vat.mjs';

const days = 31;
const skus = ['CAF-MOK-04', 'CAF-RAS-02', 'CAR-BUC-01', 'ALI-MIE-01', 'CAS-LAM-09', 'BUC-FIE-05', 'ACC-SOS-01'];
const rates = { standard: 21n, reduced: 11n, zero: 0n };

/** What becomes of an order after it was delivered, and how it has to be paid for that. */
const fates = ['', 'whole', '', 'piece', 'diminished', '', 'replaced', 'repaired', '', 'refunded', 'charged_back', ''];
const payOf = { refunded: 'card', charged_back: 'card_disputed' };

for (const engine of engines) describe(`a month of trade on ${engine}`, () => {
  const dice = drawer(`a month of trade on ${engine}`, 20261001);
  const orders = [], replacements = [];
  let place, clock, server, shop, api, payer, products, stockBefore;

  before(async () => {
    place = new Place(engine);
    clock = new MovedClock(place.folder);
    place.env = clock.env;
    clock.set('2026-09-28T06:00:00Z');
    place.run('seed', '--demo');
    clock.set('2026-09-30T06:00:00Z');
    const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
    server = await new Server(place).start();
    api = new Api(server.base, key);
    shop = { place, server, api };
    payer = new Payer(shop);
    const all = await api.all('/products');
    products = new Map(skus.map((sku) => [sku, all.find((each) => each.sku === sku)]));
    for (const { id } of products.values()) await api.post(`/products/${id}/stock-movements`, { quantity: '400', reason: 'marfă nouă' });
    stockBefore = await stock();
  });
  after(async () => { await server?.stop(); place?.remove(); });

  const stock = async () => new Map((await api.all('/products')).map((each) => [each.sku, [each.stock, each.reserved]]));

  /** Some lines of some products, paid as its fate wants; of the first at least two, so that one piece is not all. */
  function wanted(number) {
    const fate = fates[number % fates.length];
    const first = dice(skus.length), lines = Array.from({ length: 1 + dice(3) }, (_, i) => [skus[(first + i) % skus.length], (i === 0 ? 2 : 1) + dice(3)]);
    const pay = payOf[fate] ?? ['cash_on_delivery', 'cash_on_delivery', 'card', 'bank_transfer'][dice(4)];
    return { fate, lines, pay, clicked: number % 5 === 0 };
  }

  async function trade(number, day) {
    const order = { number, day, ...wanted(number), back: [], service: 0n, commission: 0n, extraRefund: 0n };
    const referrers = order.clicked ? [{ url: 'https://www.google.com/', landing_url: 'https://s.example/?gclid=1', at: new Date(Date.UTC(2026, 9, day)).toISOString() }] : [];
    const placed = await api.post('/checkout/orders', orderOf(order.lines, { payment_method: order.pay === 'cash_on_delivery' ? order.pay : 'bank_transfer', referrers }));
    Object.assign(order, { id: placed.id, delivery: bani(placed.totals.delivery), fees: bani(placed.totals.fees), total: bani(placed.totals.total) });
    if (order.pay.startsWith('card')) {
      const started = await payer.begin(placed, order.pay === 'card' ? 'card_euplatesc' : 'card_netopia');
      await payer.choose(started, 'pay');
      order.payment = await payer.settles(started.id, 'paid');
    } else if (order.pay === 'bank_transfer') {
      await api.post(`/orders/${placed.id}/receipts`, { amount: placed.totals.total, reference: `OP ${number}` });
    }
    await deliver(shop, placed);
    if (order.pay === 'cash_on_delivery') await remit(shop, placed);
    const loses = profitOf(order).net < 0n;
    const completed = await api.post(`/orders/${placed.id}/status`, { status: 'completed' }).then(() => true, (error) => { assert.equal(error.code, 'order_at_loss'); return false; });
    assert.equal(completed, !loses, `order ${number} at ${profitOf(order).net}`);
    if (!completed) {
      await api.post(`/orders/${placed.id}/release`, { reason: 'lichidare' });
      await api.post(`/orders/${placed.id}/status`, { status: 'completed' });
    }
    order.lost = loses;
    return order;
  }

  /** Goods of the first line, or all of them, are back at the shop. */
  async function sendBack(order, { all = false, reason = 'withdrawal', restocked }) {
    const lines = all ? order.lines.map(([, quantity], i) => ({ line_no: i + 1, quantity: String(quantity) })) : [{ line_no: 1, quantity: '1' }];
    const rma = await api.post(`/orders/${order.id}/returns`, { lines, reason, wish: 'money', iban: 'RO49AAAA1B31007593840000', note: '' });
    return { rma, receive: () => api.post(`/returns/${rma.id}/receive`, restocked === undefined ? {} : { lines: [{ line_no: 1, received: '1', restocked, condition: 'zgâriat' }] }) };
  }

  const afterSale = {
    async whole(order) {
      const { rma, receive } = await sendBack(order, { all: true });
      await receive();
      const paid = await api.post(`/returns/${rma.id}/pay-back`, {});
      assert.equal(bani(paid.amount), order.total);
      order.back.push({ whole: true, gross: order.total, restocked: order.lines });
    },
    async piece(order) {
      const { rma, receive } = await sendBack(order, {});
      await receive();
      const [sku] = order.lines[0], price = bani(products.get(sku).price);
      assert.equal(bani((await api.post(`/returns/${rma.id}/pay-back`, {})).amount), price);
      order.back.push({ sku, gross: price, restocked: [[sku, 1]] });
    },
    async diminished(order) {
      const { rma, receive } = await sendBack(order, { restocked: '0' });
      await receive();
      const [sku] = order.lines[0], gross = bani(products.get(sku).price) / 2n;
      await api.post(`/returns/${rma.id}/pay-back`, { amount: lei(decimal(gross)), reason: 'folosit' });
      order.back.push({ sku, gross, restocked: [] });
    },
    async replaced(order) {
      const { rma, receive } = await sendBack(order, { reason: 'wrong_item' });
      const sent = await api.post(`/returns/${rma.id}/replace`, {});
      await receive();
      const [sku] = order.lines[0];
      order.back.push({ sku, gross: 0n, restocked: [[sku, 1]] });
      await arrive(shop, sent); // what costs nothing has no invoice
      replacements.push({ id: sent.id, lines: [[sku, 1]], delivery: 0n, fees: 0n, total: 0n, pay: 'none', back: [], service: 0n, commission: 0n, extraRefund: 0n, free: true });
    },
    async repaired(order) {
      const { rma, receive } = await sendBack(order, { reason: 'defect', restocked: '0' });
      await receive();
      const { items: [piece] } = await api.post(`/returns/${rma.id}/service`, {});
      await api.post(`/service-cases/${piece.id}/progress`, { cost: lei('12.50') });
      await api.post(`/service-cases/${piece.id}/progress`, { step: 'repaired', words: 'Reparat.' });
      await api.post(`/service-cases/${piece.id}/progress`, { step: 'handed_back' });
      order.service = 1250n;
    },
    async refunded(order) {
      await api.post(`/payments/${order.payment.id}/refund`, { amount: lei('10.00'), reason: 'bunăvoință' });
      await payer.settles(order.payment.id, 'partly_refunded');
      order.extraRefund = 1000n;
    },
    async charged_back(order) {
      await payer.happens(order.payment.id, 'disputed');
      await payer.settles(order.payment.id, 'disputed');
      await payer.happens(order.payment.id, 'dispute_lost');
      await payer.settles(order.payment.id, 'refunded');
      order.extraRefund = order.total;
    },
  };

  /** The report of an order, from the rules of docs/profit.md alone. */
  function profitOf(order) {
    const items = order.lines.map(([sku, quantity]) => ({ ...products.get(sku), sku, quantity: BigInt(quantity) }));
    const groups = new Map();
    if (!order.free) for (const item of items) groups.set(rates[item.vat_class], (groups.get(rates[item.vat_class]) ?? 0n) + bani(item.price) * item.quantity);
    const vat = vatOf(groups, order.delivery + order.fees);
    const vatBack = (back) => { if (back.whole) return vat; const rate = back.sku ? rates[products.get(back.sku).vat_class] : 0n; return halfUp(back.gross * rate, 100n + rate); };
    const grossBack = order.back.reduce((sum, back) => sum + back.gross, 0n);
    const revenue = order.total - grossBack - (vat - order.back.reduce((sum, back) => sum + vatBack(back), 0n));
    const restocked = order.back.flatMap((back) => back.restocked);
    const less = (field) => restocked.reduce((sum, [sku, quantity]) => sum + bani(products.get(sku)[field]) * BigInt(quantity), 0n);
    const grams = items.reduce((sum, item) => sum + BigInt(item.weight_g) * item.quantity, 0n), kilograms = (grams + 999n) / 1000n;
    const costs = {
      goods: items.reduce((sum, item) => sum + bani(item.cost) * item.quantity, 0n) - less('cost'),
      green_tax: items.reduce((sum, item) => sum + bani(item.green_tax) * item.quantity, 0n) - less('green_tax'),
      courier: 1450n + (kilograms > 1n ? kilograms - 1n : 0n) * 110n,
      cash_fee: order.pay === 'cash_on_delivery' ? 280n : 0n,
      packaging: 190n, advertising: order.clicked ? 1800n : 0n, commission: order.commission, service: order.service,
    };
    const tax = halfUp(revenue, 100n);
    return { revenue, vat, costs, tax, grossBack, net: revenue - Object.values(costs).reduce((sum, each) => sum + each, 0n) - tax };
  }

  /** Thirty-one days of it, and what the buyers did afterwards. */
  const trading = once(async () => {
    let number = 0;
    for (let day = 1; day <= days; ++day) {
      clock.set(`2026-10-${String(day).padStart(2, '0')}T08:00:00Z`);
      const today = Array.from({ length: 1 + day % 2 }, () => ++number);
      orders.push(...await Promise.all(today.map((each) => trade(each, day))));
      // What was sold four days ago shows what becomes of it.
      await Promise.all(orders.filter((order) => order.day === day - 4 && order.fate).map((order) => afterSale[order.fate](order)));
    }
    clock.set('2026-11-06T08:00:00Z');
    await Promise.all(orders.filter((order) => order.day > days - 4 && order.fate).map((order) => afterSale[order.fate](order)));
    // The processor's settlement of the month comes late.
    const charged = orders.filter((order) => order.pay === 'card');
    for (const order of charged) order.commission = halfUp(order.total * 12n, 1000n);
    const rows = charged.map((order) => `${order.payment.reference},${decimal(order.total)},${decimal(order.commission)}`);
    const report = await api.call('POST', '/settlements/euplatesc', `ep_id,amount,comision\n${rows.join('\n')}\n`);
    assert.deepEqual([report.settled, report.odd], [charged.length, []]);
  });

  test('thirty-one days of it', async () => {
    await trading();
    assert.ok(orders.length > 40 && Object.keys(afterSale).every((fate) => orders.filter((order) => order.fate === fate).length >= 3));
    assert.ok(orders.some((order) => order.lost) && orders.some((order) => !order.lost));
  });

  test('stock is what came, less what left, and what is on the shelf again', async () => {
    await trading();
    const now = await stock();
    for (const sku of skus) {
      const count = (lines) => lines.filter(([each]) => each === sku).reduce((sum, [, quantity]) => sum + quantity, 0);
      const left = [...orders, ...replacements].reduce((sum, order) => sum + count(order.lines) - count(order.back.flatMap((back) => back.restocked)), 0);
      assert.deepEqual(now.get(sku).map(Number), [Number(stockBefore.get(sku)[0]) - left, Number(stockBefore.get(sku)[1])], sku);
    }
  });

  test('invoices less stornos are what was paid and what is still owed', async () => {
    await trading();
    const sums = { invoiced: 0n, reversed: 0n, brought: 0n, owed: 0n };
    const numbers = [];
    for (const order of orders) {
      const { brought, order: now } = await payer.sums(order.id);
      const { vat, grossBack } = profitOf(order);
      const [invoice, ...others] = now.invoices.filter((each) => each.kind === 'invoice');
      assert.deepEqual([bani(invoice.gross), bani(invoice.vat), others.length], [order.total, vat, 0], `order ${order.number}`);
      const reversed = now.invoices.filter((each) => each.kind === 'storno').reduce((sum, each) => sum - bani(each.gross), 0n);
      assert.equal(reversed, grossBack, `order ${order.number}`);
      assert.equal(brought, order.total - grossBack - order.extraRefund, `order ${order.number}`);
      numbers.push(...now.invoices.filter((each) => each.kind !== 'proforma').map((each) => each.number));
      sums.invoiced += order.total;
      sums.reversed += reversed;
      sums.brought += brought;
      sums.owed += order.extraRefund;
    }
    assert.equal(sums.invoiced - sums.reversed, sums.brought + sums.owed);
    numbers.sort((a, b) => a - b);
    assert.deepEqual(numbers, numbers.map((_, i) => numbers[0] + i), 'a gap in the numbers');
  });

  test('the courier handed over what it collected', async () => {
    await trading();
    const collected = orders.filter((order) => order.pay === 'cash_on_delivery');
    const ids = collected.map((order) => order.id).join(',');
    const [[matched, count]] = place.query(`SELECT SUM(amount), COUNT(*) FROM remittances WHERE matched = 1 AND order_id IN (${ids})`);
    assert.equal(BigInt(matched), collected.reduce((sum, order) => sum + order.total, 0n));
    assert.equal(Number(count), collected.length);
    const { expected } = await api.get('/remittances');
    assert.ok(!expected.some((each) => orders.some((order) => order.id === each.order_id)));
  });

  test('each order’s profit, line by line, and the month’s', async () => {
    await trading();
    const sums = { orders: 0, sales: 0n, revenue: 0n, goods: 0n, tax: 0n, net: 0n };
    for (const order of [...orders, ...replacements]) {
      const report = await api.get(`/orders/${order.id}/profit`);
      const want = profitOf(order);
      const of = (kind) => report.lines.filter((each) => each.kind === kind).reduce((sum, each) => sum + bani(each.amount), 0n);
      const name = `order ${order.number ?? order.id} (${order.fate ?? 'replacement'})`;
      assert.equal(of('revenue'), want.revenue, `${name}: revenue`);
      for (const [kind, cost] of Object.entries(want.costs)) assert.equal(of(kind), -cost, `${name}: ${kind}`);
      assert.equal(bani(report.tax), want.tax, `${name}: tax`);
      assert.equal(bani(report.net_profit), want.net, name);
      sums.orders += 1;
      sums.sales += order.total - want.grossBack;
      sums.revenue += want.revenue;
      sums.goods += want.costs.goods;
      sums.tax += want.tax;
      sums.net += want.net;
    }
    const report = await api.get('/profit?by=product&from=2026-10-01&to=2026-11-06&limit=200');
    const { total } = report;
    assert.equal(report.up_to_date, true);
    assert.deepEqual([total.orders, bani(total.sales), bani(total.revenue), bani(total.goods), bani(total.tax), bani(total.net_profit)],
      [String(sums.orders), sums.sales, sums.revenue, sums.goods, sums.tax, sums.net]);
    for (const by of ['product', 'brand', 'category', 'payment_method', 'channel_linear']) {
      const { items } = await api.get(`/profit?by=${by}&from=2026-10-01&to=2026-11-06&limit=200`);
      assert.equal(items.reduce((sum, each) => sum + bani(each.net_profit), 0n), sums.net, by);
    }
    const brands = (await api.get('/profit?by=brand&from=2026-10-01&to=2026-11-06')).items.map((each) => each.key);
    for (const brand of ['Zorina', 'Prisaca', 'Editura Foaie']) assert.ok(brands.includes(brand), brand);
  });

  test('the books say the same: journal, receipts, what is owed, goods', async () => {
    await trading();
    const span = 'from=2026-10-01&to=2026-11-06';
    const issued = (await api.all('/invoices')).filter((each) => each.kind !== 'proforma' && each.issued_on >= '2026-10-01' && each.issued_on <= '2026-11-06');
    const sum = (rows, of) => rows.reduce((total, each) => total + bani(of(each)), 0n);
    const { totals, count } = await api.get(`/books/sales?${span}`);
    assert.equal(count, issued.length);
    for (const [field, of] of [['net', 'net'], ['vat_total', 'vat'], ['gross', 'gross']]) assert.equal(bani(totals[field]), sum(issued, (each) => each[of]), field);
    assert.ok(totals.series.every((range) => range.missing.length === 0));
    // By rate, from the documents that went to the ministry.
    const byRate = new Map();
    for (const { id } of issued) for (const [, net, vat, rate] of (await api.get(`/invoices/${id}.xml`)).toString().matchAll(/<cbc:TaxableAmount[^>]*>([^<]+)<[^]*?<cbc:TaxAmount[^>]*>([^<]+)<[^]*?<cbc:Percent>([^<]+)</g)) {
      const before = byRate.get(Number(rate)) ?? [0n, 0n];
      byRate.set(Number(rate), [before[0] + bani(net), before[1] + bani(vat)]);
    }
    for (const part of totals.vat) assert.deepEqual([bani(part.net), bani(part.vat)], byRate.get(part.rate / 100), `${part.rate}`);
    const journal = parseCsv((await api.get(`/books/sales.csv?${span}`)).toString());
    assert.equal(journal.length, issued.length);
    assert.equal(journal.reduce((total, row) => total + bani(row['Total cu TVA']), 0n), bani(totals.gross));

    const money = await api.get(`/books/receipts?${span}`);
    const moved = money.items.reduce((total, each) => total + bani(each.amount), 0n);
    const [[captured]] = place.query(`SELECT SUM(captured) FROM payments WHERE settled_at >= ${Date.UTC(2026, 8, 30, 21)}`);
    const [[back]] = place.query(`SELECT SUM(amount) FROM payment_operations WHERE state = 'done' AND kind IN ('refund', 'chargeback') AND settled_at >= ${Date.UTC(2026, 8, 30, 21)}`);
    assert.equal(moved, BigInt(captured) - BigInt(back));

    // Invoices = payments + receivables: of each order, and of all together.
    const books = await api.get(`/books/reconciliation?${span}`);
    assert.equal(bani(books.invoiced), bani(totals.gross));
    assert.equal(bani(books.received) + bani(books.given_back), moved);
    assert.equal(bani(books.opening) + bani(books.invoiced) - bani(books.received) - bani(books.given_back), bani(books.closing));
    assert.equal(bani(books.closing), bani(books.receivables) - bani(books.advances));
    const owing = new Map(books.items.filter((each) => each.kind === 'receivable').map((each) => [each.order_id, bani(each.amount)]));
    for (const order of orders) assert.equal(owing.get(order.id) ?? 0n, order.extraRefund, `order ${order.number} (${order.fate})`);
    const ours = new Set([...orders, ...replacements].map(({ id }) => id));
    const wrong = books.items.filter((each) => ours.has(each.order_id) && !['receivable'].includes(each.kind));
    assert.deepEqual(wrong, []);
    assert.equal(books.counts.find(({ kind }) => kind === 'stock_differs'), undefined);
    assert.equal(books.counts.find(({ kind }) => kind === 'number_missing'), undefined);
  });

  test('a month that has ended is closed, with what it said', async () => {
    await trading();
    await assert.rejects(api.post('/books/months', { month: '2026-11' }), { field: 'month' });
    const closed = await api.post('/books/months', { month: '2026-10' });
    const { items: [kept] } = await api.get('/books/months');
    assert.deepEqual([kept.month, kept.totals.invoiced, kept.totals.closing], ['2026-10', closed.totals.invoiced, closed.totals.closing]);
    await assert.rejects(api.post('/books/months', { month: '2026-09' }), { code: 'already_closed' });
    await assert.rejects(api.post('/books/months/2026-10/reopen', { reason: '' }), { field: 'reason' });
    await assert.rejects(api.post('/books/months/2026-09/reopen', { reason: 'x' }), { code: 'not_the_last' });
  });

  test('the records of it are whole', async () => {
    await trading();
    assert.match(place.run('verify', 'audit'), /whole/);
  });
});
