// The order list as a program uses it: every filter, views with counts, work on many orders and back, export; on both engines.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseCsv } from '../lib/csv.mjs';
import { textOf } from '../lib/pdf.mjs';
import { bani, demoShop, engines, lei, orderOf, send, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`the order list on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());
  const toCluj = () => api.post('/checkout/orders', orderOf([['CAF-ESP-01', 2]], { referrers: [{ url: 'https://www.google.com/', landing_url: 'https://x.example/?gclid=1' }] }));
  const toTulcea = () => api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], {
    customer: { name: 'Gheorghe Deltaru', email: 'ghe@exemplu.ro', phone: '0733 000 111' },
    delivery_address: { county: 'TL', locality: 'Tulcea', street: 'Str. Portului 1' }, payment_method: 'bank_transfer',
  }));
  /** It will be fetched, and an operator has taken it. */
  const ofCompany = async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 3]], {
      customer: { name: 'Sârbu Dan', email: 'dan@firma.example', phone: '0744 555 666' }, billing: { company: { name: 'Lutieria Acord SRL', cui: 'RO18773866' } }, delivery_address: undefined, delivery_method: 'pickup', payment_method: 'cash_at_pickup',
    }));
    await api.post(`/orders/${order.id}/status`, { status: 'taken' });
    return order;
  };
  /** Numbers of those orders that a filter finds, newest first. */
  const finder = (...orders) => async (query) => (await api.all(`/orders?${query}`)).map((order) => order.number).filter((number) => orders.some((order) => order.number === number));

  test('filters by what the order is, costs and came from', async () => {
    const cluj = await toCluj(), tulcea = await toTulcea(), company = await ofCompany();
    await api.post(`/orders/${tulcea.id}/tags`, { tag: 'Fragil' });
    const found = finder(cluj, tulcea, company);
    assert.deepEqual(await found('county=TL'), [tulcea.number]);
    assert.deepEqual(await found('county=TL,CJ'), [tulcea.number, cluj.number]);
    assert.deepEqual(await found('county=B'), [company.number]);
    assert.deepEqual(await found('payment_method=bank_transfer&period=today'), [tulcea.number]);
    assert.deepEqual(await found('delivery_method=pickup&period=this_month'), [company.number]);
    assert.deepEqual(await found('courier=fan&period=today'), [tulcea.number, cluj.number]);
    assert.deepEqual(await found('product=CAF-ESP-01&period=today'), [cluj.number]);
    assert.deepEqual(await found('tag=FRAGIL'), [tulcea.number]);
    assert.deepEqual(await found('customer=dan@firma.example'), [company.number]);
    assert.deepEqual(await found('referrer=google+adwords&referrer_match=only&period=today'), [cluj.number]);
    assert.deepEqual(await found('q=18773866'), [company.number]);
    assert.deepEqual(await found('q=lutieria+acord&order_status=in_progress'), [company.number]);
    assert.deepEqual(await found('order_status=new&county=TL&payment_status=pending&tag=fragil'), [tulcea.number]);
    assert.deepEqual(await found('county=TL&order_status=completed'), []);
    const total = cluj.totals.total.amount;
    assert.deepEqual(await found(`total_from=${total}&total_to=${total}`), [cluj.number]);
    for (const bad of ['county=XX', 'payment_method=none', 'courier=none', 'period=never', 'total_from=x'])
      await assert.rejects(api.get(`/orders?${bad}`), (error) => error.status === 422 && error.field === bad.split('=')[0], bad);
  });

  test('finds an order by its invoice and its AWB', async () => {
    const cluj = await toCluj(), found = finder(cluj, await toTulcea());
    const invoice = await api.post(`/orders/${cluj.id}/invoices`, {});
    assert.deepEqual(await found(`q=${invoice.series}${invoice.number}`), [cluj.number]);
    assert.deepEqual(await found(`q=${invoice.series}+${invoice.number}`), [cluj.number]);
  });

  test('has ready views, own and shared ones, with counts', async () => {
    await toTulcea();
    const view = await api.post('/order-views', { name: 'Delta', query: 'county=TL', shared: true, position: 1 });
    const tabs = (await api.get('/order-tabs')).items;
    assert.deepEqual(tabs.slice(0, 3).map((tab) => tab.key), ['new', 'to_send', 'unpaid']);
    const own = tabs.find((tab) => tab.id === view.id);
    assert.ok(own.count >= 1 && own.name === 'Delta');
    for (const tab of tabs.filter((each) => each.count !== undefined && each.count < 1000))
      assert.equal((await api.all(`/orders?${tab.query}`)).length, tab.count, tab.key);
    await api.delete(`/order-views/${view.id}`);
  });

  test('works on many orders: those named, all that match, and back again', async () => {
    const done = (task) => until(async () => { const now = await api.get(`/bulk/${task.id}`); return now.state === 'done' && now; }, 'the task');
    const cluj = await toCluj(), tulcea = await toTulcea(), company = await ofCompany();
    const tagged = await done(await api.post('/bulk', { action: 'tag', filter: 'period=today&order_status=new', value: 'val 1' }));
    const newOnes = await api.all('/orders?period=today&order_status=new');
    assert.deepEqual([tagged.done, tagged.failed, tagged.can_undo], [newOnes.length, 0, true]);
    assert.equal((await api.all('/orders?tag=val+1')).length, newOnes.length);
    const back = await done(await api.post(`/bulk/${tagged.id}/undo`));
    assert.equal(back.done, newOnes.length);
    assert.equal((await api.all('/orders?tag=val+1')).length, 0);

    // `waiting` tells nobody and moves nothing, so it can be taken back; one of the orders has moved on meanwhile.
    const waiting = await done(await api.post('/bulk', { action: 'status', orders: [cluj.id, tulcea.id, '1'], value: 'waiting' }));
    assert.deepEqual([waiting.done, waiting.failed, waiting.failures[0].code], [2, 1, 'not_found']);
    await api.post(`/orders/${tulcea.id}/status`, { status: 'taken' });
    const undone = await done(await api.post(`/bulk/${waiting.id}/undo`));
    assert.deepEqual([undone.done, undone.failed, undone.failures[0].code], [1, 1, 'changed_since']);
    assert.equal((await api.get(`/orders/${cluj.id}`)).statuses.order.code, 'new');
    assert.equal((await api.get(`/orders/${tulcea.id}`)).statuses.order.code, 'taken');

    const sent = await done(await api.post('/bulk', { action: 'send', orders: [cluj.id, company.id] }));
    assert.deepEqual([sent.done, sent.failed, sent.can_undo, sent.failures[0].code], [1, 1, false, 'no_courier']);
    await assert.rejects(api.post(`/bulk/${sent.id}/undo`), (error) => error.code === 'cannot_undo');
  });

  test('a change of status that told nobody is taken back, another is not', async () => {
    const company = await ofCompany();
    await api.post(`/orders/${company.id}/status`, { status: 'waiting' });
    const back = await api.post(`/orders/${company.id}/undo-status`, { set: 'waiting', back_to: 'taken' });
    assert.equal(back.statuses.order.code, 'taken');
    await assert.rejects(api.post(`/orders/${company.id}/undo-status`, { set: 'waiting', back_to: 'taken' }), (error) => error.code === 'changed_since');
    await assert.rejects(api.post(`/orders/${company.id}/undo-status`, { set: 'taken', back_to: 'new' }), (error) => error.code === 'cannot_undo');
  });

  test('prints the papers of a selection in picking order', async () => {
    const cluj = await toCluj(), tulcea = await toTulcea();
    const { awb_number } = await send(shop, cluj);
    const pdf = await api.post('/print', { orders: [tulcea.id, cluj.id], papers: ['pick_list', 'labels', 'transport_sheets'] });
    const text = textOf(pdf);
    assert.match(text, /Listă de cules/);
    assert.match(text, /Fișă de transport/);
    assert.ok(text.includes(awb_number));
    await assert.rejects(api.post('/print', { orders: [tulcea.id], papers: ['labels'] }), (error) => error.code === 'nothing_to_print');
  });

  test('exports all that match, each order once, as CSV and as a spreadsheet', async () => {
    const orders = await api.all('/orders?period=this_year');
    const rows = parseCsv((await api.get('/orders.csv?period=this_year')).toString('utf8').replace(/^\ufeff/, ''));
    assert.equal(rows.length, orders.length);
    assert.deepEqual(rows.map((row) => Number(row['Număr'])), orders.map((order) => order.number));
    const total = (list, amount) => list.reduce((sum, each) => sum + bani(amount(each)), 0n);
    assert.equal(total(rows, (row) => row.Total), total(orders, (order) => order.total));
    const sheet = join(shop.place.folder, 'orders.xlsx');
    writeFileSync(sheet, await api.get('/orders.xlsx?period=this_year'));
    const xml = execFileSync('python3', ['-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml").decode())', sheet], { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(xml.match(/<row /g).length, orders.length + 1);
  });

  test('previews an edit without changing anything', async () => {
    const tulcea = await toTulcea();
    const before = await api.get(`/orders/${tulcea.id}`);
    const preview = await api.post(`/orders/${tulcea.id}/preview`, { lines: [{ sku: 'CAR-BUC-01', quantity: '5' }] });
    assert.ok(bani(preview.total) > bani(before.totals.total));
    const after = await api.get(`/orders/${tulcea.id}`);
    assert.deepEqual([after.totals, after.version], [before.totals, before.version]);
    const changed = await api.patch(`/orders/${tulcea.id}`, { lines: [{ sku: 'CAR-BUC-01', quantity: '5' }] });
    assert.deepEqual(changed.totals.total, preview.total);
  });

  test('discounts: by code, by themselves, counted, given back, and on the invoice', async () => {
    const code = await api.post('/discounts', { name: 'Toamna', code: 'toamna', kind: 'percent', percent: 1000, amount: lei('0.00'), minimum: lei('100.00'), uses_max: 1 });
    assert.equal(code.code, 'TOAMNA');
    const lines = [['CAF-ESP-01', 1], ['CAR-BUC-01', 2]];
    const full = await api.post('/checkout/quotes', { lines: orderOf(lines).lines, delivery_address: orderOf([]).delivery_address });
    const quote = await api.post('/checkout/quotes', { lines: orderOf(lines).lines, delivery_address: orderOf([]).delivery_address, coupon: 'Toamna ' });
    assert.equal(bani(quote.discount), (bani(full.goods) + 5n) / 10n);
    const vat = quote.vat.reduce((sum, group) => sum + bani(group.gross), 0n);
    assert.equal(vat, bani(quote.total));
    const refused = (coupon, what) => assert.rejects(api.post('/checkout/quotes', { lines: orderOf([['CAR-BUC-01', 1]]).lines, coupon }), (error) => error.code === what && error.field === 'coupon', what);
    await refused('nimic', 'coupon_unknown');
    await refused('toamna', 'coupon_minimum');
    const placed = await api.post('/checkout/orders', orderOf(lines, { coupon: 'TOAMNA', expected_total: quote.total }));
    assert.deepEqual(placed.totals.discount, quote.discount);
    await assert.rejects(api.post('/checkout/orders', orderOf(lines, { coupon: 'TOAMNA' })), (error) => error.code === 'coupon_used_up');
    const invoice = await api.post(`/orders/${placed.id}/invoices`, {});
    assert.deepEqual(invoice.gross, placed.totals.total);
    assert.match(textOf(await api.get(`/invoices/${invoice.id}.pdf`)), /Reducere/);
    await api.post(`/invoices/${invoice.id}/storno`, { reason: 'probă' });
    await api.post(`/orders/${placed.id}/cancel`, { reason: 'probă' });
    assert.equal((await api.get(`/discounts/${code.id}`)).uses, 0);

    const automatic = await api.post('/discounts', { name: 'Minus zece', code: '', kind: 'amount', amount: lei('10.00'), minimum: lei('50.00'), percent: 0 });
    const own = await api.post('/checkout/quotes', { lines: orderOf(lines).lines });
    assert.deepEqual([own.discount.amount, own.discount_name], ['10.00', 'Minus zece']);
    await api.delete(`/discounts/${automatic.id}`);
    assert.equal((await api.post('/checkout/quotes', { lines: orderOf(lines).lines })).discount.amount, '0.00');
  });

  test('webhooks: signed, tried again, replayed', async (t) => {
    const heard = [];
    let answer = 500;
    const listener = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => { body += data; });
      request.on('end', () => { heard.push({ headers: request.headers, body }); response.writeHead(answer).end(); });
    });
    t.after(() => listener.close());
    await new Promise((ready) => listener.listen(0, '127.0.0.1', ready));
    const hook = await api.post('/webhooks', { url: `http://127.0.0.1:${listener.address().port}/`, events: ['order_placed'] });
    const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await until(() => heard.length >= 1, 'the first try');
    answer = 200;
    const deliveries = async () => (await api.get(`/webhooks/${hook.id}/deliveries`)).items;
    await until(async () => (await deliveries())[0]?.state === 'delivered', 'a later try', 30_000);
    const { headers, body } = heard.at(-1), event = JSON.parse(body);
    assert.deepEqual([event.event, event.subject, event.subject_id, event.version], ['order_placed', 'order', placed.id, 1]);
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['taraba-signature']);
    assert.equal(createHmac('sha256', hook.secret).update(`${time}.${body}`).digest('hex'), mac);
    const count = heard.length;
    await api.post(`/webhook-deliveries/${(await deliveries())[0].id}/replay`);
    await until(() => heard.length > count, 'the replay');
    await api.delete(`/webhooks/${hook.id}`);
  });
});
