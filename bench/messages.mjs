// From a change of status to its letter being handed to the mail server, while a hundred thousand others wait: node bench/messages.mjs [sqlite|postgres] [WAITING]
// The mail server is the sandbox's own, over SMTP. Prints the wait of a letter without and with the queue, and letters a second.

import { readFileSync } from 'node:fs';
import { Api, orderOf, Place, Server, until } from '../tests/lib/shop.mjs';

const [engine = 'sqlite', waiting = '100000'] = process.argv.slice(2);
const place = new Place(engine);
place.run('seed', '--demo');
const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
let server = await new Server(place).start();
let api = new Api(server.base, key);

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const statuses = await api.all('/statuses');
const taken = statuses.find((each) => each.messages.includes('order_taken'));

/** Changes the status of fresh orders, one after another, and waits for each letter. */
async function letters(count) {
  const orders = [];
  for (let i = 0; i < count; ++i) orders.push((await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]))).id);
  const waits = [];
  for (const id of orders) {
    const start = performance.now();
    await api.post(`/orders/${id}/status`, { status: taken.code });
    await until(async () => (await api.get(`/orders/${id}`)).messages.some((each) => each.template === 'order_taken' && each.state === 'sent'), 'the letter', 60_000);
    waits.push(performance.now() - start);
  }
  return waits;
}

const product = (await api.all('/products')).find((each) => each.sku === 'CAR-BUC-01');
await api.post(`/products/${product.id}/stock-movements`, { quantity: '1000', reason: 'recepție' });
const alone = await letters(60);
await server.stop();

// The letters that wait: of an order each of which could be sent now.
const [[shop, order]] = place.query('SELECT shop_id, id FROM orders ORDER BY id LIMIT 1');
const now = Date.now();
const payload = `'{"order":"${order}","template":"order_taken","channel":"email"}'`;
place.query(engine === 'postgres'
  ? `INSERT INTO jobs SELECT ${shop}, ${order} - n, 'order_message', ${payload}, 'order:${order}', 'ready', ${now} - 1000000 + n, '', 0, '', ${now} FROM generate_series(1, ${waiting}) AS n`
  : `INSERT INTO jobs WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${waiting}) SELECT ${shop}, ${order} - n, 'order_message', ${payload}, 'order:${order}', 'ready', ${now} - 1000000 + n, '', 0, '', ${now} FROM s`);
const left = () => Number(place.query("SELECT COUNT(*) FROM jobs WHERE state = 'ready'")[0][0]);
server = await new Server(place, { port: undefined }).start();
api = new Api(server.base, key);
const begun = performance.now(), before = left();
const behind = await letters(60);
const rate = (before - left()) / ((performance.now() - begun) / 1000);
const after = left();
const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
console.log(`${engine}: alone p50 ${quantile(alone, 0.5).toFixed(0)} ms, p95 ${quantile(alone, 0.95).toFixed(0)} ms; with ${before} waiting (${after} at the end) p50 ${quantile(behind, 0.5).toFixed(0)} ms, p95 ${quantile(behind, 0.95).toFixed(0)} ms; ${rate.toFixed(0)} letters a second meanwhile; ${memory.toFixed(0)} MB at most`);
await server.stop();
place.remove();
