// Text messages by every gateway: sent once, reported, quiet at night, stopped by the buyer, found in the log.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bani, changeFor, demoShop, engines, lei, orderOf, until } from '../lib/shop.mjs';

const gateways = {
  smso: { api_key: 'secret-word', sender: '4' },
  smslink: { connection_id: 'C', password: 'secret-word' },
  twilio: { account_sid: 'AC1', auth_token: 'secret-word', from: '+40720000000' },
};

for (const engine of engines) describe(`text messages on ${engine}`, () => {
  let shop, api, base;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    base = shop.server.base;
    for (const [gateway, credentials] of Object.entries(gateways)) {
      const account = await api.call('PUT', `/sms-gateways/${gateway}`, { mode: 'live', credentials, endpoints: { base: `${base}/${gateway}` } });
      assert.equal(account.set_up, true);
      assert.ok(!JSON.stringify(account).includes('secret-word'));
      if (gateway === 'smslink') await fetch(`${base}/sandbox/sms/report-url`, { method: 'POST', body: JSON.stringify({ url: account.report_url }) });
    }
  });
  after(() => shop?.close());

  const caught = async () => (await fetch(`${base}/sandbox/sms`)).json();
  // The number as a word of its own: the link's address and token have digits too.
  const caughtAbout = async (order) => (await caught()).filter((each) => each.text.split(/\s+/).some((word) => word.replace(/\W+$/, '') === String(order.number)));
  const fault = (call, fault, times = 1) => fetch(`${base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call, fault, times, wait_ms: 500 }) });
  const place = (phone = '0722 123 456') => api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { payment_method: 'bank_transfer', customer: { name: 'Ioana Țurcanu', email: 'ioana@exemplu.ro', phone } }));
  const sendLink = (order, channel = 'sms') => api.post(`/orders/${order.id}/messages`, { template: 'payment_link', channel });
  const message = async (order) => (await api.get(`/orders/${order.id}`)).messages.filter((each) => each.channel === 'sms').at(-1);
  const becomes = (order, holds, what) => until(async () => { const now = await message(order); return now && holds(now) && now; }, what);
  const settings = (sms) => api.patch('/shop', { settings: { sms } });
  const sendBy = (gateway) => settings({ gateway, part_price: lei('0.25'), quiet_from: '', quiet_to: '', keep_diacritics: false });

  for (const gateway of Object.keys(gateways)) describe(gateway, () => {
    before(() => sendBy(gateway));

    test('the account works without sending', async () => {
      const had = (await caught()).length;
      await api.post(`/sms-gateways/${gateway}/check`);
      assert.equal((await caught()).length, had);
    });

    test('the link to pay goes to the phone, in plain letters, and is reported as arrived', async () => {
      const order = await place();
      await sendLink(order);
      const sent = await becomes(order, (each) => each.fate === 'delivered', 'the report');
      assert.equal(sent.state, 'sent');
      assert.equal(sent.recipient, '+40722123456');
      assert.equal(bani(sent.cost), 25n * BigInt(sent.parts));
      const [there] = await caughtAbout(order);
      assert.equal(there.gateway, gateway);
      assert.match(there.to, /^(\+4)?0722123456$/);
      assert.match(there.text, /^[\x20-\x7e]+$/);
      // The short link leads to the order's page.
      const [link] = /http\S+/.exec(there.text);
      const page = await fetch(link, { redirect: 'manual' });
      assert.equal(page.status, 302);
      assert.match(page.headers.get('location'), new RegExp(`/orders/${order.id}\\?t=`));
      const wrong = await fetch(`${link.slice(0, -1)}${link.at(-1) === 'A' ? 'B' : 'A'}`, { redirect: 'manual' });
      assert.ok(!wrong.headers.get('location').includes(order.id));
    });

    test('a phone that cannot be reached is shown, with the time', async () => {
      const order = await place('0722 123 400');
      await sendLink(order);
      const sent = await becomes(order, (each) => each.fate === 'undelivered', 'the report');
      assert.ok(sent.fate_at);
      const trail = await api.get(`/orders/${order.id}/events`);
      assert.ok(JSON.stringify(trail).includes('message_undelivered'));
    });

    test('refused: said in its words, sent again by hand', async () => {
      await fault(`${gateway}.send`, 'refuse');
      const order = await place();
      await sendLink(order);
      const failed = await becomes(order, (each) => each.state === 'failed', 'the refusal');
      assert.match(failed.error, /not valid|Invalid/);
      await api.post(`/messages/${failed.id}/resend`);
      await becomes(order, (each) => each.state === 'sent', 'the second try');
    });

    test('no clear answer: not sent twice by itself', async () => {
      await fault(`${gateway}.send`, 'error_after');
      const order = await place();
      await sendLink(order);
      await becomes(order, (each) => each.state === 'failed', 'the doubt');
      await new Promise((done) => setTimeout(done, 3_000));
      assert.equal((await caughtAbout(order)).length, 1);
    });
  });

  describe('by any gateway', () => {
    before(() => sendBy('smso'));

    test('a report from who was not told the address changes nothing', async () => {
      const order = await place();
      await sendLink(order);
      const sent = await becomes(order, (each) => each.fate === 'delivered', 'the report');
      const { report_url } = (await api.get('/sms-gateways')).items.find((each) => each.traits.name === 'smso');
      const body = JSON.stringify({ responseToken: 'x', status: 'undelivered' });
      assert.equal((await fetch(`${report_url.slice(0, -2)}xx`, { method: 'POST', body })).status, 403);
      assert.equal((await fetch(report_url, { method: 'POST', body: '{"no":1}' })).status, 400);
      assert.equal((await fetch(report_url, { method: 'POST', body })).status, 503);
      assert.equal((await message(order)).fate, sent.fate);
      const twilio = (await api.get('/sms-gateways')).items.find((each) => each.traits.name === 'twilio').report_url;
      const form = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': 'AAAA' }, body: 'MessageSid=SM1&MessageStatus=failed' };
      assert.equal((await fetch(twilio, form)).status, 403);
    });

    test('a telephone in the house gets none, and it is said', async () => {
      const order = await place('0264 123 456');
      await sendLink(order);
      const failed = await becomes(order, (each) => each.state === 'failed', 'the refusal');
      assert.match(failed.error, /mobile/);
      assert.equal((await caughtAbout(order)).length, 0);
    });

    test('quiet hours: it waits, and nothing is lost', async (t) => {
      const clock = (minutes) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Bucharest', hour: '2-digit', minute: '2-digit' }).format(new Date(Date.now() + minutes * 60_000));
      await changeFor(t, api, '/shop', { settings: { sms: { quiet_from: clock(-5), quiet_to: clock(60) } } });
      const order = await place();
      await sendLink(order);
      const waiting = await becomes(order, (each) => each.state === 'waiting', 'the message');
      const [job] = await until(async () => { const { jobs } = await api.get(`/orders/${order.id}`); const later = jobs.filter((each) => each.kind === 'order_message' && new Date(each.run_at) > new Date(Date.now() + 50 * 60_000)); return later.length > 0 && later; }, 'the job after the quiet hours');
      assert.ok(new Date(job.run_at) <= new Date(Date.now() + 61 * 60_000));
      assert.equal((await caughtAbout(order)).length, 0);
      await settings({ quiet_from: '', quiet_to: '' });
      await api.post(`/messages/${waiting.id}/resend`);
      await becomes(order, (each) => each.state === 'sent', 'the message');
    });

    test('what a text will take is said while it is written', async (t) => {
      const preview = (body) => api.post('/message-templates/preview', { channel: 'sms', subject: '', body });
      const plain = await preview('a'.repeat(161));
      assert.deepEqual([plain.sms.encoding, plain.sms.parts, plain.cost.amount], ['gsm7', 2, '0.50']);
      assert.equal((await preview('Știri')).sms.encoding, 'gsm7');
      await changeFor(t, api, '/shop', { settings: { sms: { keep_diacritics: true } } });
      const marked = await preview('Știri');
      assert.deepEqual([marked.sms.encoding, marked.text], ['ucs2', 'Știri']);
      await settings({ keep_diacritics: false });
      await api.post('/message-templates/test', { channel: 'sms', subject: '', body: 'Probă', to: '0733 111 222' });
      assert.ok((await caught()).some((each) => each.text === 'Proba' && each.to.includes('733111222')));
      await assert.rejects(api.post('/message-templates/test', { channel: 'sms', subject: '', body: 'x', to: '123' }), { field: 'to' });
    });

    test('the log finds messages by order, by phone, by what did not go', async () => {
      const order = await place('0744 555 666');
      await sendLink(order);
      await sendLink(order, 'email');
      await becomes(order, (each) => each.state === 'sent', 'the message');
      const byOrder = (await api.get(`/messages?q=${order.number}`)).items;
      assert.ok(byOrder.some((each) => each.channel === 'sms') && byOrder.every((each) => each.order_number === order.number));
      assert.deepEqual((await api.get('/messages?channel=sms&q=%2B40744')).items.map((each) => each.order_number), [order.number]);
      assert.ok((await api.get('/messages?state=failed&channel=sms')).items.every((each) => each.state === 'failed'));
      const all = await api.all('/messages?channel=sms');
      assert.equal(new Set(all.map((each) => each.id)).size, all.length);
    });

    test('a text goes by itself only where its conditions hold; a person may send it anyway', async (t) => {
      const template = (await api.all('/message-templates')).find((each) => each.code === 'order_placed' && each.language === 'ro');
      await changeFor(t, api, `/message-templates/${template.id}`, { conditions: { payment_methods: ['cash_on_delivery'], min_total: lei('50.00') } });
      const mails = async (order) => (await api.get(`/orders/${order.id}`)).messages.filter((each) => each.template === 'order_placed');
      const transfer = await place();
      const cash = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
      await until(async () => (await mails(cash)).length === 1, 'the letter');
      await until(async () => (await api.get(`/orders/${transfer.id}`)).jobs.every((each) => each.kind !== 'order_message'), 'the jobs');
      assert.equal((await mails(transfer)).length, 0);
      await api.post(`/orders/${transfer.id}/messages`, { template: 'order_placed' });
      await until(async () => (await mails(transfer)).length === 1, 'the letter by hand');
    });

    test('an address that bounced gets nothing more until somebody says it may', async () => {
      await api.post('/mail-suppressions', { email: 'Ioana@Exemplu.ro', kind: 'bounce', detail: '550 no such user' });
      const order = await place();
      const failed = await until(async () => (await api.get(`/orders/${order.id}`)).messages.find((each) => each.channel === 'email' && each.state === 'failed'), 'the refusal');
      assert.match(failed.error, /550 no such user/);
      assert.deepEqual((await api.get('/mail-suppressions')).items.map((each) => each.email), ['ioana@exemplu.ro']);
      await api.delete('/mail-suppressions/ioana@exemplu.ro');
      await api.post(`/messages/${failed.id}/resend`);
      await until(async () => (await api.get(`/orders/${order.id}`)).messages.find((each) => each.id === failed.id).state === 'sent', 'the letter');
      await assert.rejects(api.delete('/mail-suppressions/ioana@exemplu.ro'), { code: 'not_found' });
      await assert.rejects(api.post('/mail-suppressions', { email: 'nu', kind: 'bounce', detail: '' }), { field: 'email' });
    });

    test('what is not acceptable names its field', async () => {
      await assert.rejects(settings({ gateway: 'pigeon' }), { field: 'settings.sms.gateway' });
      await assert.rejects(settings({ quiet_from: '25:00', quiet_to: '08:00' }), { field: 'settings.sms.quiet_from' });
      await assert.rejects(settings({ quiet_from: '21:00', quiet_to: '' }), { field: 'settings.sms.quiet_to' });
      await assert.rejects(settings({ part_price: lei('-1.00') }), { field: 'settings.sms.part_price' });
      await assert.rejects(api.call('PUT', '/sms-gateways/smso', { credentials: { wings: '2' } }), { field: 'credentials.wings' });
      await assert.rejects(api.call('PUT', '/sms-gateways/pigeon', {}), { code: 'not_found' });
    });
  });
});
