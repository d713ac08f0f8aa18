// A buyer with an account in Chromium: a link by e-mail, a password, orders, addresses, and the next order nearly by itself.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { orderOf, until } from '../lib/shop.mjs';

describe('a buyer with an account', () => {
  const { shop, visit } = stage();

  /** Somebody who has ordered, each test's own: who has an address has an account. */
  const buyer = async (email) => {
    const order = (sku = 'CAF-ESP-01') => shop.api.post('/checkout/orders', orderOf([[sku, 1]], { customer: { name: 'Ioana Țurcanu', email, phone: '0722 123 456' } }));
    return { email, order, first: await order() };
  };
  /** The newest link to sign in that the played mail server has caught for an address. */
  const link = (email) => until(async () => {
    const mails = (await (await fetch(`${shop.server.base}/sandbox/mails`)).json()).filter((mail) => mail.to.includes(email));
    const texts = mails.map((mail) => mail.data.replace(/=\r?\n/g, '').replace(/=3D/g, '='));
    return texts.map((text) => /\/s\/demo\/account\?token=([\w-]+)/.exec(text)?.[1]).filter(Boolean).at(-1);
  }, 'the mail with the link');
  /** In the account, by such a link. */
  const signedIn = async ({ email }) => {
    await fetch(`${shop.server.base}/s/demo/api/v1/account/link`, { method: 'POST', body: JSON.stringify({ email }) });
    const { page } = await visit(`/s/demo/account?token=${await link(email)}`);
    await page.getByRole('heading', { name: 'Bună ziua, Ioana Țurcanu' }).waitFor();
    return page;
  };
  /** What the pages of the account do, without them. */
  const call = async (page, path, data) => assert.ok((await page.request.post(`/s/demo/api/v1/account/${path}`, { data, headers: { 'X-Requested-With': 'taraba' } })).ok(), path);

  test('asks for a link, which signs in once', async () => {
    const { email } = await buyer('link@exemplu.ro');
    const { page } = await visit('/s/demo/account');
    await page.getByLabel('E-mail').fill('nimeni@exemplu.ro');
    await page.getByRole('button', { name: 'Trimite-mi un link' }).click();
    await page.getByRole('status').waitFor(); // the same words for whom nobody knows
    await page.goto('/s/demo/account');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Trimite-mi un link' }).click();
    await page.getByRole('status').waitFor();
    const token = await link(email);
    await page.goto(`/s/demo/account?token=${token}`);
    await page.getByRole('heading', { name: 'Bună ziua, Ioana Țurcanu' }).waitFor();
    assert.ok(!page.url().includes('token'));
    const other = await visit(`/s/demo/account?token=${token}`);
    await other.page.getByText('Linkul a fost folosit').waitFor();
  });

  test('sees the order, its progress and its page, and cancels while that is allowed', async () => {
    const ioana = await buyer('anuleaza@exemplu.ro'), { first } = ioana;
    const page = await signedIn(ioana);
    await page.getByRole('link', { name: `Comanda ${first.number}` }).waitFor();
    await page.locator('[aria-current=step]', { hasText: 'Primită' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    const second = await ioana.order('CAR-BUC-01');
    await page.reload();
    const card = page.locator('li.panel', { hasText: `Comanda ${second.number}` });
    await card.getByRole('button', { name: 'Anulează comanda' }).click();
    await card.getByRole('button', { name: 'Da, anulează' }).click();
    await card.getByText('Comanda a fost anulată.').waitFor();
    assert.equal((await shop.api.get(`/orders/${second.id}`)).statuses.order.stage, 'cancelled');
    const stranger = await shop.api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { customer: { name: 'Alt Om', email: 'alt@exemplu.ro', phone: '0722 123 457' } }));
    const refused = await page.evaluate((id) => fetch(`/s/demo/api/v1/account/orders/${id}/cancel`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'taraba' }, body: '{}' }).then((answer) => answer.status), stranger.id);
    assert.equal(refused, 404);
    const bare = await page.evaluate((id) => fetch(`/s/demo/api/v1/account/orders/${id}/cancel`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).then((answer) => answer.status), first.id);
    assert.equal(bare, 401, 'a form of another site cannot act in the account');
  });

  test('keeps an address and a company', async () => {
    const page = await signedIn(await buyer('adrese@exemplu.ro'));
    await page.getByRole('link', { name: 'Adrese și firme' }).click();
    await page.getByRole('button', { name: 'Adresă nouă' }).click();
    await page.getByLabel('Cum îi spuneți').fill('Birou');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('sibiu');
    await page.getByRole('option', { name: /^Sibiu/ }).first().click();
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Scrieți strada și numărul.').first().waitFor();
    await page.getByLabel(/Stradă/).fill('Piața Mare 3');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('heading', { name: 'Birou' }).waitFor();
    await page.getByRole('button', { name: 'Firmă nouă' }).click();
    await page.getByLabel('Denumirea firmei').fill('Lutieria Acord SRL');
    await page.getByLabel('CUI').fill('RO18773866');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('heading', { name: 'Lutieria Acord SRL' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('orders again with everything filled in', async () => {
    const ioana = await buyer('dinnou@exemplu.ro'), { first, email } = ioana;
    const page = await signedIn(ioana);
    await call(page, 'places', { label: 'Birou', address: { county: 'SB', locality: 'Sibiu', street: 'Piața Mare 3' } });
    await call(page, 'places', { label: '', company: { name: 'Lutieria Acord SRL', cui: 'RO18773866' } });
    await page.reload();
    await page.locator('li.panel', { hasText: `Comanda ${first.number}` }).getByRole('button', { name: 'Comandă din nou' }).click();
    await page.getByText(`Comandați ca ${email}`).waitFor();
    await page.waitForFunction(() => document.querySelector('[name="customer.name"]').value === 'Ioana Țurcanu');
    await page.getByRole('button', { name: 'Birou' }).click();
    await page.waitForFunction(() => document.querySelector('[name="delivery_address.street"]').value === 'Piața Mare 3');
    await page.getByRole('button', { name: 'Lutieria Acord SRL' }).click();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: /Comandă cu obligație de plată/ }).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    const { items: [{ id }] } = await shop.api.get(`/orders?customer=${email}&limit=1`);
    const order = await shop.api.get(`/orders/${id}`);
    assert.deepEqual([order.delivery_address.locality, order.billing.company.cui, order.lines[0].sku], ['Sibiu', 'RO18773866', 'CAF-ESP-01']);
  });

  test('sets a password, takes the data along and asks to be forgotten', async () => {
    const ioana = await buyer('uitata@exemplu.ro');
    for (let i = 0; i < 2; ++i) await ioana.order();
    const page = await signedIn(ioana);
    await page.goto('/s/demo/account/data');
    await page.getByLabel(/Parola nouă/).fill('scurt');
    await page.locator('form', { hasText: 'Pune o parolă' }).getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Parola are cel puțin 10 caractere.').waitFor();
    await page.getByLabel(/Parola nouă/).fill('o parolă lungă');
    await page.locator('form', { hasText: 'Pune o parolă' }).getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').waitFor();
    const data = JSON.parse((await (await page.request.get('/s/demo/api/v1/account/data.json')).body()).toString());
    assert.ok(data.orders.length >= 3 && data.customer.email === ioana.email && data.orders.every((order) => order.lines.every((line) => line.unit_cost.amount === '0.00')));
    await page.getByRole('button', { name: 'Cere ștergerea datelor' }).click();
    await page.getByText('Am primit cererea').first().waitFor();
    assert.deepEqual(await faultsOf(page), []);
    const notice = (await shop.api.get('/notices')).items.find((each) => each.kind === 'deletion_asked');
    assert.ok(notice);
    await page.getByRole('button', { name: 'Ieșire' }).click();
    await page.getByRole('button', { name: 'Am parolă' }).click();
    await page.getByLabel('E-mail').fill(ioana.email);
    await page.getByLabel('Parolă').fill('greșită de tot');
    await page.getByRole('button', { name: 'Intră în cont' }).click();
    await page.getByText('nu este corectă').waitFor();
    await page.getByLabel('Parolă').fill('o parolă lungă');
    await page.getByRole('button', { name: 'Intră în cont' }).click();
    await page.getByRole('heading', { name: /^Bună ziua/ }).waitFor();
    // The shop grants it: what the law lets go is gone, the session too.
    const id = notice.subject.slice('customer:'.length);
    await shop.api.post(`/customers/${id}/forget`);
    assert.match((await shop.api.get(`/customers/${id}`)).email, /^sters-/);
    await page.reload();
    await page.getByRole('heading', { name: 'Intră în cont' }).waitFor();
  });

  test('ends offers by the link in one', async () => {
    const { page } = await visit('/s/demo/unsubscribe?c=1&t=x', phone);
    await page.getByRole('button', { name: 'Nu mai vreau oferte' }).click();
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.route('**/unsubscribe?*', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 204 }) : route.continue()));
    await page.getByRole('button', { name: 'Nu mai vreau oferte' }).click();
    await page.getByText('Am notat').waitFor();
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
  });

  test('on a phone, in the dark and in English as well', async () => {
    const { page } = await visit('/s/demo/account?lang=en', { ...phone, dark: true });
    await page.getByRole('button', { name: 'Send me a link' }).waitFor();
    assert.equal(await overflows(page), false);
    assert.deepEqual(await faultsOf(page), []);
  });
});
