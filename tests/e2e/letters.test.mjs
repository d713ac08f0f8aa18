// Letters as they reach a mail server: well formed, signed for the shop's domain, and not in bursts.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { demoShop, engines, orderOf, until } from '../lib/shop.mjs';

/** What another program says of a letter's signature, given the record that the panel shows. */
function verified(letter, record) {
  const script = 'import dkim,os,sys; print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, timeout=5: os.environ["RECORD"].encode() if name.decode().rstrip(".") == os.environ["NAME"] else None))';
  return execFileSync('/usr/bin/python3', ['-c', script], { input: letter.replaceAll(/\r?\n/g, '\r\n'), env: { ...process.env, RECORD: record.record, NAME: record.record_name } }).toString().trim() === 'True';
}

for (const engine of engines) describe(`letters on ${engine}`, () => {
  let shop, api, statuses;
  before(async () => { shop = await demoShop(engine); api = shop.api; statuses = await api.all('/statuses'); });
  after(() => shop?.close());

  const mails = async () => (await fetch(`${shop.server.base}/sandbox/mails`)).json();
  const place = () => api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
  const letter = (order, template = 'order_placed') => until(async () => (await api.get(`/orders/${order.id}`)).messages.find((each) => each.template === template && each.channel === 'email' && each.state === 'sent'), `the letter ${template}`);
  const arrived = ({ id }) => until(async () => (await mails()).find((each) => each.data.includes(`Message-ID: <${id}.`)), 'the letter');

  test('signed by a key made in the panel, as another program finds', async () => {
    assert.equal((await api.get('/mail-signing')).selector, '');
    const plain = await place();
    assert.ok(!(await arrived(await letter(plain))).data.includes('DKIM-Signature'));
    for (const selector of ['', 'A b', '-x', 'x'.repeat(64)]) await assert.rejects(api.post('/mail-signing', { selector }), { field: 'selector' });
    const signing = await api.post('/mail-signing', { selector: 'taraba' });
    assert.match(signing.record_name, /^taraba\._domainkey\.[a-z.-]+$/);
    assert.deepEqual(await api.get('/mail-signing'), signing);
    const order = await place();
    const { data } = await arrived(await letter(order));
    assert.ok(data.startsWith('DKIM-Signature: v=1; a=rsa-sha256;'));
    assert.ok(verified(data, signing));
    for (const [from, to] of [['Subject: ', 'Subject: x'], ['</html>', 'x</html>'], ['To: <', 'To: <x']])
      assert.ok(!verified(data.replace(from, to), signing), `changed ${from}`);
    // Another key, another record.
    const renewed = await api.post('/mail-signing', { selector: 'taraba' });
    assert.notEqual(renewed.record, signing.record);
    assert.ok(!verified(data, renewed));
    await api.delete('/mail-signing');
    assert.equal((await api.get('/mail-signing')).selector, '');
    assert.ok(!JSON.stringify(await api.all('/jobs')).includes('PRIVATE KEY'));
  });

  test('an offer goes only to who agreed, with a way out that one POST takes', async () => {
    const offer = { code: 'review', channel: 'email', language: 'ro', subject: 'Cum vi se pare {{order_number}}?', body: 'Spuneți-ne.', attachments: [], active: true, conditions: { offer: true } };
    await assert.rejects(api.post('/message-templates', { ...offer, channel: 'sms' }), { field: 'conditions.offer' });
    await api.post('/message-templates', offer);
    const email = 'oferte@exemplu.ro', buyer = { customer: { name: 'Oana Ofertă', email, phone: '0722 111 222' } };
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], buyer));
    const ask = async () => { await api.post(`/orders/${order.id}/messages`, { template: 'review', channel: 'email' }); };
    const reviews = async () => (await api.get(`/orders/${order.id}`)).messages.filter((each) => each.template === 'review');
    await ask();
    const [refused] = await until(async () => { const all = await reviews(); return all[0]?.state === 'failed' && all; }, 'the offer to be refused');
    assert.match(refused.error, /not agreed/);

    const below = `${shop.server.base}/s/demo/api/v1/account`, headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'taraba' };
    const account = (path, body, more = {}) => fetch(`${below}/${path}`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
    await account('link', { email });
    const token = await until(async () => (await mails()).map((each) => each.data.includes(`To: <${email}>`) && /account\?token=3D([\w-]+(?:=\r?\n[\w-]+)*)/.exec(each.data)?.[1].replaceAll(/=\r?\n/g, '')).filter(Boolean).at(-1), 'the link');
    const Cookie = (await account('sign-in', { token })).headers.get('set-cookie').split(';')[0];
    assert.equal((await account('profile', { name: 'Oana Ofertă', phone: '0722 111 222', language: 'ro', news: true }, { Cookie })).status, 200);

    await ask();
    const sent = await until(async () => (await reviews()).find((each) => each.state === 'sent'), 'the offer');
    const { data } = await arrived(sent);
    const [, way] = /^List-Unsubscribe: <(\S+)>\r?$/m.exec(data);
    assert.match(data, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    assert.ok(sent.body.includes(way));
    const here = new URL(way), door = shop.server.base + here.pathname + here.search;
    assert.equal((await fetch(door)).status, 200); // looking changes nothing
    assert.equal((await fetch(door.slice(0, -2), { method: 'POST' })).status, 403);
    const click = () => fetch(door, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
    assert.equal((await click()).status, 204);
    assert.equal((await click()).status, 204);
    await ask();
    await until(async () => (await reviews()).filter((each) => each.state === 'failed').length === 2, 'no more offers');
    // What an order needs still goes.
    await letter(await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], buyer)));
  });

  test('the third letter within minutes waits for the fourth, and a person may send both at once', async () => {
    const order = await place();
    await letter(order);
    const message = (template) => until(async () => (await api.get(`/orders/${order.id}`)).messages.find((each) => each.template === template && each.channel === 'email'), template);
    for (const template of ['order_taken', 'order_shipped', 'order_delivered'])
      assert.ok(statuses.some((each) => each.messages.includes(template)), template);
    await api.post(`/orders/${order.id}/messages`, { template: 'order_taken' });
    await letter(order, 'order_taken');
    const enter = async (template) => {
      const to = statuses.find((each) => each.messages.includes(template));
      await api.post(`/orders/${order.id}/status`, { status: to.code, reason: 'probă' });
    };
    await enter('order_taken');
    const waiting = await until(async () => (await api.get(`/orders/${order.id}`)).messages.find((each) => each.gather_until), 'the letter that waits');
    assert.equal(waiting.state, 'waiting');
    const wait = new Date(waiting.gather_until) - Date.now();
    assert.ok(wait > 9 * 60_000 && wait <= 10 * 60_000, String(wait));
    await enter('order_shipped');
    const joined = await message('order_shipped');
    await until(async () => (await message('order_shipped')).sent_with, 'the fourth letter');
    await api.post(`/messages/${waiting.id}/resend`);
    await until(async () => (await api.get(`/orders/${order.id}`)).messages.every((each) => each.channel === 'sms' || each.state === 'sent'), 'all letters');
    const after = (await api.get(`/orders/${order.id}`)).messages;
    const carrier = after.find((each) => each.id === waiting.id);
    assert.equal(carrier.subject, joined.subject);
    assert.ok(carrier.body.includes(joined.body));
    assert.equal((await mails()).filter((each) => each.data.includes(`Message-ID: <${waiting.id}.`)).length, 1);
    assert.equal((await mails()).filter((each) => each.data.includes(`Message-ID: <${joined.id}.`)).length, 0);
    await assert.rejects(api.patch('/shop', { settings: { mail: { gather_minutes: -1 } } }), { field: 'settings.mail.gather_minutes' });
  });
});
