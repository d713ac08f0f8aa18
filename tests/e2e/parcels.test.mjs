// An order in parts, the courier by the shop's rules, and a thousand orders sent at once while one call in twenty goes wrong.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { pagesOf } from '../lib/pdf.mjs';
import { bani, changeFor, demoShop, engines, lei, orderOf, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`parcels on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());
  const registered = (id) => until(async () => { const now = await api.get(`/shipments/${id}`); return now.state === 'registered' && now; }, `shipment ${id}`);
  const advance = (awb, ...codes) => fetch(`${shop.server.base}/sandbox/fan/advance`, { method: 'POST', body: JSON.stringify({ awb, codes }) });
  const books = async () => (await fetch(`${shop.server.base}/sandbox/fan/awbs`)).json();
  const fault = (call, what, times, every = 1) => fetch(`${shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call, fault: what, times, wait_ms: 500, every }) });

  test('a part goes now and the rest later: lines, weight and cash of each, delivered only with the last', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1], ['CAR-BUC-01', 3]]));
    const [machine, book] = (await api.get(`/orders/${order.id}`)).lines;
    const first = await registered((await api.post(`/orders/${order.id}/shipments`, { lines: [{ line_no: machine.line_no, quantity: '1' }, { line_no: book.line_no, quantity: '1' }], parcels: 2, options: ['open_on_delivery'] })).id);
    assert.equal(first.part, 1);
    assert.equal(first.weight_g, machine.weight_g + book.weight_g);
    assert.equal(bani(first.cash), bani(machine.total) + bani(book.total) / 3n);
    let now = await api.get(`/orders/${order.id}`);
    assert.deepEqual(now.left_to_send, [{ line_no: book.line_no, quantity: '2' }]);
    await assert.rejects(api.post(`/orders/${order.id}/shipments`, { lines: [{ line_no: book.line_no, quantity: '3' }] }), { field: 'lines[0].quantity' });
    await assert.rejects(api.post(`/orders/${order.id}/shipments`, { lines: [{ line_no: machine.line_no, quantity: '1' }] }), { field: 'lines[0].line_no' });

    await advance(first.awb_number, 'C0', 'S2');
    await api.post(`/shipments/${first.id}/track`, {});
    assert.equal((await api.get(`/orders/${order.id}`)).statuses.delivery.stage, 'in_transit');

    const second = await registered((await api.post(`/orders/${order.id}/shipments`, {})).id);
    assert.equal(second.part, 2);
    assert.equal(bani(first.cash) + bani(second.cash), bani(now.totals.total));
    // Both parts together are what the delivery cost.
    now = await api.get(`/orders/${order.id}`);
    assert.deepEqual(now.left_to_send, []);
    // Nothing is left: the button finds the last one.
    assert.equal((await api.post(`/orders/${order.id}/shipments`, {})).id, second.id);
    await advance(second.awb_number, 'C0', 'S2');
    await api.post(`/shipments/${second.id}/track`, {});
    assert.equal((await api.get(`/orders/${order.id}`)).statuses.delivery.stage, 'delivered');
    // The cash of both comes, and nothing is due.
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Bucharest' }).format(new Date());
    await api.post('/remittances', { courier: 'fan', day });
    assert.equal(bani((await api.get(`/orders/${order.id}`)).due), 0n);
  });

  test('a part that was cancelled can go again, and the other still collects the rest', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1], ['CAR-BUC-01', 2]]));
    const [machine] = (await api.get(`/orders/${order.id}`)).lines;
    const first = await registered((await api.post(`/orders/${order.id}/shipments`, { lines: [{ line_no: machine.line_no, quantity: '1' }] })).id);
    const second = await registered((await api.post(`/orders/${order.id}/shipments`, {})).id);
    await api.post(`/shipments/${first.id}/cancel`, { reason: 'altă cutie' });
    const again = await registered((await api.post(`/orders/${order.id}/shipments`, {})).id);
    assert.equal(again.part, 3);
    assert.deepEqual(again.lines, [{ line_no: machine.line_no, quantity: '1' }]);
    assert.equal(bani(again.cash) + bani(second.cash), bani((await api.get(`/orders/${order.id}`)).totals.total));
  });

  test('two presses at once are one shipment, also of a part', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 2]]));
    const line = { line_no: 1, quantity: '2' };
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => api.post(`/orders/${order.id}/shipments`, { lines: [line] })));
    assert.equal(answers.filter((each) => each.status === 'fulfilled').length, 1);
    assert.equal((await api.get(`/orders/${order.id}`)).shipments.length, 1);
  });

  test('what was refused is mended in the order, and goes as it is then', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await fault('fan.create', 'refuse', 9); // parcels of before may still be on their way
    const { id } = await api.post(`/orders/${order.id}/shipments`, {});
    await until(async () => (await api.get(`/shipments/${id}`)).state === 'failed', 'the refusal');
    await fault('fan.create', 'none', 0);
    const { delivery_address } = await api.get(`/orders/${order.id}`);
    await api.patch(`/orders/${order.id}`, { delivery_address: { ...delivery_address, street: 'Str. Corectată 9' } });
    // What was paid meanwhile is not collected at the door.
    await api.post(`/orders/${order.id}/receipts`, { amount: lei('40.00'), reference: 'chitanța 9' });
    const { due } = await api.get(`/orders/${order.id}`);
    await api.post(`/shipments/${id}/retry`, {});
    const sent = await registered(id);
    const theirs = (await books()).find((each) => each.awb === sent.awb_number);
    assert.equal(theirs.shipment.recipient.address.street, 'Str. Corectată 9');
    assert.deepEqual([bani(sent.cash), Number(theirs.shipment.info.cod)], [bani(due), Number(due.amount)]);
  });

  test('what a courier does not offer is refused before it is called', async () => {
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await assert.rejects(api.post(`/orders/${order.id}/shipments`, { options: ['morning'] }), { code: 'no_such_option' });
    await assert.rejects(api.post(`/orders/${order.id}/shipments`, { courier: 'pigeon' }), { field: 'courier' });
    const sent = await registered((await api.post(`/orders/${order.id}/shipments`, { courier: 'cargus', options: ['morning'] })).id);
    assert.equal(sent.courier, 'cargus');
  });

  test('the courier by the shop\'s rules, or the cheapest of those that tell', async (t) => {
    const method = (await api.all('/delivery-methods')).find((each) => each.code === 'courier');
    await changeFor(t, api, `/delivery-methods/${method.id}`, { courier: 'rules' });
    const send = async (lines, change) => {
      const order = await api.post('/checkout/orders', orderOf(lines, change));
      return registered((await api.post(`/orders/${order.id}/shipments`, {})).id);
    };
    await changeFor(t, api, '/shop', { settings: { courier_rules: [
      { courier: 'gls', counties: ['TL'] },
      { courier: 'dpd', value_from: lei('500.00'), cash: true },
      { courier: 'own', weight_g_to: 100 },
    ] } });
    assert.equal((await send([['CAR-BUC-01', 1]], { delivery_address: { county: 'TL', locality: 'Tulcea', street: 'Str. Păcii 1', postal_code: '820001' } })).courier, 'gls');
    assert.equal((await send([['CAF-ESP-01', 1]])).courier, 'dpd');
    const none = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { payment_method: 'bank_transfer' }));
    await assert.rejects(api.post(`/orders/${none.id}/shipments`, {}), { code: 'no_courier' });
    await api.patch('/shop', { settings: { courier_rules: [{ courier: 'cheapest' }] } });
    for (const courier of ['cargus', 'fan', 'sameday']) await fault(`${courier}.price`, 'error', 1);
    assert.equal((await send([['CAR-BUC-01', 1]])).courier, 'dpd');
    await assert.rejects(api.patch('/shop', { settings: { courier_rules: [{ courier: 'pigeon' }] } }), { field: 'settings.courier_rules[0].courier' });
    await assert.rejects(api.patch('/shop', { settings: { courier_rules: [{ courier: 'fan', weight_g_from: 5, weight_g_to: 5 }] } }), { field: 'settings.courier_rules[0].weight_g_to' });
  });

  test('a thousand orders in one go, one call in twenty going wrong: each ends with one AWB or a clear error', async (t) => {
    const product = (await api.all('/products')).find((each) => each.sku === 'CAR-BUC-01');
    await api.post(`/products/${product.id}/stock-movements`, { quantity: '2000', reason: 'recepție' });
    const ids = [];
    await Promise.all(Array.from({ length: 8 }, async () => {
      while (ids.length < 1000) {
        const slot = ids.push('') - 1;
        ids[slot] = (await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]))).id;
      }
    }));
    const before = (await books()).length;
    const begun = Date.now();
    for (const [i, trouble] of ['refuse', 'error_after'].entries()) {
      await fault('fan.create', trouble, 1000, 20);
      const { id } = await api.post('/bulk', { action: 'send', orders: ids.slice(i * 500, i * 500 + 500) });
      const done = await until(async () => { const view = await api.get(`/bulk/${id}`); return view.state !== 'running' && view; }, 'the bulk task', 60_000);
      assert.equal(done.done, 500);
      await until(async () => (await Promise.all(ids.slice(i * 500, i * 500 + 500).map(async (order) => (await api.get(`/orders/${order}`)).shipments[0]))).every((each) => ['registered', 'failed'].includes(each?.state)), 'every shipment to be settled', 120_000);
    }
    await fault('fan.create', 'none', 0);
    const outcome = await until(async () => {
      const rows = await Promise.all(ids.map(async (id) => (await api.get(`/orders/${id}`)).shipments));
      return rows.every((each) => each.length === 1 && ['registered', 'failed'].includes(each[0].state)) && rows.flat();
    }, 'every shipment to be settled', 180_000);
    const took = (Date.now() - begun) / 1000;
    const failed = outcome.filter((each) => each.state === 'failed');
    assert.equal(failed.length, 25);
    assert.ok(failed.every((each) => /Localitatea nu există/.test(each.error)));
    const references = (await books()).slice(before);
    const numbers = new Set(outcome.filter((each) => each.state === 'registered').map((each) => each.awb_number));
    assert.equal(numbers.size, outcome.length - failed.length);
    const theirs = (await books()).filter((each) => !each.cancelled && numbers.has(each.awb));
    assert.equal(theirs.length, numbers.size);
    assert.equal(references.length, numbers.size, 'no order has two AWBs');
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${shop.server.child.pid}/status`, 'utf8'))[1]) / 1024;
    const printing = Date.now();
    const sheets = await api.post('/print', { orders: ids.slice(500), papers: ['transport_sheets', 'labels'] });
    const printed = (Date.now() - printing) / 1000;
    assert.equal(pagesOf(sheets), 1000);
    // As a task, which says how far it is, and whose document stays for who fetches it later.
    const task = await api.post('/bulk', { action: 'print', orders: ids.slice(500), print: { papers: ['labels'] } });
    assert.equal(task.total, 500);
    await assert.rejects(api.get(`/bulk/${task.id}/papers.pdf`), { code: 'not_done' });
    const seen = new Set();
    await until(async () => { const view = await api.get(`/bulk/${task.id}`); seen.add(view.done); return view.state === 'done'; }, 'the labels', 60_000);
    assert.ok(seen.size > 2, `progress is said: ${[...seen]}`);
    for (const time of ['first', 'second']) assert.equal(pagesOf(await api.get(`/bulk/${task.id}/papers.pdf`)), 500, time);
    await assert.rejects(api.post('/bulk', { action: 'print', filter: 'period=today', print: { papers: ['labels'] } }), { field: 'filter' });
    await assert.rejects(api.post('/bulk', { action: 'print', orders: ids.slice(0, 1) }), { field: 'print.papers' });
    t.diagnostic(`500 transport sheets and 500 labels as one PDF in ${printed.toFixed(1)} s, ${(sheets.length / 1e6).toFixed(1)} MB`);
    t.diagnostic(`${outcome.length} orders in ${took.toFixed(1)} s, ${failed.length} refused, ${peak.toFixed(0)} MB at most`);
  });
});
