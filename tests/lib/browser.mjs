// Chromium, driven as a person would: by what is written on the page.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const pictures = join(import.meta.dirname, '../../build/screenshots');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function openBrowser() {
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  return chromium.launch({ executablePath, args: flags });
}

/** A window of its own cookies; errors on the page fail the test that asks for them. */
export async function openWindow(browser, { width = 1400, height = 900, dark = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'ro-RO', timezoneId: 'Europe/Bucharest', colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, context, errors };
}

/** Signs an operator of the demo shop in to the panel. */
export async function signIn(page, base, email = 'admin@demo.example') {
  await page.goto(`${base}/admin/`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Parolă' }).fill('taraba-demo-2026');
  await page.getByRole('button', { name: 'Intră' }).click();
  await page.getByRole('heading', { name: 'Comenzi' }).waitFor();
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
