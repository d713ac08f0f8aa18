// How fast the faces are, in Chromium: node bench/faces.mjs DATA [SHOP]
// DATA holds a shop with many orders (taraba seed --demo, then --orders N). Prints a line a figure, medians of several runs.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser, openWindow } from '../tests/lib/browser.mjs';
import { Api, freePort, lei, program, until } from '../tests/lib/shop.mjs';

const [data, slug = 'demo'] = process.argv.slice(2);
const port = await freePort(), base = `http://127.0.0.1:${port}`;
const key = execFileSync(program, ['api-key', 'create', '--shop', slug, '--scopes', 'all', '--data', data], { encoding: 'utf8' }).trim();
const server = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--sandbox'], { stdio: 'ignore' });
const api = new Api(base, key);
await until(async () => (await fetch(`${base}/readyz`).catch(() => undefined))?.ok, 'the program', 30_000);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const say = (what, value, unit) => console.log(`${what.padEnd(58)} ${String(Math.round(value)).padStart(8)} ${unit}`);
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024;

const browser = await openBrowser();
const { page } = await openWindow(browser);
await page.goto(`${base}/admin/`);
await page.getByLabel('E-mail').fill('admin@demo.example');
await page.getByRole('textbox', { name: 'Parolă' }).fill('taraba-demo-2026');
await page.getByRole('button', { name: 'Intră' }).click();
await page.locator('table.grid tbody tr').first().waitFor();

/** From the address being changed, as a filter does it, to the rows that answer it being painted. */
async function filtered(query, from) {
  await page.goto(`${base}/admin/orders?${from}`);
  await page.locator('table.grid tbody tr').first().waitFor();
  await page.waitForLoadState('networkidle');
  return page.evaluate(async (wanted) => {
    const before = document.querySelector('table.grid tbody a')?.textContent;
    const start = performance.now();
    history.pushState({}, '', `/admin/orders?${wanted}`);
    window.dispatchEvent(new PopStateEvent('popstate'));
    await new Promise((done) => {
      const look = () => {
        const box = document.querySelector('table.grid')?.parentElement;
        const now = document.querySelector('table.grid tbody a')?.textContent;
        if (box && box.style.opacity !== '0.6' && now && now !== before) done();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - start;
  }, query);
}

for (const [name, query] of [['status', 'order_status=completed'], ['referrer, a month', 'referrer=google+adwords&period=last_month'], ['county and status', 'county=CJ&order_status=completed']]) {
  const runs = [];
  for (let i = 0; i < 5; ++i) runs.push(await filtered(query, 'order_status=new,in_progress'));
  say(`filter to rows painted: ${name}`, median(runs), 'ms');
}

/** From the click on an order in the list to its lines being painted. */
async function opened(query, number) {
  await page.goto(`${base}/admin/orders?${query}`);
  const link = page.getByRole('link', { name: String(number), exact: true });
  await link.waitFor();
  await page.waitForLoadState('networkidle');
  await link.hover(); // as a hand does before it clicks
  await pause(120);
  return page.evaluate(async (wanted) => {
    const start = performance.now();
    [...document.querySelectorAll('table.grid a')].find((each) => each.textContent === wanted).click();
    await new Promise((done) => {
      const look = () => (document.querySelector('[data-testid=next-step]') ? done() : requestAnimationFrame(look));
      requestAnimationFrame(look);
    });
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - start;
  }, String(number));
}

const { items: [newest] } = await api.get('/orders?order_status=completed');
await opened('order_status=completed', newest.number); // the page's own code is loaded once
say('order opened', median(await runs(5, () => opened('order_status=completed', newest.number))), 'ms');

const skus = [];
for (let i = 0; i < 1000; ++i) skus.push(`BULK-${i}`);
const known = await api.get('/products?q=BULK-999');
if (known.items.length === 0)
  for (const sku of skus) await api.post('/products', { sku, name: `Articol ${sku}`, unit: 'buc', price: lei('1.00'), cost: lei('0.50'), vat_class: 'standard', green_tax: lei('0.00'), stock: '1000' });
const large = await api.post('/checkout/orders', {
  lines: skus.map((sku) => ({ sku, quantity: '1' })), customer: { name: 'O Mie', email: 'omie@exemplu.ro', phone: '0722123456' }, delivery_method: 'pickup', payment_method: 'cash_at_pickup',
});
say('order of 1 000 lines opened', median(await runs(5, () => opened('customer=omie@exemplu.ro', large.number))), 'ms');

async function runs(times, work) {
  const list = [];
  for (let i = 0; i < times; ++i) list.push(await work());
  return list;
}

const before = rss();
let most = before, bytes = 0;
const start = performance.now();
const response = await fetch(`${base}/api/v1/orders.csv`, { headers: { Authorization: `Bearer ${key}` } });
for await (const piece of response.body) {
  bytes += piece.length;
  most = Math.max(most, rss());
}
say('export of all orders as CSV', (performance.now() - start) / 1000, 's');
say('  size', bytes / 1e6, 'MB');
say('  memory of the program before, and at most', before, `MB, ${Math.round(most)} MB`);

// The checkout on a slow phone: a quarter of the processor, 1.6 Mbit/s, 150 ms.
const phone = await openWindow(browser, { width: 390, height: 844 });
await phone.page.goto(`${base}/s/${slug}/`);
await phone.page.getByRole('button', { name: /^Adaugă în coș/ }).first().click();
const slow = await phone.context.newCDPSession(phone.page);
await slow.send('Network.enable');
await slow.send('Network.setCacheDisabled', { cacheDisabled: true });
await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 });
await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
say('checkout usable, 4 times slower processor, 1.6 Mbit/s', median(await runs(5, async () => {
  const began = performance.now();
  await phone.page.goto(`${base}/s/${slug}/checkout`, { waitUntil: 'commit' });
  await phone.page.getByLabel('E-mail').waitFor();
  return performance.now() - began;
})), 'ms');

await browser.close();
server.kill('SIGTERM');
