// A thousand invoices that are hard on the ministry's rules: every rate by date, every mention, odd names, a thousand lines,
// other currencies, stornos and stornos of stornos, a shop that collects no VAT.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { MovedClock } from '../lib/clock.mjs';
import { drawer } from '../lib/random.mjs';
import { Api, engines, once, Place, root, Server } from '../lib/shop.mjs';

const wanted = 1000;
const days = [['2016-06-15', 20, 9], ['2017-01-01', 19, 9], ['2024-02-29', 19, 9], ['2025-07-31', 19, 9], ['2025-08-01', 21, 11], ['2026-11-20', 21, 11]];

const names = ['Ioana Țurcanu', '„Șnur & Fiii” <SRL>', "O'Brien \"Pub\"", 'Ștefan cel Mare 🎻', 'Τaverna Ελλάς', 'x'.repeat(198), 'a\u0001b\u000bc', 'Lăutărie,\n două rânduri', '  spații  ', '&amp; &#x41;'];
const companies = ['RO18773866', '14399840', 'RO1590082', '361757', 'RO427320', 'RO159'];
const places = [{ county: 'CJ', locality: 'Cluj-Napoca' }, { county: 'B', locality: 'Sectorul 5' }, { county: 'B', locality: 'București', postal_code: '060042' }, { county: 'TL', locality: 'Tulcea' }, { county: 'BV', locality: 'Brașov' }];
const abroad = [['DE', 'Berlin', '10115'], ['GR', 'Αθήνα', '10431'], ['AT', 'Wien', '1010'], ['FR', 'Lyon', '69001']];
const outside = [['CH', 'Zürich', '8001'], ['MD', 'Chișinău', 'MD-2001'], ['US', 'Springfield', '62701'], ['GB', 'London', 'SW1A 1AA']];

function hardInvoice(draw, i) {
  const pick = (list) => list[draw(list.length)];
  const kind = pick(['person', 'person', 'company', 'company', 'reverse_charge', 'intra_community', 'exported', 'exempt']);
  const currency = pick(['RON', 'RON', 'RON', 'EUR', 'USD', 'GBP']);
  const count = i === 7 ? 1000 : 1 + draw(draw(10) === 0 ? 60 : 6);
  const lines = Array.from({ length: count }, () => ({
    description: pick(names) + (draw(4) === 0 ? ` ${'foarte lung '.repeat(draw(15))}` : ''), unit: pick(['buc', 'kg', 'm', 'oră', 'pereche', 'ceva', '']), quantity: pick(['1', '2', '0.001', '3.333', '250', '17.5']),
    unit_price: { amount: `${draw(draw(2) ? 20 : 4000)}.${String(draw(100)).padStart(2, '0')}`, currency }, vat_class: pick(['standard', 'standard', 'reduced', 'zero']),
  }));
  const street = pick(['Str. Fluierului 3', `Bd. ${'Foarte Lung '.repeat(18)}`, 'Fundătura „Ghiocel” & Co. 1']);
  const far = ([country, locality, postal_code]) => ({ country, county: pick(['', 'Region']), locality, street, postal_code });
  const home = { street, ...pick(places) };
  const firm = (cui) => ({ company: { name: pick(names).trim(), cui, reg_no: pick(['', 'J12/1830/2006', 'J2024012345409']), iban: pick(['', 'RO49AAAA1B31007593840000']), bank: 'BT' } });
  const buyers = {
    person: () => ({ person: { name: pick(names) }, address: home }), exempt: () => ({ person: { name: pick(names) }, address: home }),
    company: () => ({ ...firm(pick(companies)), address: home }), reverse_charge: () => ({ ...firm('RO18773866'), address: home }),
    intra_community: () => { const to = pick(abroad); return { ...firm(`${to[0] === 'GR' ? 'EL' : to[0]}12345678${1 + draw(9)}`), address: far(to) }; },
    exported: () => (draw(2) ? { person: { name: pick(names) }, address: far(pick(outside)) } : { ...firm('CHE-123.456.789'), address: far(outside[0]) }),
  };
  const without = ['reverse_charge', 'intra_community', 'exported', 'exempt'].includes(kind) ? { without_vat: kind, ...(kind === 'exempt' ? { without_vat_by: 'Cod fiscal art. 292 alin. (1) lit. a)' } : {}) } : {};
  return { buyer: buyers[kind](), lines, currency, language: pick(['ro', 'en']), ...without, ...(draw(3) === 0 ? { mention: pick(['x'.repeat(480), 'Mulțumim!', 'Rând\nnou & <altele>']) } : {}) };
}

