// Terms run over a weekend on which the clocks go back, while the program is killed at any moment: each alert is raised in its hour, once,
// and who wants to hear of it does.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { MovedClock } from '../lib/clock.mjs';
import { startSandbox } from '../lib/sandbox.mjs';
import { Api, engines, once, orderOf, Place, Server, signedIn, until } from '../lib/shop.mjs';

const hour = 3_600_000, quarter = hour / 4;
/** A Friday evening; on Sunday the 25th, 4:00 is 3:00 again. Twenty-eight real hours later it is not midnight but 23:00. */
const friday = Date.parse('2026-10-23T18:00:00Z');
const rule = { name: 'Nepreluată', active: true, begins: ['new'], ends: ['taken'], payment_methods: [], delivery_methods: [], counties: [], term: 48, unit: 'hours', audience: 'operators', escalate_hours: 0 };
const count = 8;

for (const engine of engines) describe(`alerts through kills on ${engine}`, () => {
  const orders = [];
  let sandbox, place, clock, server, api, made;
  before(async () => {
    sandbox = await startSandbox();
    place = new Place(engine);
    clock = new MovedClock(place.folder);
    place.env = clock.env;
    clock.set(friday - hour);
    place.run('seed', '--demo');
    const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
    server = await new Server(place, { sandbox: false, env: { TARABA_JOB_LEASE_SECONDS: '3' } }).start();
    api = new Api(server.base, key);
    await api.patch('/shop', { settings: { mail: { url: sandbox.mail, from: 'a@b.ro', require_tls: false } } });
    for (const status of await api.all('/statuses')) if (status.alert_hours > 0) await api.patch(`/statuses/${status.id}`, { alert_hours: 0 });
    await (await signedIn({ server }, 'operator@demo.example')).post('/me/alerts', { by_mail: 'each', phone: '' });
    // What the demo shop has waiting for longer is not looked at here.
    for (const { id } of await api.all('/orders?order_status=new')) await api.post(`/orders/${id}/status`, { status: 'taken' });
    made = await api.post('/watch-rules', rule);
    for (let i = 0; i < count; ++i) {
      clock.set(friday + i * quarter);
      orders.push({ ...await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]])), due: friday + i * quarter + 48 * hour });
    }
  });
  after(async () => { await server?.stop(); await sandbox?.stop(); place?.remove(); });

  const raised = async (order) => (await api.all(`/orders/${order.id}/events`)).filter((each) => each.kind === 'alert_raised' && each.changes[0].to === rule.name);
  const again = async () => { await server.kill(); await server.start(); };

  test('nothing is raised before its hour, whatever the clocks on the walls say', async () => {
    for (const at of [friday + 28 * hour, friday + 47 * hour, friday + 48 * hour - 60_000]) {
      clock.set(at);
      await pause(700);
      await again();
    }
    await pause(1500);
    for (const order of orders) assert.deepEqual(await raised(order), []);
  });

  /** The terms pass, and each time the program is killed soon after; until every order has its alert. */
  const pass = once(async () => {
    for (let i = 0; i < count; ++i) {
      clock.set(friday + 48 * hour + i * quarter + 60_000);
      await pause(50 + (i * 389) % 1300);
      await again();
    }
    clock.set(friday + 52 * hour);
    for (const order of orders) await until(async () => (await raised(order)).length > 0, `the alert of ${order.number}`, 30_000);
  });
  const open = async () => (await api.get('/notices?limit=200')).items.filter((each) => each.kind === `term_passed:${made.id}`);

  test('killed time and again while the terms pass', async () => {
    await pass();
    await again();
    clock.set(friday + 53 * hour);
    await pause(1500);
    for (const order of orders) {
      const found = await raised(order);
      assert.equal(found.length, 1, `order ${order.number}`);
      assert.ok(Date.parse(found[0].at) >= order.due, `${found[0].at} is before ${new Date(order.due).toISOString()}`);
    }
    assert.deepEqual((await open()).map((each) => each.order_id).sort(), orders.map((each) => each.id).sort());
  });

  test('who wants to hear of each has heard of each', async () => {
    await pass();
    const letters = async () => (await sandbox.mails()).filter((each) => JSON.stringify(each).includes('operator@demo.example')).map((each) => JSON.stringify(each));
    await until(async () => { const all = await letters(); return orders.every((order) => all.some((each) => each.includes(`#${order.number}`))); }, 'a letter for each alert', 30_000);
  });

  test('what cures it ends it, through a kill as well', async () => {
    await pass();
    await api.post(`/orders/${orders[0].id}/status`, { status: 'taken' });
    await again();
    const left = await open();
    assert.equal(left.length, count - 1);
    assert.ok(!left.some((each) => each.order_id === orders[0].id));
  });
});
