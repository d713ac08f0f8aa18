// What people of the shop did: found by person and day, in pages and as a file; buyers, machines and couriers are not in it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demoShop, engines, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`activity on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());

  const all = async (query) => {
    const items = [];
    for (let cursor = ''; cursor !== undefined;) {
      const page = await api.get(`/activity?limit=150&${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      items.push(...page.items);
      cursor = page.next_cursor;
    }
    return items;
  };

  test('every page together is what the books hold, once, newest first', async () => {
    const [[held]] = shop.place.query("SELECT count(*) FROM audit_events WHERE actor_kind = 'operator'");
    const deeds = await all('from=2020-01-01');
    assert.ok(deeds.length > 300);
    assert.equal(deeds.length, Number(held));
    assert.equal(new Set(deeds.map((each) => `${each.subject} ${each.seq}`)).size, deeds.length);
    assert.ok(deeds.every((each, i) => i === 0 || each.at <= deeds[i - 1].at));
    const [moved] = deeds.filter((each) => each.kind === 'status_changed');
    assert.equal((await api.get(`/orders/${moved.subject.slice(6)}`)).number, moved.order_number);
  });

  test('one person, some days', async () => {
    const deeds = await all('from=2020-01-01'), mine = await all(`from=2020-01-01&person=${encodeURIComponent('Mihai Pop')}`);
    assert.deepEqual(mine, deeds.filter((each) => each.actor === 'Mihai Pop'));
    const day = (at) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Bucharest' }).format(new Date(at));
    const some = day(deeds[Math.floor(deeds.length / 2)].at);
    assert.deepEqual(await all(`from=${some}&to=${some}`), deeds.filter((each) => day(each.at) === some));
    for (const [query, field] of [['from=2026-02-01&to=2026-01-01', 'from'], ['from=x', 'from'], ['cursor=x', 'cursor'], ['cursor=1.x.y', 'cursor'], ['limit=0', 'limit']])
      await assert.rejects(api.get(`/activity?${query}`), { field }, query);
  });

  test('as a file, a line a deed', async () => {
    const deeds = await all('from=2020-01-01');
    const lines = (await api.get('/activity.csv?from=2020-01-01')).toString('utf8').split('\r\n').filter(Boolean);
    assert.equal(lines.length, deeds.length + 1);
    assert.ok(lines[0].startsWith('\ufeffLa,Cine,'), lines[0]);
    assert.ok(lines[1].includes(deeds[0].actor));
  });

  test('all records are verified on demand, and every night', async () => {
    const checks = async () => (await api.get('/trail-checks')).items;
    await until(async () => (await checks()).every((each) => each.finished_at), 'the nightly one');
    const begun = await api.post('/trail-checks');
    await assert.rejects(async () => { await api.post('/trail-checks'); await api.post('/trail-checks'); }, { code: 'under_way' });
    const check = await until(async () => (await checks()).find((each) => each.id === begun.id && each.finished_at), 'the end', 60_000);
    const [[trails]] = shop.place.query('SELECT count(*) FROM audit_heads');
    assert.deepEqual([check.wrong_count, check.wrong, check.walk], [0, [], 'done']);
    assert.ok(Math.abs(check.trails - Number(trails)) < 5, `${check.trails} of ${trails}`);
  });

  test('a person’s own deed is there at once, with where it came from', async () => {
    const session = await fetch(`${shop.server.base}/api/v1/staff/sign-in`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'taraba' }, body: JSON.stringify({ shop: 'demo', email: 'admin@demo.example', password: 'taraba-demo-2026' }) });
    const cookie = session.headers.get('set-cookie').split(';')[0];
    const [order] = await api.all('/orders?order_status=new');
    const tagged = await fetch(`${shop.server.base}/api/v1/orders/${order.id}/tags`, { method: 'POST', headers: { Cookie: cookie, 'Content-Type': 'application/json', 'X-Requested-With': 'taraba' }, body: JSON.stringify({ tag: 'urgent' }) });
    assert.ok(tagged.ok, `${tagged.status}`);
    const { items: [deed] } = await api.get('/activity?limit=1');
    assert.deepEqual([deed.kind, deed.order_number, deed.actor, deed.address], ['tag_added', order.number, 'Ana Ionescu', '127.0.0.1']);
  });
});
