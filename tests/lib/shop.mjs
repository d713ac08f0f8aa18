// Starts the program as a user does, on either engine, and talks to it over HTTP.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export const root = join(import.meta.dirname, '../..');
export const program = process.env.TARABA_PROGRAM ?? join(root, 'build/release/taraba');
export const engines = ['sqlite', 'postgres'];

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

function psql(command) {
  const url = process.env.TARABA_TEST_POSTGRES;
  if (!url) throw new Error('TARABA_TEST_POSTGRES is missing: start the tests by ./test');
  return execFileSync('psql', ['-q', '-X', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', command, url], { encoding: 'utf8' });
}

/** The data of one installation: a folder with SQLite and key, or a folder with the key and a PostgreSQL database. `env` is what its program runs with. */
export class Place {
  constructor(engine) {
    this.engine = engine;
    this.folder = mkdtempSync(join(tmpdir(), 'taraba-'));
    this.name = `taraba_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    if (engine === 'postgres') {
      psql(`CREATE DATABASE ${this.name}`);
      this.url = process.env.TARABA_TEST_POSTGRES.replace(/\/[^/]*$/, `/${this.name}`);
    }
    this.args = ['--data', this.folder, ...(this.url ? ['--database', this.url] : [])];
  }

  run(...args) {
    return execFileSync(program, [...args, ...this.args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.env } }).trim();
  }

  /** Asks the database itself, for what no API tells. Rows of text cells. */
  query(sql) {
    const text = this.engine === 'postgres'
      ? execFileSync('psql', ['-q', '-X', '-A', '-t', '-F', '\t', '-c', sql, this.url], { encoding: 'utf8', maxBuffer: 1 << 30 })
      : execFileSync('sqlite3', ['-separator', '\t', join(this.folder, 'taraba.db'), sql], { encoding: 'utf8', maxBuffer: 1 << 30 });
    return text.split('\n').filter(Boolean).map((line) => line.split('\t'));
  }

  /** Keeps the documents of all invoices that were issued here for the ministry's rules, which ./test applies at its end. By what is in
   * them: the same invoice of many demo shops is read once. */
  keepInvoices() {
    const folder = process.env.TARABA_TEST_INVOICES;
    if (!folder) return;
    const hex = this.engine === 'postgres' ? "encode(convert_to(xml, 'UTF8'), 'hex')" : 'hex(xml)';
    for (const [xml] of this.query(`SELECT ${hex} FROM filing_papers`)) writeFileSync(join(folder, `${createHash('sha256').update(xml).digest('hex')}.xml`), Buffer.from(xml, 'hex'));
  }

  remove() {
    this.keepInvoices();
    rmSync(this.folder, { recursive: true, force: true });
    if (this.engine === 'postgres') psql(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

export class Refused extends Error {
  constructor(status, problem, path) {
    super(`${path}: ${status} ${problem?.code} ${problem?.field ?? ''} ${problem?.detail}`);
    Object.assign(this, { status, problem, code: problem?.code, field: problem?.field });
  }
}

// A test that fails leaves its program running: it must neither keep the tests from ending nor outlive them.
const running = new Set();
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });

/** A running program. */
export class Server {
  constructor(place, { sandbox = true, env = {}, port } = {}) {
    Object.assign(this, { place, sandbox, env, port });
  }

  /** Over TLS the caller waits for it by itself. */
  async start({ wait = true } = {}) {
    this.port ??= await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    this.log = '';
    this.child = spawn(program, ['serve', ...this.place.args, '--listen', `127.0.0.1:${this.port}`, ...(this.sandbox ? ['--sandbox'] : [])],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.place.env, ...this.env } });
    const child = this.child;
    running.add(child);
    for (const each of [child, child.stdout, child.stderr]) each.unref();
    this.ended = new Promise((done) => child.once('exit', (code, signal) => { running.delete(child); done({ code, signal }); }));
    this.child.stdout.on('data', (data) => { this.log += data; });
    this.child.stderr.on('data', (data) => { this.log = (this.log + data).slice(-200_000); });
    if (!wait) return this;
    await until(async () => {
      if (this.child.exitCode !== null) throw new Error(`the program ended: ${this.log}`);
      return (await fetch(`${this.base}/readyz`).catch(() => undefined))?.ok;
    }, 'the program to be ready', 20_000);
    return this;
  }

  async kill(signal = 'SIGKILL') {
    this.child.ref(); // waited for
    this.child.kill(signal);
    return this.ended;
  }

  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) return this.kill('SIGTERM');
    return this.ended;
  }
}

/** A program with the API: `api.get('/orders')`. */
export class Api {
  constructor(base, key, headers = {}) {
    this.base = base;
    this.headers = { ...(key ? { Authorization: `Bearer ${key}` } : {}), ...headers };
  }

  async call(method, path, body, headers = {}) {
    const response = await fetch(this.base + (path.startsWith('/api/') ? path : `/api/v1${path}`), {
      method, headers: { ...this.headers, ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok) throw new Refused(response.status, type.includes('json') ? await response.json() : undefined, `${method} ${path}`);
    if (response.status === 204) return undefined;
    return type.includes('json') ? response.json() : Buffer.from(await response.arrayBuffer());
  }

  get(path) { return this.call('GET', path); }
  post(path, body, headers) { return this.call('POST', path, body, headers); }
  patch(path, body, headers) { return this.call('PATCH', path, body, headers); }
  delete(path) { return this.call('DELETE', path); }

  /** All pages of a list. */
  async all(path) {
    const items = [];
    for (let cursor = ''; cursor !== undefined;) {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor ? `&cursor=${cursor}` : ''}`);
      items.push(...page.items);
      cursor = page.next_cursor;
    }
    return items;
  }
}

