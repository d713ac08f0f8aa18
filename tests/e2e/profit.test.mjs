// Profit of a period, broken down: equal to the orders' own reports to the ban, whatever comes late; couriers' invoices, advertising
// spend, and the shop's own channels.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseCsv } from '../lib/csv.mjs';
import { bani, changeFor, deliver, demoShop, engines, lei, orderOf, remit, today, until } from '../lib/shop.mjs';

const dimensions = ['total', 'product', 'category', 'customer', 'county', 'delivery_method', 'courier', 'payment_method', 'channel_first', 'channel_last', 'channel_linear', 'channel_position', 'campaign_first', 'campaign_last', 'campaign_linear', 'campaign_position'];
const days = 'from=2020-01-01';

for (const engine of engines) describe(`profit on ${engine}`, () => {
  let shop, api, base;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    base = shop.server.base;
    // Asking makes the first days of the demo; the rest is the clock's.
    await until(async () => (await api.get(`/profit?${days}`)).up_to_date, 'the days of the demo', 60_000);
  });
  after(() => shop?.close());

  const upload = (path, csv) => api.call('POST', path, csv);
  const report = (query) => api.get(`/profit?${days}&limit=200&${query}`);
  const profitOf = (order) => api.get(`/orders/${order.id}/profit`);
  /** From the reports of the orders, one by one. */
  async function byOrders() {
    const sum = { orders: 0n, net: 0n, revenue: 0n, counties: new Map() };
    for (const order of await api.all('/orders')) {
      const shown = await api.get(`/orders/${order.id}`);
      if (shown.statuses.order.stage === 'cancelled') continue;
      const { lines, net_profit } = await profitOf(order);
      const net = bani(net_profit);
      sum.orders += 1n;
      sum.net += net;
      sum.revenue += lines.filter((line) => line.kind === 'revenue').reduce((all, line) => all + bani(line.amount), 0n);
      sum.counties.set(shown.delivery_address?.county ?? '', (sum.counties.get(shown.delivery_address?.county ?? '') ?? 0n) + net);
    }
    return sum;
  }
  const reconcile = async () => {
    const orders = await byOrders();
    for (const by of dimensions) {
      const { items, total, up_to_date } = await report(`by=${by}`);
      assert.equal(up_to_date, true);
      assert.equal(bani(total.net_profit), orders.net, by);
      assert.equal(BigInt(total.orders), orders.orders, by);
      assert.equal(items.reduce((sum, each) => sum + bani(each.net_profit), 0n), orders.net, by);
      assert.equal(items.reduce((sum, each) => sum + bani(each.revenue), 0n), orders.revenue, by);
    }
    for (const months of [false, true]) {
      const { items } = await api.get(`/profit/over-time?${days}&months=${months}`);
      assert.equal(items.reduce((sum, each) => sum + bani(each.net_profit), 0n), orders.net);
    }
    return orders;
  };

  test('whatever it is broken down by, it is what the orders say', async () => {
    const { counties } = await reconcile();
    const { items } = await report('by=county');
    const named = items.find((each) => each.key === 'CJ');
    assert.deepEqual([named.label, bani(named.net_profit)], ['Cluj', counties.get('CJ')]);
    const [best, second] = (await report('by=product&sort=net_profit')).items;
    const [worst] = (await report('by=product&ascending=true')).items;
    assert.ok(bani(best.net_profit) >= bani(second.net_profit) && bani(second.net_profit) > bani(worst.net_profit));
    assert.match(best.label, /^[A-Z0-9-]+ · ./);
  });

  test('as a file, with all rows', async () => {
    const rows = parseCsv((await api.get(`/profit.csv?${days}&by=county`)).toString('utf8'));
    const { items } = await report('by=county');
    assert.equal(rows.length, items.length);
    assert.deepEqual([rows[0].Cheie, rows[0]['Profit net']], [items[0].key, items[0].net_profit.amount]);
  });

  test('what is asked wrongly is named', async () => {
    for (const [query, field] of [['by=weather', 'by'], ['from=2026-02-01&to=2026-01-01', 'from'], ['from=1990-01-01', 'from'], ['sort=name', 'sort'], ['limit=0', 'limit'], ['period=decade', 'period']])
      await assert.rejects(api.get(`/profit?${query}`), { field }, query);
  });

  const completed = async () => {
    const order = await deliver(shop, await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]])));
    await remit(shop, order);
    await api.post(`/orders/${order.id}/status`, { status: 'completed' });
    return order;
  };

  test('a courier’s invoice becomes the cost, also of a completed order, with the difference on record', async () => {
    const order = await completed();
    const before = await profitOf(order);
    assert.equal(before.final, true);
    const { awb_number, tariff } = (await api.get(`/orders/${order.id}`)).shipments[0];
    const invoice = `Nr. colete;AWB;Serviciu;Valoare fără TVA\n1;${awb_number};transport;${(Number(bani(tariff)) / 100 + 2).toFixed(2).replace('.', ',')}\n1;${awb_number};km suplimentari;1,50\n1;NIMENI1;transport;9,99\n`;
    const taken = await upload('/courier-invoices/fan?document=FAN-1', invoice);
    assert.deepEqual([taken.rows, taken.matched, taken.changed, taken.difference.amount, taken.odd], [2, 1, 1, '3.50', ['NIMENI1']]);
    const now = await profitOf(order);
    assert.equal(bani(before.gross_result) - bani(now.gross_result), 350n);
    assert.equal(now.final, true);
    for (const kind of ['packaging', 'cash_fee', 'advertising'])
      assert.deepEqual(now.lines.filter((line) => line.kind === kind), before.lines.filter((line) => line.kind === kind));
    const events = await api.all(`/orders/${order.id}/events`);
    assert.deepEqual(events.find((each) => each.kind === 'courier_invoiced').changes.at(-1), { field: 'tariff', from: tariff.amount, to: (Number(bani(tariff) + 350n) / 100).toFixed(2) });
    assert.deepEqual(events.find((each) => each.kind === 'profit_recomputed').changes, [{ field: 'net_profit', from: before.net_profit.amount, to: now.net_profit.amount }]);
    const again = await upload('/courier-invoices/fan?document=FAN-1', invoice);
    assert.deepEqual([again.matched, again.changed, again.difference.amount], [1, 0, '0.00']);
    await upload('/courier-invoices/fan?document=FAN-2', `awb,net\n${awb_number},1.00\n`);
    assert.equal(bani(now.gross_result) - bani((await profitOf(order)).gross_result), 100n);
    for (const [path, body, field] of [['fan', 'awb,net\nX,1\n', 'document'], ['fan?document=F', 'a,b\n1,2\n', 'invoice'], ['fan?document=F', 'awb,net\nX,much\n', 'invoice']])
      await assert.rejects(upload(`/courier-invoices/${path}`, body), { field });
    await reconcile();
  });

  test('a frozen report does not follow the settings', async (t) => {
    const order = await completed(), [{ awb_number }] = order.shipments;
    await upload('/courier-invoices/fan?document=FAN-10', `awb,net\n${awb_number},15.00\n`);
    const before = await profitOf(order);
    await changeFor(t, api, '/shop', { settings: { packaging_cost: lei('99.00'), advertising: [], courier_cash_fee: lei('50.00') } });
    await upload('/courier-invoices/fan?document=FAN-11', `awb,net\n${awb_number},0.10\n`);
    assert.equal(bani(before.gross_result) - bani((await profitOf(order)).gross_result), 10n);
  });

  test('channels by the shop’s rules; orders placed before keep what was known', async (t) => {
    const touches = [{ url: 'https://www.forum-cafea.ro/t/7', landing_url: 'https://demo.example/' }, { url: '', landing_url: 'https://demo.example/?utm_source=ig&utm_campaign=ana-toamna&utm_term=cafea+boabe&fbclid=abc' }];
    const place = () => api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { referrers: touches }));
    const before = await place();
    await assert.rejects(api.patch('/shop', { settings: { channel_rules: [{ part: 'came_from', matches: 'contains', text: '', channel: 'x' }] } }), { field: 'settings.channel_rules.0.text' });
    await changeFor(t, api, '/shop', { settings: { channel_rules: [{ part: 'came_from', matches: 'contains', text: 'forum', channel: 'forumuri' }, { part: 'campaign', matches: 'begins_with', text: 'Ana', channel: 'influenceri' }] } });
    const after = await place();
    const channels = async (order) => (await api.get(`/orders/${order.id}`)).referrers.map((each) => each.channel);
    assert.deepEqual(await channels(before), ['forum-cafea.ro', 'instagram']);
    assert.deepEqual(await channels(after), ['forumuri', 'influenceri']);
    const [, touch] = (await api.get(`/orders/${after.id}`)).referrers;
    assert.deepEqual([touch.campaign, touch.keyword, touch.click_id], ['ana-toamna', 'cafea boabe', 'fbclid=abc']);
    assert.deepEqual((await api.all('/orders?referrer=influenceri&referrer_match=last')).map((each) => each.id), [after.id]);
    await reconcile();
  });

  test('spend beside what each way of sharing orders says', async (t) => {
    await changeFor(t, api, '/shop', { settings: { channel_rules: [{ part: 'came_from', matches: 'contains', text: 'blogul', channel: 'bloguri' }, { part: 'campaign', matches: 'begins_with', text: 'dan', channel: 'prieteni' }] } });
    await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { referrers: [{ url: 'https://blogul-cafelei.example/', landing_url: 'https://demo.example/' }, { url: '', landing_url: 'https://demo.example/?utm_source=ig&utm_campaign=dan-iarna' }] }));
    const now = today(), [year, month, day] = now.split('-');
    const taken = await upload('/ad-spend?channel=Google+Adwords', `Zi,Campanie,Cost\n${day}.${month}.${year},toamna,"120,50"\n${day}.${month}.${year},toamna,"9,50"\n${day}.${month}.${year},iarna,20\n`);
    assert.deepEqual([taken.rows, taken.amount.amount, taken.first_day, taken.last_day], [2, '150.00', now, now]);
    await upload('/ad-spend', `Day,Source,Campaign,Cost\n${now},prieteni,dan-iarna,50.00\n${now},radio,,400.00\n`);
    await upload('/ad-spend?channel=google+adwords', `Day,Campaign,Cost\n${now},iarna,30.00\n`); // again: replaces
    const { items } = await api.get(`/profit/attribution?from=${now}&to=${now}`);
    const of = (key) => items.find((each) => each.key === key);
    assert.equal(of('google adwords').spent.amount, '160.00');
    assert.deepEqual([of('radio').spent.amount, of('radio').last.orders], ['400.00', '0']);
    const friends = of('prieteni');
    assert.deepEqual([friends.first.orders, friends.last.orders, friends.linear.orders, friends.position.orders].map(Number), [0, 1, 0.5, 0.5]);
    assert.equal(Number(of('bloguri').first.orders), 1);
    for (const way of ['first', 'last', 'linear', 'position'])
      assert.equal(items.reduce((sum, each) => sum + bani(each[way].net_profit), 0n), bani((await api.get(`/profit?from=${now}&to=${now}`)).total.net_profit), way);
    const campaigns = (await api.get(`/profit/attribution?campaigns=true&from=${now}&to=${now}`)).items;
    assert.equal(campaigns.find((each) => each.key === 'prieteni / dan-iarna').spent.amount, '50.00');
    for (const body of ['', 'a,b\n1,2\n', `Day,Campaign,Cost\nsoon,x,1\n`, `Day,Campaign,Cost\n${now},x,much\n`])
      await assert.rejects(upload('/ad-spend?channel=x', body), { field: 'spend' });
    assert.equal((await api.get(`/profit/attribution?from=${now}&to=${now}`)).items.find((each) => each.key === 'x'), undefined);
  });

  test('a loss is told early, stopped before the courier when the shop wants so, and counted', async (t) => {
    const { settings } = await api.get('/shop');
    await changeFor(t, api, '/shop', { settings: { hold_loss_before_courier: true } });
    const placed = await api.post('/checkout/orders', orderOf([['ACC-SOS-01', 1]], { payment_method: 'bank_transfer', referrers: [{ url: '', landing_url: 'https://demo.example/?gclid=x' }] }));
    const alerts = async () => (await api.get('/notices')).items.filter((each) => each.subject === `order:${placed.id}`).map((each) => each.kind);
    assert.deepEqual(await alerts(), ['may_lose']);
    const { reasons } = await profitOf(placed);
    assert.ok(reasons.some((each) => each.cause === 'cost_above_price' && each.sku === 'ACC-SOS-01'));
    assert.deepEqual(reasons.find((each) => each.cause === 'advertising').amount, settings.advertising.find((each) => each.channel === 'google adwords').cost);
    const outcomes = async () => ({ earns: 0, may_lose: 0, held: 0, released: 0, ...Object.fromEntries((await report('by=outcome')).items.map((each) => [each.key, Number(each.orders)])) });
    const before = await outcomes();
    await assert.rejects(api.post(`/orders/${placed.id}/shipments`, {}), { code: 'order_at_loss', status: 409 });
    assert.deepEqual([(await api.get(`/orders/${placed.id}`)).held, await alerts(), (await api.get(`/orders/${placed.id}`)).shipments.length], [true, ['order_at_loss'], 0]);
    assert.deepEqual(await outcomes(), { ...before, may_lose: before.may_lose - 1, held: before.held + 1 });
    await api.post(`/orders/${placed.id}/release`, { reason: 'lichidare' });
    assert.deepEqual(await outcomes(), { ...before, may_lose: before.may_lose - 1, released: before.released + 1 });
    await api.post(`/orders/${placed.id}/shipments`, {});
    assert.deepEqual(await alerts(), []);
    const mended = await api.post('/checkout/orders', orderOf([['ACC-SOS-01', 1]]));
    const told = async () => (await api.get('/notices')).items.some((each) => each.subject === `order:${mended.id}`);
    assert.ok(await told());
    await api.patch(`/orders/${mended.id}`, { lines: [{ sku: 'CAF-ESP-01', quantity: '3' }] });
    assert.deepEqual((await api.get('/notices')).items.filter((each) => each.subject === `order:${mended.id}`), []);
    await reconcile();
  });

  test('only who may see profit', async () => {
    const key = shop.place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'orders.read');
    for (const path of ['profit', 'profit.csv', 'profit/over-time', 'profit/attribution'])
      assert.equal((await fetch(`${base}/api/v1/${path}`, { headers: { Authorization: `Bearer ${key}` } })).status, 403, path);
  });
});
