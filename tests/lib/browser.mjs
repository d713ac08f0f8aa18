// Chromium, driven as a person would: by what is written on the page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { demoShop } from './shop.mjs';

const pictures = join(import.meta.dirname, '../../build/screenshots');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function openBrowser() {
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  return chromium.launch({ executablePath, args: flags });
}

/** A window of its own cookies; errors on the page fail the test that asks for them. `base` is what paths alone are read against. */
async function openWindow(browser, { base, width = 1400, height = 900, dark = false } = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height }, locale: 'ro-RO', timezoneId: 'Europe/Bucharest', colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, context, errors };
}

const password = 'taraba-demo-2026';
export const administrator = { shop: 'demo', email: 'admin@demo.example', password };
export const operator = { shop: 'demo', email: 'operator@demo.example', password };

/** The screen of a small phone. */
export const phone = { width: 360, height: 740 };

/** The path of an order's page, as its buyer got it by mail. */
export function linkOf(order) {
  const url = new URL(order.buyer_link);
  return url.pathname + url.search;
}

/** What the tests of one file stand on, called inside their describe(): a shop of the file's own and one Chromium, started once, because
 * that takes longer than most tests. A test opens windows of its own, so that it runs alone as well; they are closed after it, and an error
 * that a page threw fails it. `shop` is there from the file's first `before` or test on.
 *   visit(path)  opens the path for somebody whom nobody knows
 *   panel(path)  opens the path of the panel for its administrator, or for `{ person: operator }` */
export function stage(openShop = () => demoShop('sqlite')) {
  const shop = {}, sessions = new Map();
  let browser, windows = [];
  before(async () => {
    Object.assign(shop, await openShop());
    browser = await openBrowser();
  });
  afterEach(async () => {
    const errors = windows.flatMap((each) => each.errors);
    await Promise.all(windows.map(({ context }) => context.close()));
    windows = [];
    assert.deepEqual(errors, []);
  });
  after(async () => {
    await browser?.close();
    await shop.close?.();
  });

  /** By the API, once a person: the form has a test of its own. */
  const session = async ({ request }, person) => {
    const answer = await request.post('/api/v1/staff/sign-in', { data: person });
    if (!answer.ok()) throw new Error(`${person.email} cannot sign in: ${answer.status()}`);
    return (await request.storageState()).cookies;
  };
  const open = async (path, look, person) => {
    const window = await openWindow(browser, { base: shop.server.base, ...look });
    windows.push(window);
    if (person) {
      if (!sessions.has(person.email)) sessions.set(person.email, await session(window.context, person));
      await window.context.addCookies(sessions.get(person.email));
    }
    await window.page.goto(path);
    return window;
  };
  return {
    shop,
    visit: (path, look) => open(path, look),
    panel: (path, { person = shop.administrator ?? administrator, ...look } = {}) => open(`/admin/${path}`, look, person),
  };
}

/** A picture of the page as it is, by its path and width, under build/screenshots. */
export async function picture(page) {
  const path = new URL(page.url()).pathname.replace(/\d{6,}/g, 'id').replace(/\W+/g, '-').replace(/^-|-$/g, '');
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${path || 'start'}-${page.viewportSize().width}.png`) });
}

/** What axe finds against WCAG 2.2 AA, a sentence each; the page is pictured on the way. */
export async function faultsOf(page) {
  await picture(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim()}`));
}

/** Whether the page has to be scrolled sideways. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
