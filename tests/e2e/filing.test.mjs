// Invoices on their way to the ministry: the played ANAF takes, refuses, forgets and lies.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MovedClock } from '../lib/clock.mjs';
import { Api, changeFor, deliver, demoShop, engines, lei, orderOf, Place, Server, until } from '../lib/shop.mjs';

const company = { name: 'Librăria Pescărușul SRL', cui: 'RO18773866', reg_no: 'J12/1830/2006' };
const person = (change = {}) => ({ person: { name: 'Ioana Țurcanu' }, address: { county: 'CJ', locality: 'Dej', street: 'Str. Fluierului 3', ...change } });
const byHand = (change = {}) => ({ buyer: person(), lines: [{ description: 'Reparație', unit: 'oră', quantity: '1.5', unit_price: lei('120.00'), vat_class: 'standard' }], ...change });

for (const engine of engines) describe(`e-Factura: sending on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());

  const sandbox = (path, body) => fetch(shop.server.base + path, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  const fault = (call, kind, times = 1) => sandbox('/sandbox/faults', { call, fault: kind, times });
  const uploads = async (invoice) => (await (await sandbox('/sandbox/anaf')).json()).filter(({ number }) => number === `${invoice.series}${invoice.number}`);
  const filing = (invoice) => api.get(`/invoices/${invoice.id}/efactura`);
  const reaches = (invoice, state, limit) => until(async () => { const now = await filing(invoice); return now.state === state && now; }, `${invoice.series}${invoice.number} to be ${state}`, limit);
  const issue = (change) => api.post('/invoices', byHand(change));
  const alerts = async (kind, invoice) => (await api.all('/notices')).filter((each) => each.kind === kind && (!invoice || each.subject === `invoice:${invoice.id}`));

  test('an order’s invoice is sent by itself, and the signed answer kept', async () => {
    const order = await deliver(shop, await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]])));
    const invoice = order.invoices.find(({ kind }) => kind === 'invoice');
    const done = await reaches(invoice, 'accepted');
    assert.equal(done.person, true);
    const [upload, ...others] = await uploads(invoice);
    assert.deepEqual([others.length, upload.person, upload.index], [0, true, done.upload_index]);
    const zip = await api.get(`/invoices/${invoice.id}/efactura.zip`);
    assert.equal(zip.subarray(0, 2).toString(), 'PK');
    const { items } = await api.get(`/orders/${order.id}/events`);
    assert.ok(['efactura_sent', 'efactura_accepted'].every((what) => items.some((each) => each.kind === what)));
    assert.equal((await api.get(`/orders/${order.id}`)).invoices[0].efactura, 'accepted');
  });

  test('a company’s goes by the other service, and a storno too', async () => {
    const invoice = await issue({ buyer: { company, address: person().address } });
    await reaches(invoice, 'accepted');
    assert.equal((await uploads(invoice))[0].person, false);
    const storno = await api.post(`/invoices/${invoice.id}/storno`, { reason: 'greșită' });
    await reaches(storno, 'accepted');
  });

  test('what the ministry refuses is told, mended and sent again; the paper stays', async () => {
    const invoice = await issue({ buyer: person({ street: 'Fundătura Greșită 1' }) });
    const refused = await reaches(invoice, 'refused');
    assert.match(refused.error, /BR-RO-082/);
    assert.equal(refused.advice, 'buyer_address');
    assert.equal((await alerts('efactura_refused', invoice)).length, 1);
    await assert.rejects(api.post(`/invoices/${invoice.id}/efactura`, { buyer_address: { county: 'CJ', locality: 'Dej', street: '' } }), { field: 'buyer_address.street' });
    const before = await api.get(`/invoices/${invoice.id}.pdf`);
    await api.post(`/invoices/${invoice.id}/efactura`, { buyer_address: { county: 'CJ', locality: 'Dej', street: 'Fundătura Bună 1' } });
    await reaches(invoice, 'accepted');
    assert.equal((await alerts('efactura_refused', invoice)).length, 0);
    assert.match((await api.get(`/invoices/${invoice.id}.xml`)).toString(), /Fundătura Bună/);
    assert.equal((await api.get(`/invoices/${invoice.id}.pdf`)).length, before.length);
    await assert.rejects(api.post(`/invoices/${invoice.id}/efactura`, {}), { code: 'already_sent' });
  });

  test('an upload whose answer was lost is found at ANAF, and not sent twice', async () => {
    await fault('anaf.upload', 'error_after');
    const invoice = await issue();
    const done = await reaches(invoice, 'accepted', 30_000);
    const sent = await uploads(invoice);
    assert.deepEqual(sent.map(({ index }) => index), [done.upload_index]);
  });

  test('one that never arrived stays unclear until a person sends it again', async () => {
    await fault('anaf.upload', 'error');
    const invoice = await issue();
    await reaches(invoice, 'unclear');
    assert.equal((await uploads(invoice)).length, 0);
    await api.post(`/invoices/${invoice.id}/efactura`, {});
    await reaches(invoice, 'accepted');
    assert.equal((await uploads(invoice)).length, 1);
  });

  test('a token that is not taken is renewed, and asking too often is waited out', async () => {
    await fault('anaf.token_ended', 'error');
    const first = await issue();
    await reaches(first, 'accepted', 30_000);
    await fault('anaf.busy', 'error', 2);
    const second = await issue();
    await reaches(second, 'accepted', 30_000);
    assert.equal((await uploads(second)).length, 1);
  });

  test('an access that cannot be renewed is told; a person signs in and what waits goes', async () => {
    await fault('anaf.token', 'refuse');
    await fault('anaf.token_ended', 'error');
    const invoice = await issue();
    await until(async () => (await alerts('efactura_sign_in')).length === 1, 'the alert');
    assert.ok((await api.get('/efactura/account')).error);
    const { url } = await api.post('/efactura/sign-in');
    const page = await (await fetch(url)).text();
    const [, back] = /href="([^"]+code=[^"]+)"/.exec(page);
    const forged = await fetch(back.replaceAll('&amp;', '&').replace(/state=[^&]*/, 'state=1.2'), { redirect: 'manual' });
    assert.doesNotMatch(forged.headers.get('location'), /signed_in/);
    const returned = await fetch(back.replaceAll('&amp;', '&'), { redirect: 'manual' });
    assert.equal(returned.status, 303);
    assert.match(returned.headers.get('location'), /said=signed_in/);
    assert.equal((await api.get('/efactura/account')).signed_in, true);
    await reaches(invoice, 'accepted');
    assert.equal((await alerts('efactura_sign_in')).length, 0);
  });

  test('a shop that reports by another programme has the documents and sends nothing', async (t) => {
    const { settings, version } = await api.get('/shop');
    const report = (reporting) => changeFor(t, api, '/shop', { settings: { books: { ...settings.books, reporting } } });
    assert.ok(version);
    await report('elsewhere');
    const invoice = await issue();
    assert.equal((await filing(invoice)).state, 'elsewhere');
    assert.match((await api.get(`/invoices/${invoice.id}.xml`)).toString(), /CIUS-RO:1\.0\.1/);
    assert.equal((await uploads(invoice)).length, 0);
    await report('here');
    await api.post(`/invoices/${invoice.id}/efactura`, {});
    await reaches(invoice, 'accepted');
  });

  test('the term is the fifth working day, and lists show what is open', async () => {
    for (const invoice of await Promise.all(Array.from({ length: 8 }, () => issue()))) await reaches(invoice, 'accepted', 30_000);
    const page = await api.get('/efactura?state=accepted');
    assert.ok(page.items.length >= 8 && page.open.every(({ state }) => state !== 'accepted'));
    for (const { due_on, issued_on } of page.items) {
      let day = new Date(`${issued_on}T12:00:00Z`), working = 0;
      // At most holidays lengthen it beyond seven calendar days.
      while (day.toISOString().slice(0, 10) < due_on) { day = new Date(day.getTime() + 86_400_000); if (![0, 6].includes(day.getUTCDay())) working += 1; }
      assert.ok(working >= 5 && working <= 9, `${issued_on} to ${due_on}`);
    }
    const { items } = await until(async () => { const all = await api.get('/efactura/messages'); return all.items.length > 0 && all; }, 'messages');
    assert.ok(items.every(({ kind }) => ['FACTURA TRIMISA', 'ERORI FACTURA'].includes(kind)));
  });

  test('what the rules would refuse is refused while it can be mended', async () => {
    const refused = async (change, field) => assert.rejects(issue(change), (problem) => problem.field === field || assert.fail(`${field}: ${problem.message}`));
    const bucharest = { county: 'B', locality: 'București', street: 'Calea Victoriei 1', postal_code: '' };
    await assert.rejects(api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { delivery_address: bucharest })), { field: 'delivery_address.locality' });
    await refused({ buyer: person(bucharest) }, 'buyer.address.locality');
    await refused({ buyer: person({ county: 'XX' }) }, 'buyer.address.county');
    await refused({ buyer: person({ street: ' ' }) }, 'buyer.address.street');
    await refused({ buyer: person({ country: 'ZZ' }) }, 'buyer.address.country');
    await refused({ buyer: { company: { ...company, cui: 'RO18773867' }, address: person().address } }, 'buyer.company.cui');
    await refused({ without_vat: 'reverse_charge' }, 'buyer.company.cui');
    await refused({ without_vat: 'exempt' }, 'without_vat_by');
    await refused({ without_vat: 'exported' }, 'buyer.address.country');
    const german = (cui) => ({ company: { name: 'Beispiel GmbH', cui }, address: { country: 'DE', county: '', locality: 'Berlin', street: 'Hauptstr. 1', postal_code: '10115' } });
    await refused({ without_vat: 'intra_community', buyer: german('123') }, 'buyer.company.cui');
    await refused({ without_vat: 'intra_community', buyer: german('DE123456780') }, 'buyer.company.cui'); // VIES does not know it
    await refused({ currency: 'XXX', lines: [{ ...byHand().lines[0], unit_price: { amount: '1.00', currency: 'XXX' } }] }, undefined);
    // The postal code says sector 1.
    await reaches(await issue({ buyer: person({ ...bucharest, postal_code: '010061' }) }), 'accepted');
    await reaches(await issue({ without_vat: 'intra_community', buyer: german('DE123456789') }), 'accepted');
  });
});

for (const engine of engines) test(`an invoice that nobody could send is told before its term ends, on ${engine}`, async () => {
  const place = new Place(engine);
  const clock = new MovedClock(place.folder);
  place.env = clock.env;
  clock.set('2026-11-26T08:00:00Z'); // a Thursday; Monday and Tuesday after it are holidays
  place.run('seed', '--demo');
  const server = await new Server(place, { sandbox: false }).start();
  try {
    const api = new Api(server.base, place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all'));
    const invoice = await api.post('/invoices', byHand());
    const told = async () => (await api.all('/notices')).filter((each) => each.kind === 'efactura_due' && each.subject === `invoice:${invoice.id}`);
    const filing = await api.get(`/invoices/${invoice.id}/efactura`);
    assert.deepEqual([filing.state, filing.due_on], ['waiting', '2026-12-07']);
    assert.equal((await told()).length, 0);
    clock.set('2026-12-06T08:00:00Z');
    const [alert] = await until(async () => { const all = await told(); return all.length > 0 && all; }, 'the alert', 90_000);
    assert.match(alert.details, /7 dec\. 2026|07\.12\.2026/);
    assert.equal(alert.audience, 'administrators');
  } finally {
    await server.stop();
    place.remove();
  }
});
