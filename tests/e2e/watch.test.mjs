// Alerts by the shop's own rules, on orders that have waited for long: raised once whatever restarts, worked off by people, over when cured.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demoShop, engines, once, until } from '../lib/shop.mjs';

const rule = { name: 'În așteptare de prea mult timp', active: true, begins: ['waiting'], ends: ['completed'], payment_methods: [], delivery_methods: [], counties: [], term: 1, unit: 'hours', audience: 'operators', escalate_hours: 0 };

for (const engine of engines) describe(`watch on ${engine}`, () => {
  let shop, api, order;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    // The seeded hours would raise alerts of their own.
    for (const status of await api.all('/statuses')) if (status.alert_hours > 0) await api.patch(`/statuses/${status.id}`, { alert_hours: 0 });
    // One that was seen last long ago.
    [order] = (await api.all('/orders?order_status=waiting')).sort((a, b) => a.number - b.number);
    assert.ok(order, 'the demo shop has an order on hold');
  });
  after(() => shop?.close());

  const alertsOf = async (made, query = '') => (await api.get(`/notices${query}`)).items.filter((each) => each.order_id === order.id && each.kind === `term_passed:${made.id}`);
  const trail = async () => (await api.get(`/orders/${order.id}/events`)).items;

  /** The rule, switched on; what it found, and what there is of it after a kill. */
  const raised = once(async () => {
    const made = await api.post('/watch-rules', rule);
    const found = await until(async () => { const all = await alertsOf(made); return all.length && all; }, 'the alert', 90_000);
    const listed = await api.all('/orders?alert=true');
    await shop.server.kill();
    await shop.server.start();
    return { made, found, listed, afterKill: await alertsOf(made) };
  });

  test('a rule is tried on history, and raises nothing before it is switched on', async () => {
    await assert.rejects(api.post('/watch-rules/try', { ...rule, begins: ['nothing'] }), { field: 'begins' });
    const name = 'Doar încercată', tried = await api.post('/watch-rules/try', { ...rule, name });
    assert.ok(tried.orders > 100 && tried.alerts >= tried.open && tried.open >= 1, JSON.stringify(tried));
    assert.ok(tried.numbers.includes(order.number));
    assert.deepEqual((await api.get('/notices')).items.filter((each) => each.details.includes(name)), []);
  });

  test('switched on, what has waited too long is found, once, through a kill', async () => {
    await assert.rejects(api.post('/watch-rules', { ...rule, term: 0 }), { field: 'term' });
    const { made, found: [alert], listed, afterKill } = await raised();
    await assert.rejects(api.call('PATCH', `/watch-rules/${made.id}`, { name: 'x' }, { 'If-Match': '"9"' }), { code: 'version_conflict' });
    assert.equal(alert.details, `#${order.number}: ${rule.name}`);
    assert.ok(listed.some((each) => each.id === order.id));
    assert.equal(afterKill.length, 1);
    assert.equal((await trail()).filter((each) => each.kind === 'alert_raised' && each.changes[0].to === rule.name).length, 1);
  });

  test('people take it on, put it aside, put it away; each is on record', async () => {
    const { made, found: [{ id }] } = await raised();
    await api.post(`/notices/${id}/assign`, { to: 'Ana Ionescu' });
    assert.equal((await api.get(`/orders/${order.id}`)).alerts.find((each) => each.id === id).assigned_to, 'Ana Ionescu');
    await assert.rejects(api.post(`/notices/${id}/snooze`, { until: '2020-01-01T00:00:00Z' }), { field: 'until' });
    await api.post(`/notices/${id}/snooze`, { until: new Date(Date.now() + 3_600_000).toISOString() });
    assert.deepEqual(await alertsOf(made), []);
    assert.equal((await alertsOf(made, '?snoozed=true')).length, 1);
    await assert.rejects(api.post(`/notices/${id}/dismiss`, { reason: ' ' }), { field: 'reason' });
    await api.post(`/notices/${id}/dismiss`, { reason: 'furnizorul a confirmat' });
    assert.deepEqual(await alertsOf(made, '?snoozed=true'), []);
    assert.ok((await api.get(`/orders/${order.id}`)).alerts.every((each) => each.id !== id));
    const kinds = (await trail()).map((each) => each.kind);
    for (const kind of ['alert_assigned', 'alert_snoozed', 'alert_dismissed']) assert.ok(kinds.includes(kind), kind);
  });

  test('a rule that is removed takes its alerts along', async () => {
    const other = await api.post('/watch-rules', { ...rule, name: 'Alta' });
    const own = async () => (await api.get('/notices')).items.filter((each) => each.kind === `term_passed:${other.id}`);
    await until(async () => (await own()).length, 'the alert of the other rule', 90_000);
    await api.delete(`/watch-rules/${other.id}`);
    await assert.rejects(api.get(`/watch-rules/${other.id}`), { code: 'not_found' });
    await until(async () => (await own()).length === 0, 'its alerts to go', 90_000);
  });
});
