// An operator in Chromium: signs in, takes the order to the printed AWB, the invoice and the profit, and changes settings.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { administrator, faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { orderOf, send, until } from '../lib/shop.mjs';

describe('an operator', () => {
  const { shop, panel, visit } = stage();

  const order = (lines = [['CAF-ESP-01', 1]], change = {}) => shop.api.post('/checkout/orders', orderOf(lines, change));
  /** From somebody whom no other test sells to, led here by an advertisement. */
  const orderFrom = (name, lines) => order(lines, { customer: { name, email: `${name.split(' ')[0].toLowerCase()}@exemplu.ro`, phone: '0722 123 456' }, referrers: [{ url: 'https://www.google.com/', landing_url: 'https://x.example/?gclid=1' }] });
  const rows = (page) => page.locator('table.grid tbody tr');
  const step = (page, name) => page.getByTestId('next-step').getByRole('button', { name });

  const signIn = async (page, password) => {
    await page.getByLabel('E-mail').fill(administrator.email);
    await page.getByRole('textbox', { name: 'Parolă' }).fill(password);
    await page.getByRole('button', { name: 'Intră' }).click();
  };

  test('signs in, and a wrong password says so', async () => {
    const { page } = await visit('/admin/');
    await signIn(page, 'greșit');
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await signIn(page, administrator.password);
    await rows(page).first().waitFor();
    assert.match(page.url(), /\/admin\/orders$/);
  });

  test('filters the list; the address says how, and opening it again shows the same', async () => {
    const placed = await orderFrom('Vlad Țepeluș');
    const { page } = await panel('orders');
    await page.getByRole('button', { name: 'Stare comandă' }).click();
    await page.getByRole('checkbox', { name: 'Comandă nouă' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sursă' }).click();
    await page.getByRole('dialog', { name: 'Sursă' }).getByRole('button', { name: 'google adwords' }).click();
    await page.getByRole('button', { name: 'Perioadă' }).click();
    await page.getByRole('dialog', { name: 'Perioadă' }).getByRole('button', { name: 'Luna aceasta' }).click();
    await page.waitForURL(/order_status=new/);
    assert.match(page.url(), /referrer=google\+adwords/);
    assert.match(page.url(), /period=this_month/);
    await page.getByRole('link', { name: String(placed.number), exact: true }).waitFor();
    const count = await rows(page).count();
    const again = await panel(page.url().split('/admin/')[1]);
    await again.page.getByRole('link', { name: String(placed.number), exact: true }).waitFor();
    assert.equal(await rows(again.page).count(), count);
    await page.getByRole('button', { name: 'Șterge filtrele' }).click();
    await page.getByRole('textbox', { name: /Caută număr/ }).fill('tepelus');
    await page.waitForURL(/q=tepelus/);
    await page.waitForFunction(() => document.querySelectorAll('table.grid tbody tr').length === 1);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('moves by keyboard and opens the order', async () => {
    const placed = await orderFrom('Radu Șoimaru');
    const { page } = await panel('orders?q=soimaru');
    await page.getByRole('link', { name: String(placed.number), exact: true }).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Comanda ${placed.number}` }).waitFor();
    await page.getByText('Raport de profit').waitFor();
    await page.locator('svg[width] path').first().waitFor({ state: 'attached' });
    assert.deepEqual(await faultsOf(page), []);
  });

  test('takes it, sends it to the courier and prints the AWB', async () => {
    const { page, context } = await panel(`orders/${(await order()).id}`);
    await step(page, 'Preia comanda').click();
    await step(page, 'Trimite la curier').click();
    const print = page.getByTestId('next-step').getByRole('link', { name: 'Tipărește AWB' });
    await print.waitFor();
    const label = await context.request.get(new URL(await print.getAttribute('href'), page.url()).href);
    assert.equal(label.headers()['content-type'], 'application/pdf');
    assert.equal((await label.body()).subarray(0, 5).toString(), '%PDF-');
  });

  test('issues the invoice and sees mails, history and profit', async () => {
    const placed = await order();
    await shop.api.post(`/orders/${placed.id}/status`, { status: 'taken' });
    await send(shop, placed);
    const { page } = await panel(`orders/${placed.id}`);
    await page.getByRole('button', { name: 'Emite factura' }).click();
    await page.getByRole('link', { name: /Factură TRB \d+/ }).waitFor();
    await page.getByText('a emis factura').waitFor();
    await page.getByText('a emis AWB-ul').waitFor();
    const { awb_number, id } = (await shop.api.get(`/orders/${placed.id}`)).shipments[0];
    await fetch(`${shop.server.base}/sandbox/fan/advance`, { method: 'POST', body: JSON.stringify({ awb: awb_number, codes: ['C0', 'S2'] }) });
    await page.getByRole('button', { name: 'Actualizează urmărirea' }).click();
    await step(page, /Înregistrează plata/).click();
    await step(page, 'Finalizează').click();
    await page.getByText('Comanda e încheiată.').waitFor();
    await page.getByText('înghețat la finalizare').waitFor();
    assert.ok(id);
    await until(async () => (await shop.api.get(`/orders/${placed.id}`)).messages.some((each) => each.state === 'sent'), 'the mails');
    await page.reload();
    await page.getByRole('button', { name: /a fost primită/ }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('is stopped at a loss and releases it with a reason', async () => {
    const loss = await order([['ACC-SOS-01', 1]], { delivery_method: 'pickup', payment_method: 'cash_at_pickup' });
    await shop.api.post(`/orders/${loss.id}/status`, { status: 'taken' });
    const { page } = await panel(`orders/${loss.id}`);
    await step(page, 'Predă clientului').click();
    await step(page, /Înregistrează plata/).click();
    await step(page, 'Finalizează').click();
    await page.getByText(/iese în pierdere cu/).waitFor();
    await page.getByRole('button', { name: 'Acceptă pierderea' }).click();
    await page.getByRole('textbox', { name: 'Motiv' }).fill('lichidare de stoc');
    await page.getByRole('button', { name: 'Acceptă finalizarea în pierdere' }).click();
    await step(page, 'Finalizează').click();
    await page.getByText('Comanda e încheiată.').waitFor();
  });

  test('edits an order before it leaves and sees the new total', async () => {
    const other = await order([['CAR-BUC-01', 1]]);
    const { page } = await panel(`orders/${other.id}`);
    await page.getByRole('button', { name: 'Modifică' }).click();
    await page.getByRole('textbox', { name: /Cantitate Cartea/ }).fill('3');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText(/Total recalculat/).waitFor();
    assert.equal((await shop.api.get(`/orders/${other.id}`)).lines[0].quantity, '3');
    await page.getByRole('button', { name: 'Anulează comanda' }).click();
    await page.getByRole('textbox', { name: 'Motiv' }).fill('s-a răzgândit');
    await page.getByRole('dialog').getByRole('button', { name: 'Anulează comanda' }).click();
    await page.getByText('Comanda e anulată.').waitFor();
  });

  test('selects several orders and sends them together', async () => {
    for (let i = 0; i < 2; ++i) await orderFrom('Dinu Țăndărel', [['CAR-ISP-02', 1]]);
    const { page } = await panel('orders?order_status=new&q=tandarel');
    await rows(page).nth(1).waitFor();
    await page.getByRole('checkbox', { name: 'Selectează tot ce se vede' }).check();
    await page.getByRole('button', { name: 'Trimite la curier' }).click();
    await page.getByText('Trimitere la curier: 2 reușite').waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('changes a product and its stock', async () => {
    const { page } = await panel('products?q=espressor');
    await page.getByRole('link', { name: /Espressor manual/ }).click();
    await page.getByRole('textbox', { name: 'Preț cu TVA' }).fill('zece');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('textbox', { name: 'Preț cu TVA' }).fill('659,90');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').waitFor();
    const before = Number(await page.getByTestId('stock').innerText());
    await page.getByRole('textbox', { name: 'Cantitate' }).fill('5');
    await page.getByRole('textbox', { name: 'Motiv' }).fill('recepție');
    await page.getByRole('button', { name: 'Mișcă' }).click();
    await page.waitForFunction((now) => document.querySelector('[data-testid=stock]').innerText === String(now), before + 5);
    const { items: [product] } = await shop.api.get('/products?q=espressor');
    assert.equal(product.price.amount, '659.90');
    assert.deepEqual(await faultsOf(page), []);
  });

  test('changes the delivery formula beside a live calculator', async () => {
    const { page } = await panel('settings/delivery-methods');
    await page.getByRole('link', { name: /Curier rapid/ }).click();
    const total = page.locator('[aria-live=polite] tr').last();
    await total.waitFor();
    const before = await total.innerText();
    await page.getByRole('textbox', { name: 'Bază' }).fill('19,99');
    await page.waitForFunction((text) => document.querySelector('[aria-live=polite] tr:last-child')?.innerText !== text, before);
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').waitFor();
    const method = (await shop.api.get('/delivery-methods')).items.find((each) => each.code === 'courier');
    assert.equal(method.formula.base.amount, '19.99');
    assert.deepEqual(await faultsOf(page), []);
  });

  test('writes an invoice by hand', async () => {
    const { page } = await panel('invoices/new');
    await page.getByText('Firmă', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Nume' }).fill('Lutieria Acord SRL');
    await page.getByRole('textbox', { name: 'CUI' }).fill('18773866');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('dej');
    await page.getByRole('option', { name: /^Dej/ }).first().click();
    await page.getByRole('textbox', { name: 'Stradă și număr' }).fill('Str. Morii 2');
    await page.getByRole('textbox', { name: 'Descriere' }).fill('Consultanță');
    await page.getByRole('textbox', { name: 'Preț unitar cu TVA' }).fill('250');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Emite' }).click();
    await page.getByText('Lutieria Acord SRL').waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('finds anything with Ctrl+K', async () => {
    const placed = await order();
    const { page } = await panel('invoices/new');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Caută o comandă/).fill(String(placed.number));
    await page.getByRole('button', { name: new RegExp(`Comanda ${placed.number}`) }).first().click();
    await page.getByRole('heading', { name: `Comanda ${placed.number}` }).waitFor();
  });

  test('on a small screen, in the dark and in English as well', async () => {
    const { id } = await order();
    const { page } = await panel('orders?lang=en', { ...phone, dark: true });
    for (const path of ['orders', `orders/${id}`, 'products', 'alerts', 'settings/delivery-methods', 'dashboard', 'orders/new', 'packing', 'customers']) {
      await page.goto(`/admin/${path}?lang=en`);
      await page.getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
      assert.equal(await overflows(page), false, path);
      assert.deepEqual(await faultsOf(page), [], path);
    }
  });

  test('signs out', async () => {
    const { page } = await visit('/admin/');
    // By the form: the session of the other tests must not end here.
    await signIn(page, administrator.password);
    await page.getByRole('heading', { name: 'Comenzi' }).waitFor();
    await page.getByRole('button', { name: 'Ieșire' }).click();
    await page.getByRole('button', { name: 'Intră' }).waitFor();
    await page.goto('/admin/orders');
    await page.getByRole('button', { name: 'Intră' }).waitFor();
  });
});
