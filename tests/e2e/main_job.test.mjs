// The main job, end to end on both engines: from the checkout to the AWB, the invoice, the mail and the profit.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mailServer } from '../lib/mail.mjs';
import { fontsEmbedded, pagesOf, sizeOf, textOf } from '../lib/pdf.mjs';
import { Api, arrive, bani, deliver, demoShop, engines, lei, orderOf, Refused, remit, send, signedIn, travel, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`main job on ${engine}`, () => {
  let shop, api, mail;

  before(async () => {
    mail = await mailServer();
    shop = await demoShop(engine, { env: { SSL_CERT_FILE: mail.certificate } });
    api = shop.api;
    const { version } = await api.get('/shop');
    await api.patch('/shop', { settings: { mail: { url: mail.url, user: mail.user, from: 'comenzi@pravalia.example', require_tls: true, gather_minutes: 0 } } }, { 'If-Match': `"${version}"` });
    await api.post('/shop/secrets', { name: 'smtp_password', value: mail.password });
  });
  after(async () => {
    await shop?.close();
    mail?.close();
  });
  const referrers = [
    { url: 'https://www.google.com/', landing_url: 'https://s.example/?gclid=1&utm_campaign=toamna', at: '2026-11-20T10:00:00Z' },
    ...Array.from({ length: 12 }, (_, i) => ({ url: `https://blog${i}.example/`, landing_url: 'https://s.example/', at: `2026-11-21T10:${String(i).padStart(2, '0')}:00Z` })),
  ];
  const wanted = orderOf([['CAF-RAS-02', 1], ['ALI-MIE-01', 2]], { referrers, note: 'Sunați înainte' });
  const shown = ({ id }) => api.get(`/orders/${id}`);
  const place = async () => shown(await api.post('/checkout/orders', wanted));
  /** Taken by an operator, and one jar less at the buyer's word. */
  const edit = async ({ id }) => {
    await api.post(`/orders/${id}/status`, { status: 'taken' });
    const before = await api.get(`/orders/${id}`);
    const edited = await api.patch(`/orders/${id}`, { lines: [{ sku: 'CAF-RAS-02', quantity: '1' }, { sku: 'ALI-MIE-01', quantity: '1' }], reason: 'la telefon' }, { 'If-Match': `"${before.version}"` });
    return { before, edited };
  };
  /** An order that is with the courier, and its parcel. */
  const sent = async () => {
    const order = await place();
    const shipment = await send(shop, order);
    return { order: await shown(order), shipment };
  };

  test('a quote names every cost and every other method', async () => {
    const quote = await api.post('/checkout/quotes', {
      lines: [{ sku: 'CAF-ESP-01', quantity: 1 }, { sku: 'ALI-MIE-01', quantity: '2' }], delivery_address: { county: 'Cluj', locality: 'cluj napoca' },
    });
    assert.equal(bani(quote.goods), 64999n + 2n * 4990n);
    assert.equal(bani(quote.total), bani(quote.goods) + bani(quote.delivery) + bani(quote.fees));
    assert.deepEqual(quote.vat.map((group) => group.rate).sort(), [1100, 2100]);
    assert.equal(quote.vat.reduce((sum, group) => sum + bani(group.gross), 0n), bani(quote.total));
    assert.deepEqual(quote.delivery_methods.map((method) => method.code), ['courier', 'pickup', 'fanbox']);
    const cash = quote.payment_methods.find((method) => method.code === 'cash_at_pickup');
    assert.equal(cash.available, false);
    assert.ok(cash.why);
    const pickup = await api.post('/checkout/quotes', { lines: [{ sku: 'CAF-ESP-01', quantity: 1 }], delivery_method: 'pickup' });
    assert.equal(bani(pickup.delivery), 0n);
    assert.equal(bani(pickup.fees), 0n);
  });

  test('an order is placed with referrers, and repeating it gives the same', async () => {
    const headers = { 'Idempotency-Key': 'order-1' };
    const placed = await api.post('/checkout/orders', wanted, headers);
    assert.deepEqual(await api.post('/checkout/orders', wanted, headers), placed);
    const order = await shown(placed);
    assert.equal(order.referrers.length, 10);
    assert.equal(order.referrers[0].channel, 'google adwords');
    assert.equal(order.referrers[0].campaign, 'toamna');
    assert.equal(order.referrers[1].url, 'https://blog3.example/');
    assert.equal(order.referrers[9].url, 'https://blog11.example/');
    assert.deepEqual([order.statuses.order.stage, order.statuses.payment.stage, order.statuses.delivery.stage], ['new', 'pending', 'none']);
    await assert.rejects(api.post('/checkout/orders', orderOf([['CAF-RAS-02', 2]]), headers), { code: 'idempotency_key_reused' });
  });

  test('the list finds it by referrer, status, words and day', async () => {
    const order = await place();
    const ids = async (query) => (await api.get(`/orders?${query}`)).items.map((each) => each.id);
    for (const query of ['referrer=google+adwords&referrer_match=first&order_status=new', `q=${order.number}`, 'q=turcanu', 'q=ioana@exemplu.ro',
      'order_status=new&delivery_status=none&limit=200', `placed_from=${new Date(Date.now() - 6e4).toISOString()}`])
      assert.ok((await ids(query)).includes(order.id), query);
    for (const query of ['referrer=google+adwords&referrer_match=last&q=turcanu', 'q=nimeniaici', 'order_status=completed&q=turcanu', 'placed_to=2020-01-01'])
      assert.ok(!(await ids(query)).includes(order.id), query);
  });

  test('the buyer gets a mail over TLS, with text and HTML', async () => {
    const order = await place();
    const received = await mail.wait((each) => each.subject.includes(`Comanda ${order.number}`));
    assert.equal(received.to.value[0].address, 'ioana@exemplu.ro');
    assert.equal(received.from.value[0].name, 'Prăvălia Demo');
    assert.ok(received.secure);
    assert.match(received.text, /Râșniță electrică/);
    assert.match(received.html, /max-width:600px/);
    const link = new URL(/http:\S+\/orders\/\S+/.exec(received.text)[0]);
    const buyer = new Api(`${shop.server.base}/s/demo`);
    const seen = await buyer.call('GET', `/api/v1/checkout/orders/${order.id}${link.search}`);
    assert.equal(seen.number, order.number);
    assert.equal(JSON.stringify(seen).includes('unit_cost'), false);
    await assert.rejects(buyer.call('GET', `/api/v1/checkout/orders/${order.id}?t=wrong`), { status: 404 });
    await until(async () => (await shown(order)).messages.some((each) => each.state === 'sent'), 'the message to be marked as sent');
  });

  test('an operator takes it and edits it before shipping', async () => {
    const order = await place();
    const { before, edited } = await edit(order);
    assert.equal(bani(edited.totals.goods), bani(before.totals.goods) - 4990n);
    await assert.rejects(api.patch(`/orders/${order.id}`, { note: 'x' }, { 'If-Match': `"${before.version}"` }), { code: 'version_conflict', status: 409 });
  });

  test('one button sends it to the courier, exactly one AWB however often it is pressed', async () => {
    const placed = await place();
    const answers = await Promise.all([1, 2, 3].map(() => api.post(`/orders/${placed.id}/shipments`, {})));
    assert.equal(new Set(answers.map((each) => each.id)).size, 1);
    const order = await until(async () => { const now = await shown(placed); return now.shipments[0]?.state === 'registered' && now; }, 'the AWB');
    const [shipment] = order.shipments;
    assert.match(shipment.awb_number, /^\d{10,}$/);
    assert.equal(bani(shipment.cash), bani(order.totals.total));
    const awbs = (await (await fetch(`${shop.server.base}/sandbox/fan/awbs`)).json()).filter((each) => each.reference.startsWith(`${order.number}-`));
    assert.equal(awbs.length, 1);
    assert.equal((await api.get(`/orders?q=${shipment.awb_number}`)).items[0].id, order.id);
    await assert.rejects(api.patch(`/orders/${order.id}`, { lines: [{ sku: 'ALI-MIE-01', quantity: 1 }] }), { code: 'order_shipped' });
    await assert.rejects(api.post(`/orders/${order.id}/cancel`, { reason: 'x' }), { code: 'order_shipped' });
  });

  test('labels are printed one or many, A4 and A6', async () => {
    const { shipment: { id, awb_number } } = await sent();
    const a6 = await api.get(`/shipments/${id}/label.pdf?format=a6`);
    assert.deepEqual(sizeOf(a6), [105, 148]);
    assert.deepEqual(sizeOf(await api.get(`/shipments/${id}/label.pdf?format=a4`)), [210, 297]);
    assert.match(textOf(a6), new RegExp(awb_number));
    const other = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { customer: { name: 'Dan Ene', email: 'dan@exemplu.ro', phone: '0733111222' } }));
    const bulk = await api.post('/shipments', { orders: [other.id, '12345'] });
    assert.equal(bulk.items[1].code, 'not_found');
    await until(async () => (await api.get(`/shipments/${bulk.items[0].shipment}`)).state === 'registered', 'the second AWB');
    assert.equal(pagesOf(await api.get(`/shipments/labels.pdf?ids=${id}&ids=${bulk.items[0].shipment}`)), 2);
  });

  test('the transport sheet says who, what and how much to collect', async () => {
    const { order, shipment } = await sent();
    const text = textOf(await api.get(`/orders/${order.id}/transport-sheet.pdf`));
    for (const words of ['Ioana Țurcanu', 'Cluj-Napoca', shipment.awb_number, '0722']) assert.ok(text.includes(words), words);
  });

  test('tracking moves the order, issues the invoice and tells the buyer', async () => {
    const { order: placed, shipment } = await sent();
    await travel(shop, shipment, 'C0');
    let order = await shown(placed);
    assert.equal(order.statuses.delivery.stage, 'handed_over');
    const invoice = order.invoices.find((each) => each.kind === 'invoice');
    assert.equal(bani(invoice.gross), bani(order.totals.total));
    const shipped = await mail.wait((each) => each.subject.includes(`Comanda ${order.number} a plecat`));
    assert.equal(shipped.attachments[0].contentType, 'application/pdf');
    assert.ok(textOf(shipped.attachments[0].content).includes(`${invoice.number}`));
    await travel(shop, shipment, 'H4', 'S2');
    order = await shown(placed);
    assert.equal(order.statuses.delivery.stage, 'delivered');
    assert.equal(order.shipments[0].tracking.length, 3);
  });

  test('the invoice is a proper paper in both languages', async () => {
    const order = await deliver(shop, await place());
    const invoice = order.invoices.find((each) => each.kind === 'invoice');
    const pdf = await api.get(`/invoices/${invoice.id}.pdf`);
    assert.ok(pdf.length < 100_000, `${pdf.length} bytes`);
    assert.ok(fontsEmbedded(pdf));
    assert.deepEqual(sizeOf(pdf), [210, 297]);
    const text = textOf(pdf);
    for (const words of ['Prăvălia Demo SRL', 'RO14399840', 'J40/9950/2006', 'RO41', 'Ioana Țurcanu', 'Râșniță electrică', `${invoice.series}`, `${invoice.number}`, '21', '11'])
      assert.ok(text.includes(words), `${words} in ${text}`);
    const lines = Array.from({ length: 90 }, (_, i) => ({ description: `Rândul ${i} cu diacritice ăîșț`, unit: 'buc', quantity: '1', unit_price: lei('10.00'), vat_class: 'standard' }));
    const long = await api.post('/invoices', { buyer: { company: { name: 'Firma SRL', cui: 'RO18773866', reg_no: 'J12/1/2001' }, address: { county: 'CJ', locality: 'Dej', street: 'Str. 1', postal_code: '405200' } }, lines, language: 'en' });
    const longPdf = await api.get(`/invoices/${long.id}.pdf`);
    assert.ok(pagesOf(longPdf) >= 3);
    assert.ok(longPdf.length < 100_000, `${longPdf.length} bytes`);
    assert.match(textOf(longPdf), /Invoice.*RO18773866.*900/);
    assert.equal(long.number, invoice.number + 1);
  });

  test('an invoice is taken back by a storno only, once', async () => {
    const by_hand = await api.post('/invoices', { buyer: { person: { name: 'Ion' }, address: { county: 'CJ', locality: 'Dej', street: 'Str. 1' } }, lines: [{ description: 'Consultanță', unit: 'oră', quantity: '1.5', unit_price: lei('100.00'), vat_class: 'standard' }] });
    assert.equal(bani(by_hand.gross), 15000n);
    const storno = await api.post(`/invoices/${by_hand.id}/storno`, { reason: 'greșită' });
    assert.equal(bani(storno.gross), -15000n);
    assert.equal(bani(storno.vat), -bani(by_hand.vat));
    await assert.rejects(api.post(`/invoices/${by_hand.id}/storno`, { reason: 'iar' }), { code: 'already_reversed' });
    // A storno written in error is taken back too; that is the end.
    const again = await api.post(`/invoices/${storno.id}/storno`, { reason: 'stornată din greșeală' });
    assert.equal(bani(again.gross), 15000n);
    await assert.rejects(api.post(`/invoices/${again.id}/storno`, { reason: 'iar' }), Refused);
  });

  test('payment, completion and the profit, line by line', async () => {
    const placed = await place();
    await edit(placed);
    await arrive(shop, placed);
    const order = await remit(shop, placed);
    assert.equal(order.statuses.payment.stage, 'paid');
    await api.post(`/orders/${order.id}/status`, { status: 'completed' });
    const report = await api.get(`/orders/${order.id}/profit`);
    assert.equal(report.final, true);
    const of = (kind) => report.lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + bani(line.amount), 0n);
    assert.equal(of('revenue'), bani(order.totals.total) - bani(order.totals.vat));
    assert.equal(of('goods'), -(22100n + 2900n));
    assert.equal(report.lines.reduce((sum, line) => sum + bani(line.amount), 0n), bani(report.net_profit));
    assert.equal(bani(report.gross_result) - bani(report.tax), bani(report.net_profit));
  });

  test('a losing order is held, administrators are told, and only the right releases it', async () => {
    const placed = await api.post('/checkout/orders', orderOf([['ACC-SOS-01', 1]], { delivery_method: 'pickup', payment_method: 'cash_at_pickup' }));
    await assert.rejects(api.post(`/orders/${placed.id}/status`, { status: 'completed' }), { code: 'order_at_loss', status: 409 });
    assert.equal((await api.get(`/orders/${placed.id}`)).held, true);
    assert.ok((await api.get('/notices')).items.some((each) => each.kind === 'order_at_loss' && each.subject === `order:${placed.id}`));
    await mail.wait((each) => each.to.value[0].address === 'admin@demo.example' && each.subject.includes(`#${placed.number}`));
    const operator = await signedIn(shop, 'operator@demo.example');
    await assert.rejects(operator.post(`/orders/${placed.id}/release`, { reason: 'eu' }), { code: 'forbidden', status: 403 });
    await assert.rejects(api.post(`/orders/${placed.id}/release`, { reason: '' }), { field: 'reason' });
    await api.post(`/orders/${placed.id}/release`, { reason: 'lichidare' });
    await api.post(`/orders/${placed.id}/status`, { status: 'completed' });
    assert.ok(!(await api.get('/notices')).items.some((each) => each.subject === `order:${placed.id}`));
  });

  test('a bank transfer gets a proforma with its reference', async () => {
    const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 2]], { payment_method: 'bank_transfer' }));
    assert.match(placed.payment_reference, new RegExp(`^TRB-${placed.number}-[A-Z]$`));
    const { invoices } = await api.get(`/orders/${placed.id}`);
    assert.equal(invoices[0].kind, 'proforma');
    assert.ok(textOf(await api.get(`/invoices/${invoices[0].id}.pdf`)).includes(placed.payment_reference));
    const proforma = await mail.wait((each) => each.subject.includes(`Comanda ${placed.number} `) && each.attachments.length > 0);
    assert.equal(proforma.attachments.length, 1);
  });

  test('operators see what their role lets them see', async () => {
    const order = await place();
    const operator = await signedIn(shop, 'operator@demo.example');
    const seen = await operator.get(`/orders/${order.id}`);
    assert.ok(seen.lines.every((line) => bani(line.unit_cost) === 0n));
    await assert.rejects(operator.get(`/orders/${order.id}/profit`), { status: 403 });
    const depot = await signedIn(shop, 'depozit@demo.example');
    await assert.rejects(depot.post(`/orders/${order.id}/invoices`, {}), { status: 403 });
  });

  test('every action is in the trail, in order, chained', async () => {
    const order = await place();
    await edit(order);
    await deliver(shop, order);
    await remit(shop, order);
    await until(async () => (await shown(order)).messages.some((each) => each.state === 'sent'), 'a message to be sent');
    const events = await api.all(`/orders/${order.id}/events`);
    const kinds = events.map((each) => each.kind);
    assert.equal(kinds[0], 'order_placed');
    for (const kind of ['status_changed', 'order_edited', 'shipment_requested', 'awb_registered', 'parcel_tracked', 'invoice_issued', 'message_sent', 'payment_received'])
      assert.ok(kinds.includes(kind), kind);
    assert.deepEqual(events.map((each) => each.seq), events.map((_, i) => i + 1));
    assert.equal(new Set(events.map((each) => each.hash)).size, events.length);
    const change = events.find((each) => each.kind === 'order_edited');
    assert.equal(change.reason, 'la telefon');
    assert.ok(change.changes.some((each) => each.field === 'total' && each.from && each.to));
    assert.match(shop.place.run('verify', 'audit'), /whole/);
  });

  test('a mail server that is down for a while loses nothing', async (t) => {
    t.after(() => { mail.state.refuse = false; });
    mail.state.refuse = true;
    const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { customer: { name: 'Eva Luca', email: 'eva@exemplu.ro', phone: '0744000111' } }));
    await until(async () => (await api.get(`/orders/${placed.id}`)).messages.some((each) => each.state === 'failed' && each.error), 'the failure to show', 60_000);
    mail.state.refuse = false;
    await mail.wait((each) => each.to.value[0].address === 'eva@exemplu.ro');
    await until(async () => (await api.get(`/orders/${placed.id}`)).messages.every((each) => each.state === 'sent'), 'the message to be sent');
  });
});
