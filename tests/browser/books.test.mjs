// An accountant's hour: invoices at the ministry, one mended, the month's journal and what does not match, goods received.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultsOf, overflows, stage } from '../lib/browser.mjs';
import { deliver, lei, orderOf, until } from '../lib/shop.mjs';

describe('books', () => {
  const { shop, panel } = stage();

  /** The page is as it should be for everybody. */
  const fits = async (page) => {
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflows(page), false);
  };

  test('what ANAF refused is seen, mended and accepted', async () => {
    const refused = await shop.api.post('/invoices', { buyer: { person: { name: 'Ion Refuzatu' }, address: { county: 'CJ', locality: 'Dej', street: 'Fundătura Greșită 1' } }, lines: [{ description: 'Reparație', unit: 'oră', quantity: '2', unit_price: lei('150.00'), vat_class: 'standard' }] });
    await until(async () => (await shop.api.get(`/invoices/${refused.id}/efactura`)).state === 'refused', 'the refusal');
    const { page } = await panel('books');
    const row = page.getByRole('row', { name: new RegExp(`${refused.series}${refused.number}`) });
    await row.getByText('refuzată').waitFor();
    await row.getByText('Adresa cumpărătorului nu trece de regulile ministerului.').waitFor();
    await fits(page);
    await row.getByRole('button', { name: 'Corectează adresa' }).click();
    await page.getByLabel('Stradă și număr').fill('Fundătura Dreaptă 1');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Trimite din nou' }).click();
    await row.getByText('acceptată').waitFor();
  });

  test('ANAF’s messages, and the sign-in with its return', async () => {
    const { page } = await panel('books');
    await page.getByRole('tab', { name: 'Mesaje de la ANAF' }).click();
    await page.getByText(/FACTURA TRIMISA|ANAF nu a trimis/).first().waitFor();
    await fits(page);
    await page.goto('/admin/settings/efactura');
    await page.getByRole('heading', { name: 'Autentificare la ANAF' }).waitFor();
    await fits(page);
    await page.getByRole('button', { name: 'Autentifică-mă la ANAF' }).click();
    await page.getByRole('link', { name: 'Semnez cu certificatul' }).click();
    await page.getByText('Autentificarea la ANAF a reușit.').waitFor();
  });

  test('the journal, receipts and what does not match', async () => {
    await deliver(shop, await shop.api.post('/checkout/orders', orderOf([['CAF-MOK-04', 2], ['CAR-BUC-01', 1]])));
    const { page } = await panel('books?tab=journal');
    await page.getByText(/TRB \d+–\d+/).waitFor();
    await page.getByRole('link', { name: 'SAGA (XML)' }).waitFor();
    await fits(page);
    await page.getByRole('tab', { name: 'Încasări' }).click();
    await page.getByRole('heading', { name: 'Pe metode de plată' }).waitFor();
    await page.getByRole('cell', { name: 'Ramburs la curier' }).first().waitFor();
    await fits(page);
    await page.getByRole('tab', { name: 'Verificare' }).click();
    await page.getByText('facturat, neîncasat').click();
    await fits(page);
    const past = new Date(Date.UTC(new Date().getFullYear(), new Date().getMonth() - 1, 1)).toISOString().slice(0, 7);
    await page.getByLabel('Luna').fill(past);
    await page.getByRole('button', { name: `Închide luna ${past}` }).click();
    await page.getByText(/închisă de/).waitFor();
    await page.getByRole('button', { name: 'Redeschide' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('o factură uitată');
    await page.getByRole('dialog').getByRole('button', { name: /Confirm|Redeschide/ }).click();
    await page.getByText('Nicio lună închisă.').waitFor();
  });

  test('goods are received and the note printed', async () => {
    const { page } = await panel('books?tab=goods');
    await page.getByRole('button', { name: 'Recepție nouă' }).click();
    await page.getByRole('textbox', { name: 'Furnizor', exact: true }).fill('Prăjitoria Zorina SRL');
    await page.getByLabel('Factura sau avizul').fill('ZR 118');
    await page.getByLabel('Caută produs sau scanează codul').fill('CAF-MOK-04');
    await page.getByLabel('Caută produs sau scanează codul').press('Enter');
    await page.getByLabel('Cant. primită CAF-MOK-04').fill('12');
    await page.getByLabel('Cost fără TVA CAF-MOK-04').fill('58,40');
    await page.getByText('Total: 700,80 lei').waitFor();
    await fits(page);
    await page.getByRole('button', { name: 'Primește în stoc' }).click();
    await page.getByRole('link', { name: 'NIR 1', exact: true }).waitFor();
    await fits(page);
  });

  test('an invoice by hand, without VAT and to another country', async () => {
    const { page } = await panel('invoices/new');
    await page.getByText('Firmă', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Nume', exact: true }).fill('Beispiel GmbH');
    await page.getByRole('textbox', { name: 'CUI', exact: true }).fill('DE123456789');
    await page.getByLabel('Țara (două litere)').fill('DE');
    await page.getByLabel('Localitate').fill('Berlin');
    await page.getByLabel('Stradă și număr').fill('Hauptstr. 1');
    await page.getByRole('combobox', { name: 'TVA', exact: true }).click();
    await page.getByRole('option', { name: 'livrare intracomunitară' }).click();
    await page.getByRole('combobox', { name: 'Moneda' }).click();
    await page.getByRole('option', { name: 'EUR' }).click();
    await page.getByLabel('Descriere').fill('Râșniță manuală');
    await page.getByLabel(/Preț/).fill('49,90');
    await fits(page);
    await page.getByRole('button', { name: 'Emite' }).click();
    await page.getByRole('row', { name: /Beispiel GmbH/ }).getByText('49,90 EUR').waitFor();
  });
});
