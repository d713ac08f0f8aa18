// An administrator in Chromium: from an empty shop to its first order, and every setting with what it does shown beside.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOf, overflows, phone, stage } from '../lib/browser.mjs';
import { Api, lei, once, orderOf, Place, Server, until } from '../lib/shop.mjs';

/** A shop with nothing in it but its administrator. */
async function newShop() {
  const place = new Place('sqlite');
  const told = place.run('shop', 'create', '--slug', 'nou', '--name', 'Magazin Nou', '--admin-email', 'sefa@nou.example');
  const server = await new Server(place).start();
  const api = new Api(server.base, place.run('api-key', 'create', '--shop', 'nou', '--scopes', 'all'));
  const administrator = { shop: 'nou', email: 'sefa@nou.example', password: /signs in with (\S+)/.exec(told)[1] };
  return { server, api, administrator, close: async () => { await server.stop(); place.remove(); } };
}

describe('an administrator', () => {
  const { shop, panel, visit } = stage(newShop);
  let api;
  before(() => { api = shop.api; });

  const product = (sku, name) => api.post('/products', { sku, name, price: lei('24.90'), cost: lei('9.00'), stock: '20' });
  /** An order, for what looks at one. */
  const order = once(async () => {
    await product('MIERE-1', 'Miere de tei');
    return api.post('/checkout/orders', orderOf([['MIERE-1', 1]], { customer: { name: 'Vechea Clientă', email: 'veche@exemplu.ro', phone: '0722 000 112' } }));
  });
  const save = async (page) => {
    await page.getByRole('button', { name: 'Salvează' }).first().click();
    await page.getByText('Salvat').first().waitFor();
  };

  test('is led from nothing to the first order', async () => {
    const { page } = await visit('/admin/');
    await page.getByLabel('Magazin').fill('nou');
    await page.getByLabel('E-mail').fill(shop.administrator.email);
    await page.getByRole('textbox', { name: 'Parolă' }).fill(shop.administrator.password);
    await page.getByRole('button', { name: 'Intră' }).click();
    await page.getByRole('heading', { name: 'Comenzi' }).waitFor();
    await page.goto('/admin/dashboard');
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
    await save(page);
    assert.deepEqual(await faultsOf(page), []);

    await page.goto('/admin/dashboard');
    await page.locator('.set-up').getByRole('link', { name: 'Primul produs' }).click();
    await page.getByRole('button', { name: 'Produs nou' }).click();
    await page.getByRole('textbox', { name: 'Cod', exact: true }).fill('CEAI-1');
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Ceai de tei');
    await page.getByRole('textbox', { name: 'Preț cu TVA' }).fill('24,90');
    await page.getByRole('textbox', { name: 'Cost fără TVA' }).fill('9');
    await page.getByRole('textbox', { name: 'Cod de bare' }).fill('5940000099997');
    await page.getByRole('textbox', { name: 'Stoc inițial' }).fill('20');
    await save(page);

    await page.goto('/admin/dashboard');
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
    const { page } = await panel('settings/statuses');
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
    await save(page);
    await page.getByRole('link', { name: 'Se gravează' }).click();
    await page.getByRole('button', { name: 'Șterge starea' }).click();
    await page.getByText('a fost ștearsă').waitFor();
  });

  test('edits a letter and reads it as the buyer will, and sends a test', async () => {
    await order();
    const { page } = await panel('settings/messages');
    await page.getByRole('combobox', { name: 'Texte' }).click();
    await page.getByRole('option', { name: /Comandă primită · RO/ }).click();
    await page.getByRole('textbox', { name: 'Subiect' }).fill('Mulțumim, {{customer_name}}');
    await page.getByText('Mulțumim, Vechea Clientă').waitFor();
    await page.getByLabel('Trimite o probă la').fill('sefa@nou.example');
    await page.getByRole('button', { name: 'Trimite proba' }).click();
    await page.getByText('Proba a plecat').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await save(page);
    const mails = await (await fetch(`${shop.server.base}/sandbox/mails`)).json();
    assert.ok(mails.some((mail) => mail.to.includes('sefa@nou.example')));
  });

  test('sets the look of the papers, the series and the taxes', async () => {
    // No look is kept before the papers have an address to stand on them.
    await api.patch('/shop', { settings: { seller: { name: 'Prăvălia Nouă SRL', tax_id: 'RO14399840', address: { county: 'BV', locality: 'Brașov', street: 'Str. Republicii 1' } } } });
    const { page } = await panel('settings/papers');
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
    await page.goto('/admin/settings/taxes');
    const rate = page.locator('form', { has: page.getByRole('textbox', { name: 'Temei legal' }) });
    await rate.getByRole('textbox', { name: 'Temei legal' }).fill('probă');
    await rate.getByLabel('Valabil din').fill('2030-01-01');
    await rate.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('cell', { name: '2030-01-01' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('keeps methods, discounts, people, keys and webhooks', async () => {
    const { page } = await panel('settings/payment-methods');
    await page.getByRole('button', { name: 'Ramburs la curier' }).click();
    await page.getByRole('textbox', { name: 'Taxă', exact: true }).fill('7,50');
    await save(page);
    await page.getByText('7,50').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.goto('/admin/settings/discounts');
    await page.getByRole('button', { name: 'Reducere nouă' }).click();
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Zece la sută');
    await page.getByRole('textbox', { name: 'Cupon' }).fill('zece');
    await save(page);
    await page.getByText('ZECE', { exact: true }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.goto('/admin/settings/people');
    await page.getByRole('button', { name: 'Persoană nouă' }).click();
    await page.getByRole('textbox', { name: 'Nume' }).fill('Vlad Coleg');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('vlad@nou.example');
    await page.getByRole('textbox', { name: 'Parolă' }).fill('o parolă lungă');
    await save(page);
    await page.getByRole('button', { name: 'Vlad Coleg' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.goto('/admin/settings/api-keys');
    await page.getByRole('textbox', { name: 'Nume' }).fill('Magazinul online');
    await save(page);
    await page.locator('code', { hasText: /^trb_/ }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.goto('/admin/settings/webhooks');
    await page.getByRole('button', { name: 'Adresă nouă' }).click();
    await page.getByRole('textbox', { name: 'Adresă' }).fill(`${shop.server.base}/healthz`);
    await save(page);
    await page.locator('code', { hasText: /^whsec_/ }).waitFor();
    await api.post(`/orders/${(await order()).id}/tags`, { tag: 'nou' });
    await page.getByRole('cell', { name: 'a pus eticheta' }).waitFor({ timeout: 15_000 });
    assert.deepEqual(await faultsOf(page), []);
    await page.goto('/admin/settings/couriers');
    await page.locator('.mantine-Card-root', { has: page.getByRole('heading', { name: 'FAN Courier', exact: true }) }).getByRole('button', { name: 'Cont', exact: true }).click();
    await page.getByRole('button', { name: 'Încearcă legătura' }).click();
    await page.getByRole('button', { name: 'Legătura merge' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
  });

  test('sees what a product file would change before it does', async () => {
    await product('TISANA-1', 'Ceai de mușețel');
    const { page } = await panel('products/import');
    const csv = 'ID,Type,SKU,Name,Published,Regular price,Stock,Weight (kg)\n1,simple,TISANA-1,Ceai de mușețel bun,1,25.90,5,0.1\n2,simple,TISANA-2,Ceai de mentă,1,19.90,8,0.1\n3,simple,,Fără cod,1,x,1,0.1\n';
    await page.locator('input[type=file]').setInputFiles({ name: 'produse.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('1 noi, 1 schimbate').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal((await api.get('/products?q=menta')).items.length, 0);
    await page.getByRole('button', { name: 'Importă', exact: true }).click();
    await page.getByText('1 produse noi, 1 schimbate').waitFor();
    assert.equal((await api.get('/products?q=menta')).items.length, 1);
  });

  test('every page of settings on a small screen, in the dark and in English', async () => {
    const { page } = await panel('settings/shop?lang=en', { ...phone, dark: true });
    for (const path of ['shop', 'statuses', 'statuses/new', 'delivery-methods', 'delivery-methods/new', 'payment-methods', 'discounts', 'papers', 'messages', 'couriers', 'taxes', 'people', 'api-keys', 'webhooks']) {
      await page.goto(`/admin/settings/${path}?lang=en`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      assert.equal(await overflows(page), false, path);
      assert.deepEqual(await faultsOf(page), [], path);
    }
  });
});
