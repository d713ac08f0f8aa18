// The server itself: limits, slow clients, static files, TLS, proxies, live events, throttling, descriptions.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Api, demoShop, orderOf, Server, until } from '../lib/shop.mjs';

/** Sends bytes and gives what comes back until the other side closes, or the time is up. */
function raw(port, pieces, limit = 15_000) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const start = Date.now();
    const end = () => { socket.destroy(); done({ text, ms: Date.now() - start }); };
    socket.on('data', (data) => { text += data; });
    socket.on('close', end);
    socket.on('error', end);
    setTimeout(end, limit).unref();
    (async () => { for (const piece of pieces) { if (typeof piece === 'number') await pause(piece); else socket.write(piece); } })();
  });
}

describe('the HTTP server', () => {
  let shop, base, port;
  before(async () => {
    shop = await demoShop('sqlite');
    ({ base, port } = shop.server);
  });
  after(() => shop?.close());

  /** Another server on the same data, for one test. */
  const instead = async (t, options, how) => {
    await shop.server.stop();
    const other = new Server(shop.place, options);
    t.after(async () => { await other.stop(); await shop.server.start(); });
    return other.start(how);
  };

  test('refuses heads and bodies that are too large, and what is no HTTP', async () => {
    assert.match((await raw(port, [`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`])).text, /^HTTP\/1\.1 431 /);
    assert.match((await raw(port, ['POST /api/v1/checkout/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n'])).text, /^HTTP\/1\.1 413 /);
    assert.match((await raw(port, ['nonsense\r\n\r\n'])).text, /^HTTP\/1\.1 400 /);
    assert.match((await raw(port, [`GET /${'x'.repeat(9_000)} HTTP/1.1\r\nHost: x\r\n\r\n`])).text, /^HTTP\/1\.1 4\d\d /);
    const chunked = ['POST /api/v1/checkout/quotes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', ...Array.from({ length: 40 }, () => `10000\r\n${'x'.repeat(65_536)}\r\n`)];
    assert.match((await raw(port, chunked)).text, /^HTTP\/1\.1 413 /);
    assert.equal((await fetch(`${base}/api/v1/orders`, { method: 'PUT' })).status, 405);
  });

  test('hundreds of slow and half-open clients do not starve the rest', async () => {
    const slow = Array.from({ length: 300 }, (_, i) => raw(port, i % 2 ? ['GET /hea', 60_000] : ['POST /api/v1/checkout/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{', 60_000], 14_000));
    await pause(300);
    const start = Date.now();
    for (let i = 0; i < 50; ++i) assert.equal((await shop.api.get('/orders?limit=1')).items.length, 1);
    assert.ok(Date.now() - start < 5_000);
    const ended = await Promise.all(slow.filter((_, i) => i % 2 === 1).slice(0, 20));
    assert.ok(ended.every(({ ms }) => ms < 13_500), 'a head that does not come is given up');
  });

  test('pages and scripts come compressed, with an ETag, and the API is described', async () => {
    const page = await fetch(`${base}/admin/`);
    assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
    const html = await page.text();
    const [, script] = /src="(\/admin\/assets\/[^"]+\.js)"/.exec(html);
    const first = await fetch(base + script, { headers: { 'Accept-Encoding': 'br' } });
    assert.equal(first.headers.get('content-encoding'), 'br');
    assert.match(first.headers.get('cache-control'), /immutable/);
    const again = await fetch(base + script, { headers: { 'If-None-Match': first.headers.get('etag') } });
    assert.equal(again.status, 304);
    assert.equal((await fetch(`${base}/admin/orders/123?x=1`)).status, 200); // the panel routes by itself
    assert.equal((await fetch(`${base}/admin/assets/nothing.js`)).status, 404);
    const document = await (await fetch(`${base}/api/v1/openapi.json`)).json();
    assert.equal(document.openapi, '3.1.0');
    for (const path of ['/api/v1/checkout/quotes', '/api/v1/checkout/orders', '/api/v1/orders', '/api/v1/orders/{id}', '/api/v1/orders/{id}/status', '/api/v1/orders/{id}/events', '/api/v1/orders/{id}/profit', '/api/v1/orders/{id}/shipments', '/api/v1/shipments/{id}/label.pdf',
      '/api/v1/orders/{id}/invoices', '/api/v1/invoices', '/api/v1/invoices/{id}.pdf', '/api/v1/invoices/{id}/storno', '/api/v1/orders/{id}/transport-sheet.pdf', ...['products', 'customers', 'statuses', 'delivery-methods', 'payment-methods', 'message-templates', 'staff', 'roles', 'api-keys'].flatMap((each) => [`/api/v1/${each}`, `/api/v1/${each}/{id}`])])
      assert.ok(document.paths[path], path);
    assert.match(await (await fetch(`${base}/api/docs`)).text(), /api-docs|docs\.js/);
  });

  test('refuses in the language of whoever asks', async () => {
    const refused = async (headers) => {
      const response = await fetch(`${base}/api/v1/orders`, { headers });
      assert.equal(response.status, 401);
      const problem = await response.json();
      assert.equal(problem.code, 'unauthenticated');
      return problem.detail;
    };
    const english = /^Sign in/;
    const romanian = /^Autentificați-vă/;
    assert.match(await refused({}), english);
    assert.match(await refused({ 'Accept-Language': 'ro-RO,ro;q=0.9,en;q=0.8' }), romanian);
    assert.match(await refused({ 'Accept-Language': 'de,en;q=0.7,ro;q=0.3' }), english);
    assert.match(await refused({ 'Accept-Language': 'fr' }), english);
    assert.match(await refused({ 'X-Language': 'ro', 'Accept-Language': 'en' }), romanian);
    assert.match(await refused({ 'X-Language': 'en', 'Accept-Language': 'ro' }), english);
    assert.match(await refused({ 'X-Language': 'xx', 'Accept-Language': 'ro' }), romanian);
  });

  test('a refused field is named beside the sentence, which holds the values as they are', async () => {
    const quote = async (body) => (await fetch(`${base}/s/demo/api/v1/checkout/quotes`, {
      method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'X-Language': 'ro' },
    })).json();
    const line = await quote({ lines: [{ sku: 'CAF-ESP-01' }] });
    assert.deepEqual([line.field, line.detail], ['lines[0].quantity', 'Câmp obligatoriu.']);
    const unknown = await quote({ lines: [{ sku: 'NU-EXISTĂ', quantity: 1 }] });
    assert.deepEqual([unknown.field, unknown.detail], ['lines[0].sku', 'Magazinul nu vinde `NU-EXISTĂ`.']);
  });

  test('tells its health and counts what it does', async () => {
    assert.equal(await (await fetch(`${base}/healthz`)).text(), 'ok\n');
    assert.equal(await (await fetch(`${base}/readyz`)).text(), 'ready\n');
    assert.match(await (await fetch(`${base}/metrics`)).text(), /taraba_http_requests_total\{.*\} \d+/);
    assert.ok((await fetch(`${base}/healthz`)).headers.get('x-request-id'));
  });

  test('sends live events to those who may read orders', async () => {
    assert.equal((await fetch(`${base}/api/v1/events`)).status, 401);
    const stop = new AbortController();
    const stream = await fetch(`${base}/api/v1/events`, { headers: shop.api.headers, signal: stop.signal });
    assert.equal(stream.headers.get('content-type'), 'text/event-stream');
    let text = '';
    (async () => { for await (const chunk of stream.body) text += Buffer.from(chunk).toString(); })().catch(() => {});
    const placed = await shop.api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    await until(() => text.includes(`"order_placed","subject":"order:${placed.id}"`), 'the event');
    stop.abort();
  });

  test('a session of a person needs its own header, so that no other site can use it', async () => {
    const signIn = await fetch(`${base}/api/v1/staff/sign-in`, { method: 'POST', body: JSON.stringify({ shop: 'demo', email: 'admin@demo.example', password: 'taraba-demo-2026' }) });
    const setCookie = signIn.headers.get('set-cookie');
    assert.match(setCookie, /HttpOnly; SameSite=Strict/);
    const Cookie = setCookie.split(';')[0];
    const forged = await fetch(`${base}/api/v1/shipments`, { method: 'POST', headers: { Cookie }, body: '{"orders":["1"]}' });
    assert.equal(forged.status, 403);
    const signOut = await fetch(`${base}/api/v1/staff/sign-out`, { method: 'POST', headers: { Cookie } });
    assert.equal(signOut.status, 204);
    assert.equal((await fetch(`${base}/api/v1/orders`, { headers: { Cookie } })).status, 401);
  });

  test('guessing passwords is slowed down, also from many addresses', async () => {
    const statuses = [];
    for (let i = 0; i < 14; ++i)
      statuses.push((await fetch(`${base}/api/v1/staff/sign-in`, { method: 'POST', body: JSON.stringify({ shop: 'demo', email: 'depozit@demo.example', password: `x${i}` }) })).status);
    assert.equal(statuses[0], 401);
    assert.equal(statuses.at(-1), 429);
    const good = await fetch(`${base}/api/v1/staff/sign-in`, { method: 'POST', body: JSON.stringify({ shop: 'demo', email: 'depozit@demo.example', password: 'taraba-demo-2026' }) });
    assert.equal(good.status, 429);
  });

  test('believes X-Forwarded-For only from a proxy it trusts', async (t) => {
    const addressOf = async (api) => {
      const placed = await api.post('/checkout/orders', orderOf([['ALI-CEA-05', 1]]), { 'X-Forwarded-For': '203.0.113.9' });
      return (await api.get(`/orders/${placed.id}/events`)).items[0].address;
    };
    assert.equal(await addressOf(shop.api), '127.0.0.1');
    const behind = await instead(t, { env: { TARABA_TRUSTED_PROXY: '127.0.0.1' } });
    assert.equal(await addressOf(new Api(behind.base, shop.key)), '203.0.113.9');
  });

  test('serves TLS by certificate files', async (t) => {
    const key = join(shop.place.folder, 'tls.key'), certificate = join(shop.place.folder, 'tls.pem');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const secure = await instead(t, { env: { TARABA_CERTIFICATE_FILE: certificate, TARABA_CERTIFICATE_KEY_FILE: key } }, { wait: false });
    const ca = readFileSync(certificate);
    const answer = await until(() => new Promise((done) => {
      const request = httpsRequest({ host: '127.0.0.1', port: secure.port, path: '/healthz', ca }, (response) => { response.resume(); done(response.statusCode); });
      request.on('error', () => done(undefined));
      request.end();
    }), 'an answer over TLS');
    assert.equal(answer, 200);
  });
});
