// Guarantees and the workshop through the API: a faulty piece by the buyer's link, repaired with news to the buyer; another one replaced without charge.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { textOf } from '../lib/pdf.mjs';
import { bani, changeFor, deliver, demoShop, engines, lei, orderOf, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`service on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());

  const reserved = async (sku) => Number((await api.get(`/products?q=${sku}`)).items.find((each) => each.sku === sku).reserved);
  const delivered = async (lines) => deliver(shop, await api.post('/checkout/orders', orderOf(lines)));
  const asBuyer = (order) => api.get(`/checkout/orders/${order.id}/service?t=${order.token}`);
  const go = (piece, body) => api.post(`/service-cases/${piece.id}/progress`, body);

  test('a faulty piece comes by the buyer’s link, is repaired, and the buyer reads every step', async () => {
    const order = await delivered([['CAF-MOK-04', 1]]);
    await api.call('PUT', `/orders/${order.id}/serials`, { sku: 'CAF-MOK-04', serials: ['MOK-777'] });
    const { items: [guarantee] } = await api.get('/guarantees?q=mok-777');
    assert.deepEqual([guarantee.order_number, guarantee.maker_serial, guarantee.covered], [order.number, 'MOK-777', true]);
    await assert.rejects(api.get('/guarantees'), { field: 'q' });

    const asked = await api.call('POST', `/checkout/orders/${order.id}/returns?t=${order.token}`, { lines: [{ line_no: 1, quantity: '1' }], reason: 'defect', wish: 'repair', note: 'nu ține presiunea' });
    const rma = asked.items[0];
    await assert.rejects(api.post(`/returns/${rma.id}/service`, {}), { code: 'return_decided' });
    await api.post(`/returns/${rma.id}/approve`, {});
    await api.post(`/returns/${rma.id}/receive`, {});
    const { items: [piece] } = await api.post(`/returns/${rma.id}/service`, {});
    assert.deepEqual([piece.stage, piece.defect, piece.days_left], ['received', 'nu ține presiunea', 15]);
    assert.ok((await api.get('/service-cases')).items.some((each) => each.id === piece.id));
    assert.equal((await api.get('/service-cases?filter=late')).items.length, 0);

    for (const [body, field] of [[{ step: 'at_partner' }, 'partner'], [{ step: 'refused' }, 'words'], [{ step: 'x' }, 'step'], [{ cost: { amount: '1.00', currency: 'EUR' } }, 'cost']])
      await assert.rejects(go(piece, body), { field });
    await assert.rejects(go(piece, { step: 'handed_back' }), { code: 'outcome_needed' });
    await assert.rejects(api.get(`/service-cases/${piece.id}/resolution.pdf`), { code: 'outcome_needed' });
    await go(piece, { step: 'at_partner', partner: 'Atelier Espresso SRL', partner_until: '2030-01-15', note: 'i-am dat și garnitura' });
    await go(piece, { diagnosis: 'garnitură uzată', cost: lei('12.50') });
    await go(piece, { step: 'repaired', words: 'Am schimbat garnitura.' });
    const done = await go(piece, { step: 'handed_back' });
    assert.equal(done.stage, 'handed_back');
    await assert.rejects(go(piece, { step: 'received' }), { code: 'case_closed' });

    const { items: [seen] } = await asBuyer(order);
    assert.equal(seen.news.length, 4);
    assert.match(seen.news[1].words, /Am schimbat garnitura/);
    assert.ok(!JSON.stringify(seen).includes('și garnitura'), 'a note of the shop');
    await until(async () => (await api.get(`/orders/${order.id}`)).messages.filter((each) => each.template === 'service_step').length === 4, 'a letter for each step');
    const letter = (await api.get(`/orders/${order.id}`)).messages.find((each) => each.template === 'service_step' && /service partener/.test(each.body));
    assert.match(letter.body, /15\.01\.2030/);
    assert.equal((await api.get(`/returns/${rma.id}`)).state, 'given_back');
    const report = await api.get(`/orders/${order.id}/profit`);
    assert.equal(bani(report.lines.find((each) => each.kind === 'service').amount), -1250n);

    const [reception, resolution, certificate] = await Promise.all([`/service-cases/${piece.id}/reception.pdf`, `/service-cases/${piece.id}/resolution.pdf`, `/orders/${order.id}/warranty-certificate.pdf`].map((path) => api.get(path)));
    assert.match(textOf(reception), /Proces-verbal de primire în service[^]*nu ține presiunea/);
    assert.match(textOf(resolution), /Reparat[^]*garnitură uzată/);
    assert.match(textOf(certificate), /nu ține presiunea/);
    const kinds = (await api.all(`/orders/${order.id}/events`)).map((each) => each.kind);
    assert.ok(kinds.filter((kind) => kind === 'service_step').length >= 5);
  });

  test('a new piece goes out without charge, from the workshop or for a return', async () => {
    const order = await delivered([['CAF-MOK-04', 2]]);
    const piece = await api.post(`/orders/${order.id}/service-cases`, { line_no: 1, defect: 'fisurat', told_on: '2020-01-01' });
    const before = await reserved('CAF-MOK-04');
    const sent = await api.post(`/service-cases/${piece.id}/replace`, {});
    await assert.rejects(api.post(`/service-cases/${piece.id}/replace`, {}), { code: 'case_closed' });
    const fresh = await api.get(`/orders/${sent.id}`);
    assert.deepEqual([bani(fresh.totals.total), fresh.replaces.number, fresh.statuses.payment.stage], [0n, order.number, 'paid']);
    assert.deepEqual((await api.get(`/orders/${order.id}`)).replaced_by, [{ id: sent.id, number: sent.number }]);
    assert.equal(await reserved('CAF-MOK-04'), before + 1);
    await api.post(`/orders/${sent.id}/shipments`, {});
    const parcel = await until(async () => (await api.get(`/orders/${sent.id}`)).shipments.find((each) => each.state === 'registered'), 'the waybill');
    assert.equal(bani(parcel.cash), 0n);
    assert.equal((await api.get(`/orders/${sent.id}`)).invoices.length, 0);

    const rma = await api.post(`/orders/${order.id}/returns`, { lines: [{ line_no: 1, quantity: '1' }], reason: 'wrong_item' });
    const other = await api.post(`/returns/${rma.id}/replace`, {});
    assert.notEqual(other.id, sent.id);
    await assert.rejects(api.post(`/returns/${rma.id}/replace`, {}), { code: 'return_decided' });
    const ended = await api.post(`/returns/${rma.id}/receive`, {});
    assert.equal(ended.state, 'closed');
    assert.equal((await api.get(`/orders/${order.id}/service-cases`)).guarantees.length, 0);
  });

  test('the shop’s own steps', async (t) => {
    const { items } = await api.get('/service-steps');
    const steps = [...items.slice(0, 1), { code: 'cleaning', stage: 'in_work', name: 'La curățat', name_en: 'Being cleaned' }, ...items.slice(1)];
    await assert.rejects(api.patch('/shop', { settings: { service: { steps: items.slice(1), news_days: 3, repair_days: 15 } } }), { field: 'settings.service.steps' });
    await assert.rejects(api.patch('/shop', { settings: { service: { steps, news_days: 99, repair_days: 15 } } }), { field: 'settings.service.news_days' });
    await changeFor(t, api, '/shop', { settings: { service: { steps, news_days: 2, repair_days: 10 } } });
    const order = await delivered([['CAF-MOK-04', 1]]);
    const piece = await api.post(`/orders/${order.id}/service-cases`, { line_no: 1, defect: 'murdar' });
    assert.equal(piece.days_left, 10);
    assert.equal((await go(piece, { step: 'cleaning' })).step_name, 'La curățat');
    assert.equal((await go(piece, { step: 'refused', words: 'E uzură.' })).outcome, 'refused');
  });
});