for (const engine of engines) describe(`A thousand hard invoices on ${engine}`, () => {
  let place, server, api, folder, clock;
  before(() => {
    place = new Place(engine);
    clock = new MovedClock(place.folder);
    place.env = clock.env;
    clock.set(`${days[0][0]}T09:00:00Z`);
    place.run('seed', '--demo');
    folder = join(place.folder, 'xml');
    mkdirSync(folder);
  });
  after(async () => { await server?.stop(); place?.remove(); });

  const keep = async (invoice) => { writeFileSync(join(folder, `${invoice.kind}-${invoice.number}.xml`), await api.get(`/invoices/${invoice.id}.xml`)); };
  const start = async (day) => {
    await server?.stop();
    clock.set(`${day}T09:00:00Z`);
    server = await new Server(place).start();
    api = new Api(server.base, place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all'));
  };
  /** How many of all there are once the days before this one are over; what is left after the last is for the shop without VAT. */
  const madeBefore = (at) => Math.round((at * (wanted - 60)) / days.length);

  /** Issues those of a day and some stornos, after those of the days before: time goes one way. The rates that stand on them. */
  const issue = days.map(([day], at) => once(async () => {
    await issue[at - 1]?.();
    await start(day);
    const draw = drawer(`invoices of ${day} on ${engine}`, 77);
    const shop = await api.get('/shop');
    await api.patch('/shop', { settings: { seller: { ...shop.settings.seller, vat_at_cash_receipt: day.startsWith('2024') } } });
    const rates = new Set();
    let made = madeBefore(at);
    while (made < madeBefore(at + 1)) {
      const invoice = await api.post('/invoices', hardInvoice(draw, made));
      assert.equal(invoice.issued_on, day);
      await keep(invoice);
      made += 1;
      for (const [, rate] of (await api.get(`/invoices/${invoice.id}.xml`)).toString().matchAll(/<cbc:Percent>([\d.]+)</g)) rates.add(Number(rate));
      if (draw(12) !== 0) continue;
      const storno = await api.post(`/invoices/${invoice.id}/storno`, { reason: 'Greșită & „ciudată”' });
      await keep(storno);
      made += 1;
      if (draw(2) !== 0) continue;
      const again = await api.post(`/invoices/${storno.id}/storno`, { reason: 'Stornată din greșeală' });
      await keep(again);
      assert.deepEqual(again.gross, invoice.gross);
      await assert.rejects(api.post(`/invoices/${again.id}/storno`, { reason: 'x' }), { code: 'not_an_invoice' });
      made += 1;
    }
    return rates;
  }));

  const issueWithoutVat = once(async () => {
    await issue.at(-1)();
    const draw = drawer(`invoices without VAT on ${engine}`, 77);
    await api.post('/tax-regimes', { valid_from: days.at(-1)[0], vat_payer: false, kind: 'micro', rate: 100 });
    const shop = await api.get('/shop');
    await api.patch('/shop', { settings: { seller: { ...shop.settings.seller, tax_id: '14399840', vat_at_cash_receipt: false } } });
    for (let made = madeBefore(days.length); made < wanted; ++made) {
      const { without_vat, without_vat_by, ...invoice } = hardInvoice(draw, made);
      const issued = await api.post('/invoices', invoice);
      await keep(issued);
      assert.equal(issued.vat.amount, '0.00');
    }
  });

  for (const [at, [day, standard, reduced]] of days.entries()) test(`on ${day}, at ${standard} and ${reduced} %`, { timeout: 300_000 }, async () => {
    const rates = await issue[at]();
    assert.deepEqual([...rates].sort((a, b) => a - b), [0, reduced, standard]);
  });

  test('of a shop that collects no VAT', { timeout: 300_000 }, () => issueWithoutVat());

  // In a whole run ./test puts these to the rules with those of all other tests.
  test('the ministry’s rules take every one', { timeout: 600_000, skip: Boolean(process.env.TARABA_TEST_INVOICES) }, async () => {
    await issueWithoutVat();
    const files = readdirSync(folder).map((name) => join(folder, name));
    assert.ok(files.length >= wanted, `${files.length}`);
    const checked = spawnSync(join(root, 'tests/efactura/validate.py'), files, { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(checked.status, 0, checked.stdout.split('\n').filter((line) => !line.endsWith(': OK')).slice(0, 60).join('\n') + checked.stderr);
  });
});