/** A demo shop on a fresh place, with a key for everything. */
export async function demoShop(engine, options) {
  const place = new Place(engine);
  place.run('seed', '--demo');
  const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
  const server = await new Server(place, options).start();
  const api = new Api(server.base, key);
  return { place, key, server, api, close: async () => { await server.stop(); place.remove(); } };
}

/** A person of the demo shop, by the session of a browser. */
export async function signedIn({ server }, email) {
  const response = await fetch(`${server.base}/api/v1/staff/sign-in`, { method: 'POST', body: JSON.stringify({ shop: 'demo', email, password: 'taraba-demo-2026' }) });
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status}`);
  return new Api(server.base, undefined, { Cookie: response.headers.get('set-cookie').split(';')[0], 'X-Requested-With': 'taraba' });
}

/** Waits until `holds()` gives something. */
export async function until(holds, what, limit = 15_000) {
  for (const end = Date.now() + limit; Date.now() < end; await pause(50)) {
    const value = await holds();
    if (value) return value;
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The day by the shop's clock. */
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Bucharest' }).format(new Date());

/** What each test has borrowed: by its address the fields that go back. */
const borrowed = new WeakMap();

/** What undoes a change. A PATCH leaves a field within a field alone that it does not name, so what is new is named and empty. */
function former(before, change) {
  const record = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!record(before) || !record(change)) return before ?? null;
  return Object.fromEntries(Object.keys({ ...before, ...change }).map((key) => [key, former(before[key], change[key])]));
}

/** Changes something for one test: what stood there is back when the test ends, however it ends. */
export async function changeFor(test, api, path, change, headers) {
  const before = await api.get(path);
  if (!borrowed.has(test)) {
    borrowed.set(test, new Map());
    test.after(async () => { for (const [from, fields] of borrowed.get(test)) await api.patch(from, fields); });
  }
  const all = borrowed.get(test), fields = all.get(path) ?? {};
  all.set(path, fields);
  // Of what is changed twice the first state counts.
  const keep = (to, from, changed) => { for (const key of Object.keys(changed)) if (!(key in to)) to[key] = former(from[key], changed[key]); };
  const { settings, ...others } = change;
  keep(fields, before, others);
  if (settings) keep(fields.settings ??= {}, before.settings, settings);
  return api.patch(path, change, headers);
}

/** Sends an order and waits for its waybill; the shipment. */
export async function send({ api }, { id: order }, how = {}) {
  const { id } = await api.post(`/orders/${order}/shipments`, how);
  return until(async () => { const now = await api.get(`/shipments/${id}`); return now.state === 'registered' && now; }, `the waybill of shipment ${id}`);
}

/** What FAN says of a parcel, in its own codes: C0 fetched, H4 on its way, S2 delivered. */
export async function travel({ api, server }, { id, awb_number }, ...codes) {
  await fetch(`${server.base}/sandbox/fan/advance`, { method: 'POST', body: JSON.stringify({ awb: awb_number, codes }) });
  return api.post(`/shipments/${id}/track`, {});
}

/** Sends an order by FAN and lets it arrive. */
export async function arrive(shop, placed) {
  await travel(shop, await send(shop, placed), 'C0', 'S2');
}

/** The same; the order once it is invoiced, with the token of its buyer's link. */
export async function deliver(shop, placed) {
  await arrive(shop, placed);
  const { api } = shop;
  const order = await until(async () => { const now = await api.get(`/orders/${placed.id}`); return now.invoices.some((each) => each.kind === 'invoice') && now; }, 'the invoice');
  return { ...order, token: new URL(order.buyer_link).searchParams.get('t') };
}

/** The courier hands over what it collected, or has done so by the clock already; the order as it is then. */
export async function remit({ api }, { id }) {
  await api.post('/remittances', { courier: 'fan' });
  return api.get(`/orders/${id}`);
}

/** Something long that many tests of a file look at: made once, by whichever of them comes first. */
export function once(work) {
  let made;
  return () => (made ??= work());
}

export const lei = (amount) => ({ amount, currency: 'RON' });

/** `123.45` in bani. */
export function bani(money) {
  const [, sign, whole, part] = /^(-?)(\d+)\.(\d\d)$/.exec(typeof money === 'string' ? money : money.amount);
  const value = BigInt(whole) * 100n + BigInt(part);
  return sign ? -value : value;
}

/** The other way round. */
export function decimal(bani) {
  return `${bani / 100n}.${String(bani % 100n).padStart(2, '0')}`;
}

export function orderOf(lines, change = {}) {
  return {
    lines: lines.map(([sku, quantity = 1]) => ({ sku, quantity: String(quantity) })),
    customer: { name: 'Ioana Țurcanu', email: 'ioana@exemplu.ro', phone: '0722 123 456' },
    delivery_address: { county: 'CJ', locality: 'Cluj-Napoca', street: 'Str. Unirii 7', postal_code: '400001' },
    delivery_method: 'courier', payment_method: 'cash_on_delivery',
    ...change,
  };
}
