// The program is killed in the middle, many times. What was acknowledged is there; nothing is done twice.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../lib/sandbox.mjs';
import { Api, engines, orderOf, Place, Refused, Server, until } from '../lib/shop.mjs';

const rounds = 12;
const killSoon = { TARABA_JOB_LEASE_SECONDS: '3' };

async function shopWith(engine, sandbox, invoice_rule) {
  const place = new Place(engine);
  place.run('seed', '--demo');
  const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
  const server = await new Server(place, { sandbox: false, env: killSoon }).start();
  const api = new Api(server.base, key);
  await api.patch('/shop', { settings: { invoice_rule, mail: { url: sandbox.mail, from: 'a@b.ro', require_tls: false } } });
  await api.call('PUT', '/couriers/fan', { mode: 'live', credentials: { client_id: '1', username: 'u', password: 'p' }, endpoints: { base: `${sandbox.url}/fan` } });
  return { place, server, api };
}

for (const engine of engines) describe(`killed on ${engine}`, () => {
  let sandbox;
  before(async () => { sandbox = await startSandbox(); });
  after(() => sandbox?.stop());

  test('during placement: every acknowledged order is there, with its jobs, its invoice and its stock', async () => {
    const { place, server, api } = await shopWith(engine, sandbox, 'at_placement');
    const acknowledged = new Map(), open = new Map();
    const sold = [['CAR-BUC-01', 1], ['ALI-CEA-05', 2]];
    const product = (await api.all('/products')).find((each) => each.sku === 'CAR-BUC-01');
    await api.post(`/products/${product.id}/stock-movements`, { quantity: '5000', reason: 'recepție' });
    const tea = (await api.all('/products')).find((each) => each.sku === 'ALI-CEA-05');
    await api.post(`/products/${tea.id}/stock-movements`, { quantity: '5000', reason: 'recepție' });
    const reservedBefore = Object.fromEntries((await api.all('/products')).map((each) => [each.sku, Number(each.reserved)]));

    for (let round = 0; round < rounds; ++round) {
      let dead = false;
      const work = async () => {
        while (!dead) {
          const key = randomUUID();
          open.set(key, true);
          try {
            const placed = await api.post('/checkout/orders', orderOf(sold, { customer: { name: 'Ion', email: `${key.slice(0, 6)}@x.ro`, phone: '0722123456' } }), { 'Idempotency-Key': key });
            acknowledged.set(key, placed.id);
            open.delete(key);
          } catch (error) {
            if (error instanceof Refused) throw error;
            return; // the program is gone
          }
        }
      };
      const workers = Array.from({ length: 6 }, work), so_far = acknowledged.size;
      await until(() => acknowledged.size > so_far + 5, 'orders to come in', 30_000); // however slow the machine is
      await pause(Math.random() * 250);
      await server.kill();
      dead = true;
      await Promise.all(workers);
      await server.start();
    }
    assert.ok(acknowledged.size > rounds * 5, `${acknowledged.size} were acknowledged`);
    // What was never answered is asked again, with its key: it is there once, whatever happened.
    for (const key of open.keys()) {
      const placed = await api.post('/checkout/orders', orderOf(sold, { customer: { name: 'Ion', email: `${key.slice(0, 6)}@x.ro`, phone: '0722123456' } }), { 'Idempotency-Key': key });
      acknowledged.set(key, placed.id);
    }
    const ids = new Set(acknowledged.values());
    assert.equal(ids.size, acknowledged.size);
    const orders = (await api.all('/orders?q=ion&order_status=new')).filter((each) => each.customer.name === 'Ion');
    assert.deepEqual(new Set(orders.map((each) => each.id)), ids);

    const numbers = place.query("SELECT number FROM invoices WHERE series = 'TRB' ORDER BY number").map(([number]) => Number(number));
    assert.deepEqual(numbers, numbers.map((_, i) => i + 1), 'invoice numbers have no gap and no double');
    const invoiced = new Set(place.query("SELECT order_id FROM invoices WHERE kind = 'invoice'").map(([id]) => id));
    for (const id of ids) assert.ok(invoiced.has(id), `the order ${id} has its invoice`);
    const reserved = Object.fromEntries((await api.all('/products')).map((each) => [each.sku, Number(each.reserved)]));
    assert.equal(reserved['CAR-BUC-01'] - reservedBefore['CAR-BUC-01'], ids.size);
    assert.equal(reserved['ALI-CEA-05'] - reservedBefore['ALI-CEA-05'], 2 * ids.size);
    await until(() => Number(place.query("SELECT count(*) FROM jobs WHERE state = 'ready' AND kind = 'order_message'")[0][0]) === 0, 'all mails to go out', 90_000);
    const mailed = new Set(place.query("SELECT order_id FROM messages WHERE template = 'order_placed' AND state = 'sent'").map(([id]) => id));
    for (const id of ids) assert.ok(mailed.has(id), `the order ${id} was confirmed by mail`);
    assert.match(place.run('verify', 'audit'), /whole/);
    await server.stop();
    place.remove();
  });

  test('while sending to the courier: each order ends with exactly one AWB', async () => {
    const { place, server, api } = await shopWith(engine, sandbox, 'on_status');
    const ids = [];
    for (let round = 0; round < rounds; ++round) {
      const batch = await Promise.all([1, 2, 3, 4].map(() => api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]))));
      await sandbox.fault('fan.create', round % 2 === 0 ? 'slow_after' : 'slow_before', 2, 150);
      await api.post('/shipments', { orders: batch.map((each) => each.id) });
      ids.push(...batch.map((each) => each.id));
      await pause(Math.random() * 160);
      await server.kill();
      await server.start();
    }
    await sandbox.fault('fan.create', 'none', 0);
    await until(async () => {
      const views = await Promise.all(ids.map((id) => api.get(`/orders/${id}`)));
      return views.every((each) => each.shipments.length === 1 && each.shipments[0].state === 'registered');
    }, 'every AWB', 120_000);
    const awbs = await sandbox.awbs(), byReference = new Map();
    for (const awb of awbs) byReference.set(awb.reference, [...(byReference.get(awb.reference) ?? []), awb.awb]);
    for (const id of ids) {
      const { shipments: [shipment] } = await api.get(`/orders/${id}`);
      const reference = [...byReference.keys()].find((each) => each.endsWith(`-${shipment.id}`));
      assert.deepEqual(byReference.get(reference), [shipment.awb_number], `the order ${id}`);
    }
    await server.stop();
    place.remove();
  });

  test('however a courier call fails, there is exactly one AWB', async () => {
    const { place, server, api } = await shopWith(engine, sandbox, 'on_status');
    for (const [fault, wait] of [['error_after', 0], ['html', 0], ['error', 0], ['token_expired', 0], ['slow_after', 18_000]]) {
      const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
      await sandbox.fault('fan.create', fault, 1, wait);
      await api.post(`/orders/${placed.id}/shipments`, {});
      const view = await until(async () => {
        const each = await api.get(`/orders/${placed.id}`);
        return each.shipments[0].state === 'registered' && each;
      }, `the AWB after ${fault}`, 60_000);
      const own = (await sandbox.awbs()).filter((each) => each.reference.endsWith(`-${view.shipments[0].id}`));
      assert.deepEqual(own.map((each) => each.awb), [view.shipments[0].awb_number], fault);
    }
    const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await sandbox.fault('fan.create', 'refuse', 1);
    await api.post(`/orders/${placed.id}/shipments`, {});
    const refused = await until(async () => (await api.get(`/orders/${placed.id}`)).shipments.find((each) => each.state === 'failed'), 'the refusal to show');
    assert.match(refused.error, /Localitatea nu există/);
    await api.post(`/shipments/${refused.id}/retry`, {});
    await until(async () => (await api.get(`/orders/${placed.id}`)).shipments[0].state === 'registered', 'the AWB after the retry');
    await server.stop();
    place.remove();
  });

  test('SIGTERM finishes the requests under way and leaves no job behind a lease', async () => {
    const { place, server, api } = await shopWith(engine, sandbox, 'on_status');
    const tea = (await api.all('/products')).find((each) => each.sku === 'ALI-CEA-05');
    await api.post(`/products/${tea.id}/stock-movements`, { quantity: '20000', reason: 'recepție' });
    const broken = [];
    let acknowledged = 0;
    const work = async () => {
      for (;;) {
        try {
          await api.post('/checkout/orders', orderOf([['ALI-CEA-05', 1]]));
          ++acknowledged;
        } catch (error) {
          if (error.cause?.code === 'ECONNREFUSED' || error.cause?.code === 'UND_ERR_SOCKET' || error.cause?.code === 'ECONNRESET') return;
          broken.push(`${error}`);
          return;
        }
      }
    };
    const workers = Array.from({ length: 4 }, work);
    await pause(400);
    const { code } = await server.stop();
    await Promise.all(workers);
    assert.equal(code, 0);
    assert.deepEqual(broken, []);
    const placed = Number(place.query("SELECT count(*) FROM audit_events WHERE kind = 'order_placed' AND address <> ''")[0][0]);
    assert.equal(placed, acknowledged);
    assert.equal(Number(place.query("SELECT count(*) FROM jobs WHERE owner <> '' AND state = 'ready'")[0][0]), 0);
    place.remove();
  });
});
