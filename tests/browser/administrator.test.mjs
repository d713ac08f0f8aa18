// An administrator in Chromium: from an empty shop to its first order, and every setting with what it does shown beside.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOf, openBrowser, openWindow, overflows } from '../lib/browser.mjs';
import { Api, Place, Server, until } from '../lib/shop.mjs';

describe('an administrator', () => {
  let place, server, api, browser, window, page;
  before(async () => {
    place = new Place('sqlite');
    const told = place.run('shop', 'create', '--slug', 'nou', '--name', 'Magazin Nou', '--admin-email', 'sefa@nou.example');
    const password = /signs in with (\S+)/.exec(told)[1];
    server = await new Server(place).start();
    api = new Api(server.base, place.run('api-key', 'create', '--shop', 'nou', '--scopes', 'all'));
    browser = await openBrowser();
    window = await openWindow(browser);
    page = window.page;
    await page.goto(`${server.base}/admin/`);
    await page.getByLabel('Magazin').fill('nou');
    await page.getByLabel('E-mail').fill('sefa@nou.example');
    await page.getByRole('textbox', { name: 'Parolă' }).fill(password);
    await page.getByRole('button', { name: 'Intră' }).click();
    await page.getByRole('heading', { name: 'Comenzi' }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    place?.remove();
  });
  const open = (path) => page.goto(`${server.base}/admin/${path}`);
  const save = async () => {
    await page.getByRole('button', { name: 'Salvează' }).first().click();
    await page.getByText('Salvat').first().waitFor();
  };

  test('is led from nothing to the first order', async () => {
    await open('dashboard');
    const steps = page.locator('.set-up');
    await steps.getByRole('link', { name: 'Datele firmei' }).click();
    await page.getByLabel('Numele magazinului').fill('Prăvălia Nouă');
    await page.getByLabel('Denumirea firmei').fill('Prăvălia Nouă SRL');
    await page.getByLabel('CUI').fill('RO14399841');
    await page.getByLabel('IBAN').fill('RO41RNCB0089095760440001');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('brasov');
    await page.getByRole('option', { name: /^Brașov/ }).first().click();
    await page.getByLabel('Stradă și număr').fill('Str. Republicii 1');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('alert').waitFor(); // the digit of the CUI is wrong
    await page.getByLabel('CUI').fill('RO14399840');
    await save();
    assert.deepEqual(await faultsOf(page), []);

    await open('dashboard');
    await page.locator('.set-up').getByRole('link', { name: 'Primul produs' }).click();
    await page.getByRole('button', { name: 'Produs nou' }).click();
    await page.getByRole('textbox', { name: 'Cod', exact: true }).fill('CEAI-1');
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Ceai de tei');
    await page.getByRole('textbox', { name: 'Preț cu TVA' }).fill('24,90');
    await page.getByRole('textbox', { name: 'Cost fără TVA' }).fill('9');
    await page.getByRole('textbox', { name: 'Cod de bare' }).fill('5940000099997');
    await page.getByRole('textbox', { name: 'Stoc inițial' }).fill('20');
    await save();

    await open('dashboard');
    await page.locator('.set-up').getByRole('link', { name: 'Prima comandă' }).click();
    const finder = page.getByRole('textbox', { name: /Caută produs/ });
    await finder.fill('5940000099997'); // as a scanner types it
    await finder.press('Enter');
    await page.getByText('Ceai de tei').first().waitFor();
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Prima Clientă');
    await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill('prima@exemplu.ro');
    await page.getByRole('textbox', { name: 'Telefon', exact: true }).fill('0722 000 111');
    await page.getByRole('combobox', { name: 'Localitate' }).fill('cluj nap');
    await page.getByRole('option', { name: /Cluj-Napoca/ }).first().click();
    await page.getByRole('textbox', { name: 'Stradă și număr' }).fill('Str. Unirii 7');
    await page.reload(); // nothing typed is lost
    assert.equal(await page.getByRole('textbox', { name: 'Nume', exact: true }).inputValue(), 'Prima Clientă');
    await page.getByRole('checkbox', { name: 'prin e-mail' }).check();
    await page.waitForFunction(() => [...document.querySelectorAll('button[type=submit]')].some((each) => /Plasează comanda · /.test(each.textContent) && !each.disabled));
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: /Plasează comanda/ }).click();
    await page.getByRole('heading', { name: /^Comanda \d+$/ }).waitFor();
    const { items: [{ id }] } = await api.get('/orders');
    await until(async () => (await api.get(`/orders/${id}`)).messages.some((each) => each.template === 'payment_link' && each.state === 'sent'), 'the link to pay');
  });

  test('puts statuses in order by keyboard, makes one and removes it', async () => {
    await open('settings/statuses');
    const names = () => page.locator('.sortable a').evaluateAll((links) => links.map((link) => link.textContent));
    await page.locator('.sortable a').first().waitFor();
    const before = await names();
    await page.getByRole('button', { name: `Mută: ${before[1]}` }).focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(300);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(300);
    await page.keyboard.press('Space');
    await page.waitForFunction((second) => document.querySelectorAll('.sortable a')[2].textContent === second, before[1]);
    await until(async () => (await api.get('/statuses?limit=200')).items.find((each) => each.name === before[1]).position === 3, 'the new order');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('link', { name: 'Stare nouă' }).click();
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Se gravează');
    await page.getByRole('textbox', { name: 'Cod' }).fill('engraving');
    assert.deepEqual(await faultsOf(page), []);
    await save();
    await page.getByRole('link', { name: 'Se gravează' }).click();
    await page.getByRole('button', { name: 'Șterge starea' }).click();
    await page.getByText('a fost ștearsă').waitFor();
  });

  test('edits a letter and reads it as the buyer will, and sends a test', async () => {
    await open('settings/messages');
    await page.getByRole('combobox', { name: 'Texte' }).click();
    await page.getByRole('option', { name: /Comandă primită · RO/ }).click();
    await page.getByRole('textbox', { name: 'Subiect' }).fill('Mulțumim, {{customer_name}}');
    await page.getByText('Mulțumim, Prima Clientă').waitFor();
    await page.getByLabel('Trimite o probă la').fill('sefa@nou.example');
    await page.getByRole('button', { name: 'Trimite proba' }).click();
    await page.getByText('Proba a plecat').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await save();
    const mails = await (await fetch(`${server.base}/sandbox/mails`)).json();
    assert.ok(mails.some((mail) => mail.to.includes('sefa@nou.example')));
  });

  test('sets the look of the papers, the series and the taxes', async () => {
    await open('settings/papers');
    await page.getByLabel('Culoare').first().fill('#7a1f1f');
    await page.getByLabel('Text la sfârșitul documentului').fill('Vă mulțumim.');
    await page.locator('iframe[title="Cum arată factura"][src^="blob:"]').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.locator('form', { hasText: 'Text la sfârșitul' }).getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').waitFor();
    await page.getByLabel('Factură: serie').fill('NOU');
    await page.getByText('urmează NOU 1').waitFor();
    await page.locator('form', { hasText: 'Factură: serie' }).getByRole('button', { name: 'Salvează' }).click();
    await until(async () => (await api.get('/invoice-series')).items.some((each) => each.series === 'NOU'), 'the series');
    await open('settings/taxes');
    const rate = page.locator('form', { has: page.getByRole('textbox', { name: 'Temei legal' }) });
    await rate.getByRole('textbox', { name: 'Temei legal' }).fill('probă');
    await rate.getByLabel('Valabil din').fill('2030-01-01');
    await rate.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('cell', { name: '2030-01-01' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('keeps methods, discounts, people, keys and webhooks', async () => {
    await open('settings/payment-methods');
    await page.getByRole('button', { name: 'Ramburs la curier' }).click();
    await page.getByRole('textbox', { name: 'Taxă', exact: true }).fill('7,50');
    await save();
    await page.getByText('7,50').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await open('settings/discounts');
    await page.getByRole('button', { name: 'Reducere nouă' }).click();
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Zece la sută');
    await page.getByRole('textbox', { name: 'Cupon' }).fill('zece');
    await save();
    await page.getByText('ZECE', { exact: true }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await open('settings/people');
    await page.getByRole('button', { name: 'Persoană nouă' }).click();
    await page.getByRole('textbox', { name: 'Nume' }).fill('Vlad Coleg');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('vlad@nou.example');
    await page.getByRole('textbox', { name: 'Parolă' }).fill('o parolă lungă');
    await save();
    await page.getByRole('button', { name: 'Vlad Coleg' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await open('settings/api-keys');
    await page.getByRole('textbox', { name: 'Nume' }).fill('Magazinul online');
    await save();
    await page.locator('code', { hasText: /^trb_/ }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await open('settings/webhooks');
    await page.getByRole('button', { name: 'Adresă nouă' }).click();
    await page.getByRole('textbox', { name: 'Adresă' }).fill(`${server.base}/healthz`);
    await save();
    await page.locator('code', { hasText: /^whsec_/ }).waitFor();
    const { items: [{ id }] } = await api.get('/orders');
    await api.post(`/orders/${id}/tags`, { tag: 'nou' });
    await page.getByRole('cell', { name: 'a pus eticheta' }).waitFor({ timeout: 15_000 });
    assert.deepEqual(await faultsOf(page), []);
    await open('settings/couriers');
    await page.locator('.mantine-Card-root', { has: page.getByRole('heading', { name: 'FAN Courier', exact: true }) }).getByRole('button', { name: 'Cont', exact: true }).click();
    await page.getByRole('button', { name: 'Încearcă legătura' }).click();
    await page.getByRole('button', { name: 'Legătura merge' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('sees what a product file would change before it does', async () => {
    await open('products/import');
    const csv = 'ID,Type,SKU,Name,Published,Regular price,Stock,Weight (kg)\n1,simple,CEAI-1,Ceai de tei bun,1,25.90,5,0.1\n2,simple,CEAI-2,Ceai de mentă,1,19.90,8,0.1\n3,simple,,Fără cod,1,x,1,0.1\n';
    await page.locator('input[type=file]').setInputFiles({ name: 'produse.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('1 noi, 1 schimbate').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal((await api.get('/products?q=menta')).items.length, 0);
    await page.getByRole('button', { name: 'Importă', exact: true }).click();
    await page.getByText('1 produse noi, 1 schimbate').waitFor();
    assert.equal((await api.get('/products?q=menta')).items.length, 1);
  });

  test('every page of settings on a small screen, in the dark and in English', async () => {
    const small = await openWindow(browser, { width: 360, height: 740, dark: true });
    await small.context.addCookies(await window.context.cookies());
    for (const path of ['shop', 'statuses', 'statuses/new', 'delivery-methods', 'delivery-methods/new', 'payment-methods', 'discounts', 'papers', 'messages', 'couriers', 'taxes', 'people', 'api-keys', 'webhooks']) {
      await small.page.goto(`${server.base}/admin/settings/${path}?lang=en`);
      await small.page.getByRole('heading', { level: 1 }).waitFor();
      await small.page.waitForLoadState('networkidle');
      assert.equal(await overflows(small.page), false, path);
      assert.deepEqual(await faultsOf(small.page), [], path);
    }
    assert.deepEqual(small.errors, []);
    assert.deepEqual(window.errors, []);
  });
});
