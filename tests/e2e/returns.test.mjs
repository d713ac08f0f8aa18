// Goods that come back: asked for by the buyer's link, agreed to, received, paid back by the way the money came, with storno, stock and profit.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Payer } from '../lib/pay.mjs';
import { codesOf, textOf } from '../lib/pdf.mjs';
import { bani, changeFor, deliver, demoShop, engines, lei, orderOf, remit, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`returns on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());

  const stock = async (sku) => Number((await api.get(`/products?q=${sku}`)).items.find((each) => each.sku === sku).stock);
  /** Ordered, sent, delivered, paid in cash to the courier who brought the money. */
  const delivered = async (lines, change) => deliver(shop, await api.post('/checkout/orders', orderOf(lines, change)));
  const paid = (order) => remit(shop, order);
  const asBuyer = (order, path = '', body) => api.call(body === undefined && path === '' ? 'GET' : 'POST', `/checkout/orders/${order.id}/returns${path}?t=${order.token}`, body);
  const lineOf = (order, sku) => order.lines.find((line) => line.sku === sku).line_no;

  test('one piece of two: terms shown, asked for, agreed, received, paid back; storno, stock and profit follow to the ban', async () => {
    let order = await delivered([['CAF-MOK-04', 2], ['CAR-BUC-01', 1]]);
    order = { ...await paid(order), token: order.token };
    const [pots, before] = [order.lines.find((line) => line.sku === 'CAF-MOK-04'), await stock('CAF-MOK-04')];
    const offered = await asBuyer(order);
    assert.equal(offered.delivered, true);
    assert.ok(offered.returnable.every((item) => item.withdrawal_until > offered.today && item.warranty_until > item.withdrawal_until || item.warranty_until === undefined));
    const asked = await asBuyer(order, '', { lines: [{ line_no: pots.line_no, quantity: '1' }], reason: 'withdrawal', wish: 'money', iban: 'RO49AAAA1B31007593840000', note: 'Nu se potrivește.' });
    const [rma] = asked.items;
    assert.equal(rma.state, 'requested');
    assert.equal(asked.returnable.find((item) => item.line_no === pots.line_no).left, '1');
    const until14 = (new Date(rma.refund_until) - new Date(offered.today)) / 86_400_000;
    assert.equal(until14, 14);
    assert.deepEqual((await api.get('/returns?state=requested')).items.map((each) => each.id), [rma.id]);
    for (const code of [`R${rma.number}`, `rma ${rma.number}`, `${rma.number}`]) assert.deepEqual((await api.get(`/returns?code=${encodeURIComponent(code)}`)).items.map((each) => each.id), [rma.id], code);
    for (const code of ['R999999', 'x']) assert.deepEqual((await api.get(`/returns?code=${code}`)).items, []);
    await until(async () => (await api.get(`/orders/${order.id}`)).messages.some((each) => each.template === 'return_requested' && each.state === 'sent'), 'the confirmation');

    await assert.rejects(api.post(`/returns/${rma.id}/pay-back`, {}), { code: 'return_decided' });
    await assert.rejects(api.post(`/returns/${rma.id}/receive`, { lines: [] }), { code: 'return_decided' });
    assert.equal((await api.post(`/returns/${rma.id}/approve`, { answer: '' })).state, 'approved');
    const sheet = await api.get(`/checkout/orders/${order.id}/returns/${rma.id}/paper.pdf?t=${order.token}`);
    assert.match(textOf(sheet), new RegExp(`Retur RMA ${rma.number} .*Comanda ${order.number}.*S-a răzgândit.*CAF-MOK-04.*Nu se potrivește`));
    assert.ok(codesOf(sheet).includes(`R${rma.number}`));
    await assert.rejects(api.get(`/checkout/orders/${order.id}/returns/${rma.id}/paper.pdf?t=x`), { status: 404 });
    const other = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    const foreign = new URL((await api.get(`/orders/${other.id}`)).buyer_link).searchParams.get('t');
    await assert.rejects(api.get(`/checkout/orders/${other.id}/returns/${rma.id}/paper.pdf?t=${foreign}`), { status: 404 });
    await assert.rejects(api.post(`/returns/${rma.id}/receive`, { lines: [{ line_no: pots.line_no, received: '2' }] }), { field: 'lines[0].received' });
    await assert.rejects(api.post(`/returns/${rma.id}/receive`, { lines: [{ line_no: pots.line_no, received: '0.5', restocked: '1' }] }), { field: 'lines[0].restocked' });
    const profit = await api.get(`/orders/${order.id}/profit`);
    const here = await api.post(`/returns/${rma.id}/receive`, { lines: [{ line_no: pots.line_no, received: '1', restocked: '1', condition: 'ca nou' }] });
    assert.equal(await stock('CAF-MOK-04'), before + 1);
    assert.equal(bani(here.worth), bani(pots.total) / 2n);

    await assert.rejects(api.post(`/returns/${rma.id}/pay-back`, { amount: lei('9999.00') }), { field: 'amount' });
    await assert.rejects(api.post(`/returns/${rma.id}/pay-back`, { amount: lei('1.00') }), { field: 'reason' });
    const done = await api.post(`/returns/${rma.id}/pay-back`, {});
    assert.equal(done.state, 'refunded');
    assert.equal(bani(done.paid_back), bani(here.worth));
    const now = await api.get(`/orders/${order.id}`);
    const storno = now.invoices.find((each) => each.kind === 'storno');
    assert.equal(bani(storno.gross), -bani(here.worth));
    assert.equal(storno.id, done.storno_id);
    assert.equal(now.statuses.payment.stage, 'partly_refunded');
    assert.equal(bani(now.due), 0n);

    const after = await api.get(`/orders/${order.id}/profit`);
    const line = (report, kind) => report.lines.filter((each) => each.kind === kind).reduce((sum, each) => sum + bani(each.amount), 0n);
    assert.equal(line(profit, 'revenue') - line(after, 'revenue'), -bani(storno.net));
    assert.equal(line(after, 'goods') - line(profit, 'goods'), bani(pots.unit_cost));
    assert.equal(line(after, 'courier'), line(profit, 'courier'));
    const kinds = (await api.all(`/orders/${order.id}/events`)).map((each) => each.kind);
    for (const kind of ['return_opened', 'return_approved', 'return_received', 'return_refunding', 'return_refunded']) assert.ok(kinds.includes(kind), kind);
    assert.deepEqual((await asBuyer(order)).items[0].steps.map((each) => each.step), ['opened', 'approved', 'received', 'refunding', 'refunded']);
    await assert.rejects(api.post(`/invoices/${now.invoices.find((each) => each.kind === 'invoice').id}/storno`, { reason: 'x' }), { code: 'already_reversed' });
    // Again changes nothing.
    await assert.rejects(api.post(`/returns/${rma.id}/pay-back`, {}), { code: 'return_decided' });
  });

  test('the shop’s own reasons and rules, photos, and its courier fetching the goods', async (t) => {
    const { version } = await api.get('/shop');
    const wrong = async (returns, field) => assert.rejects(api.patch('/shop', { settings: { returns } }), { field: `settings.returns.${field}` });
    await wrong({ withdrawal_days: 13 }, 'withdrawal_days');
    await wrong({ causes: [{ name: ' ' }] }, 'causes.0.name');
    await wrong({ causes: [{ name: 'Mic' }, { name: 'Mic' }] }, 'causes.1.name');
    let order = await delivered([['CAF-MOK-04', 1]]);
    const before = await asBuyer(order);
    assert.deepEqual([before.causes, before.fetched, before.withdrawal_days], [[], false, 14]);
    await assert.rejects(asBuyer(order, '', { lines: [{ line_no: 1, quantity: '1' }], by_courier: true }), { field: 'by_courier' });
    await assert.rejects(asBuyer(order, '', { lines: [{ line_no: 1, quantity: '1' }], cause: 'Prea mic' }), { field: 'cause' });
    await changeFor(t, api, '/shop', { settings: { returns: { withdrawal_days: 30, companies_too: true, fetched: true, text: 'Păstrați ambalajul.', causes: [{ name: 'Prea mic', name_en: 'Too small', ground: 'withdrawal', photo: false }, { name: 'A venit spart', ground: 'damaged', photo: true }] } } }, { 'If-Match': `"${version}"` });
    const rules = await asBuyer(order);
    assert.deepEqual(rules.causes.map((each) => [each.name, each.ground, each.photo]), [['Prea mic', 'withdrawal', false], ['A venit spart', 'damaged', true]]);
    assert.equal(rules.text, 'Păstrați ambalajul.');
    assert.ok(rules.returnable[0].withdrawal_until > before.returnable[0].withdrawal_until);
    const company = await delivered([['CAF-MOK-04', 1]], { billing: { company: { name: 'Firma SRL', cui: 'RO18773866', reg_no: 'J12/1/2001' } } });
    assert.ok((await asBuyer(company)).returnable[0].withdrawal_until);

    const { items: [rma] } = await asBuyer(order, '', { lines: [{ line_no: 1, quantity: '1' }], cause: 'A venit spart', by_courier: true });
    assert.deepEqual([rma.reason, rma.cause, rma.by_courier], ['damaged', 'A venit spart', true]);
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const photo = (path, bytes) => fetch(`${shop.server.base}/api/v1${path}`, { method: 'POST', headers: { Authorization: `Bearer ${shop.key}`, 'Content-Type': 'application/octet-stream' }, body: bytes });
    const mine = `/checkout/orders/${order.id}/returns/${rma.id}/photos`;
    assert.equal((await photo(`${mine}?t=${order.token}`, Buffer.from('no picture'))).status, 422);
    assert.equal((await photo(`${mine}?t=x`, png)).status, 404);
    const shown = await (await photo(`${mine}?t=${order.token}`, png)).json();
    const [{ id: photo_id, by_buyer }] = shown.items[0].photos;
    assert.equal(by_buyer, true);
    assert.equal(typeof photo_id, 'string', 'numbers of this size lose their end');
    assert.deepEqual(await api.get(`${mine}/${photo_id}?t=${order.token}`), png);
    await assert.rejects(api.get(`${mine}/1?t=${order.token}`), { status: 404 });

    const agreed = await api.post(`/returns/${rma.id}/approve`, { answer: '' });
    const [{ id }] = agreed.collections;
    const parcel = await until(async () => { const now = await api.get(`/shipments/${id}`); return now.state === 'registered' && now; }, 'the waybill of the way back');
    const seen = (await asBuyer(order)).items[0];
    assert.deepEqual([seen.awb_number, seen.may_cancel], [parcel.awb_number, false]);
    await assert.rejects(asBuyer(order, `/${rma.id}/cancel`), { code: 'already_sent' });
    await assert.rejects(api.post(`/returns/${rma.id}/refuse`, { answer: 'nu mai e cazul' }), { code: 'already_sent' });
    assert.deepEqual(seen.steps.map((each) => each.step), ['opened', 'approved', 'courier_called', 'collected']);
    assert.match(textOf(await api.get(`/checkout/orders/${order.id}/returns/${rma.id}/label.pdf?t=${order.token}`)), new RegExp(parcel.awb_number));
    await assert.rejects(api.get(`/checkout/orders/${order.id}/returns/${rma.id}/label.pdf?t=x`), { status: 404 });
    // It may go together with others about the order.
    await until(async () => (await api.get(`/orders/${order.id}`)).messages.some((each) => each.template === 'return_collected'), 'the letter about the courier');
    // Called off, and called again with words for the driver.
    await api.post(`/shipments/${id}/cancel`, { reason: 'altă zi' });
    await assert.rejects(api.post(`/returns/${rma.id}/collect`, { courier: 'nobody' }), { field: 'courier' });
    await assert.rejects(api.post(`/returns/${rma.id}/collect`, { parcels: 0 }), { field: 'parcels' });
    const again = await api.post(`/returns/${rma.id}/collect`, { note: 'după ora 17' });
    assert.equal(again.collections.length, 2);
    assert.equal((await (await photo(`/returns/${rma.id}/photos`, png)).json()).photos.length, 2);
    await api.post(`/returns/${rma.id}/receive`, {});
    assert.match(textOf(await api.get(`/returns/${rma.id}/paper.pdf`)), /A venit spart.*Fotografii.*2/);
    assert.equal((await photo(`${mine}?t=${order.token}`, png)).status, 409);
  });

  test('everything comes back: the delivery and the fee are paid back too, and the whole invoice is reversed', async () => {
    let order = await delivered([['CAR-BUC-01', 1]]);
    order = { ...await paid(order), token: order.token };
    const { items: [{ id }] } = await asBuyer(order, '', { lines: [{ line_no: 1, quantity: '1' }], reason: 'withdrawal', wish: 'money' });
    await api.post(`/returns/${id}/approve`, {});
    await api.post(`/returns/${id}/receive`, {});
    const done = await api.post(`/returns/${id}/pay-back`, {});
    assert.equal(bani(done.amount), bani(order.totals.total));
    const now = await api.get(`/orders/${order.id}`);
    assert.equal(now.statuses.payment.stage, 'refunded');
    const [invoice, storno] = ['invoice', 'storno'].map((kind) => now.invoices.find((each) => each.kind === kind));
    assert.deepEqual([bani(storno.net), bani(storno.vat), bani(storno.gross)], [-bani(invoice.net), -bani(invoice.vat), -bani(invoice.gross)]);
  });

  test('by card the money goes back to the card, and what the processor refuses is tried again', async () => {
    const payer = new Payer(shop);
    const placed = await payer.order();
    const started = await payer.begin(placed, 'card_euplatesc');
    await payer.choose(started, 'pay');
    await payer.settles(started.id, 'paid');
    const order = await deliver(shop, placed);
    const { items: [{ id }] } = await asBuyer(order, '', { lines: order.lines.map(({ line_no, quantity }) => ({ line_no, quantity })) });
    await api.post(`/returns/${id}/approve`, {});
    await api.post(`/returns/${id}/receive`, {});
    await payer.fault('euplatesc.manage', 'refuse');
    await assert.rejects(api.post(`/returns/${id}/pay-back`, {}), { code: 'processor_refused' });
    const stuck = await api.get(`/returns/${id}`);
    assert.deepEqual([stuck.state, bani(stuck.paid_back)], ['refunding', 0n]);
    assert.equal((await api.get(`/orders/${order.id}`)).invoices.filter((each) => each.kind === 'storno').length, 1);
    const done = await api.post(`/returns/${id}/pay-back`, {});
    assert.equal(done.state, 'refunded');
    assert.equal(bani(done.paid_back), bani(order.totals.total));
    assert.equal((await payer.payment(started.id)).operations.filter((each) => each.kind === 'refund' && each.state === 'done').length, 1);
    assert.equal((await payer.sums(order.id)).brought, 0n);
    assert.equal((await api.get(`/orders/${order.id}`)).invoices.filter((each) => each.kind === 'storno').length, 1);
  });

  test('less is paid back for goods that lost value, and those stay off the shelf', async () => {
    let order = await delivered([['CAR-BUC-01', 1]]);
    order = { ...await paid(order), token: order.token };
    const before = await stock('CAR-BUC-01');
    const opened = await api.post(`/orders/${order.id}/returns`, { lines: [{ line_no: 1, quantity: '1' }], reason: 'defect', wish: 'repair', note: 'pagini lipsă' });
    assert.equal(opened.state, 'approved');
    await api.post(`/returns/${opened.id}/receive`, { lines: [{ line_no: 1, received: '1', restocked: '0', condition: 'pătat' }] });
    assert.equal(await stock('CAR-BUC-01'), before);
    const done = await api.post(`/returns/${opened.id}/pay-back`, { amount: lei('50.00'), reason: 'coperta e pătată' });
    assert.deepEqual([done.amount.amount, done.state], ['50.00', 'refunded']);
    const report = await api.get(`/orders/${order.id}/profit`);
    assert.ok(!report.lines.some((each) => each.kind === 'goods' && /RMA/.test(each.explanation)));
  });

  test('pressed three times at once the money goes back once', async () => {
    let order = await delivered([['CAF-MOK-04', 3]]);
    order = { ...await paid(order), token: order.token };
    const opened = await api.post(`/orders/${order.id}/returns`, { lines: [{ line_no: 1, quantity: '1' }] });
    const { worth } = await api.post(`/returns/${opened.id}/receive`, {});
    await Promise.allSettled([1, 2, 3].map(() => api.post(`/returns/${opened.id}/pay-back`, {})));
    const done = await until(async () => { const now = await api.get(`/returns/${opened.id}`); return now.state === 'refunded' && now; }, 'the money');
    assert.equal(bani(done.paid_back), bani(worth));
    const now = await api.get(`/orders/${order.id}`);
    assert.equal(bani(now.paid), bani(now.totals.total) - bani(worth));
    assert.equal(now.invoices.filter((each) => each.kind === 'storno').length, 1);
  });

  test('what the law does not give, a buyer does not get, and an operator may give', async (t) => {
    const [book] = (await api.get('/products?q=CAR-BUC-01')).items;
    await assert.rejects(api.patch(`/products/${book.id}`, { no_withdrawal: 'nonsense' }), { field: 'no_withdrawal' });
    const fresh = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    const early = { ...await api.get(`/orders/${fresh.id}`), token: new URL((await api.get(`/orders/${fresh.id}`)).buyer_link).searchParams.get('t') };
    await assert.rejects(asBuyer(early, '', { lines: [{ line_no: 1, quantity: '1' }] }), { code: 'not_delivered' });

    const order = await delivered([['CAR-BUC-01', 1]]);
    await changeFor(t, api, `/products/${book.id}`, { no_withdrawal: 'media' });
    await assert.rejects(asBuyer(order, '', { lines: [{ line_no: 1, quantity: '1' }] }), { code: 'no_withdrawal', field: 'lines[0].line_no' });
    await api.patch(`/products/${book.id}`, { no_withdrawal: '' });
    for (const [body, field] of [
      [{ lines: [] }, 'lines'], [{ lines: [{ line_no: 9, quantity: '1' }] }, 'lines[0].line_no'], [{ lines: [{ line_no: 1, quantity: '2' }] }, 'lines[0].quantity'],
      [{ lines: [{ line_no: 1, quantity: '0' }] }, 'lines[0].quantity'], [{ lines: [{ line_no: 1, quantity: '1' }], iban: 'RO1' }, 'iban'],
    ]) await assert.rejects(asBuyer(order, '', body), { field });
    await assert.rejects(api.call('POST', `/checkout/orders/${order.id}/returns?t=x`, { lines: [{ line_no: 1, quantity: '1' }] }), { code: 'not_found' });

    const company = await delivered([['CAF-ESP-01', 1]], { billing: { company: { name: 'Exemplu SRL', cui: 'RO14399840', reg_no: 'J40/372/2002' }, address: { county: 'CJ', locality: 'Cluj-Napoca', street: 'Str. Unirii 7' } } });
    assert.equal((await asBuyer(company)).returnable[0].withdrawal_until, undefined);
    await assert.rejects(asBuyer(company, '', { lines: [{ line_no: 1, quantity: '1' }] }), { code: 'no_withdrawal' });
    const defect = await asBuyer(company, '', { lines: [{ line_no: 1, quantity: '1' }], reason: 'defect', wish: 'repair' });
    assert.equal(defect.items[0].state, 'requested');
    await assert.rejects(api.post(`/returns/${defect.items[0].id}/refuse`, { answer: ' ' }), { field: 'answer' });
    await api.post(`/returns/${defect.items[0].id}/refuse`, { answer: 'lovit de client' });
    assert.equal((await asBuyer(company)).items[0].answer, 'lovit de client');
    // What was refused can be asked for again, and called off by the buyer.
    const again = await asBuyer(company, '', { lines: [{ line_no: 1, quantity: '1' }], reason: 'damaged' });
    const kept = await asBuyer(company, `/${again.items[1].id}/cancel`);
    assert.equal(kept.items[1].state, 'cancelled');
  });

  test('nothing was paid yet: nothing is paid back, and it says so', async () => {
    const order = await delivered([['CAR-BUC-01', 1]]);
    const opened = await api.post(`/orders/${order.id}/returns`, { lines: [{ line_no: 1, quantity: '1' }] });
    await api.post(`/returns/${opened.id}/receive`, {});
    await assert.rejects(api.post(`/returns/${opened.id}/pay-back`, {}), { code: 'nothing_paid' });
    assert.equal((await api.post(`/returns/${opened.id}/close`, { answer: 'alt exemplar trimis' })).state, 'closed');
    assert.equal((await api.get(`/orders/${order.id}`)).invoices.some((each) => each.kind === 'storno'), false);
  });
});
