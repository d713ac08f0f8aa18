// Every processor through every story, on both engines; the sums always reconcile.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Payer } from '../lib/pay.mjs';
import { textOf } from '../lib/pdf.mjs';
import { bani, decimal, demoShop, engines, until } from '../lib/shop.mjs';

/** What each can do by its interface; `held`: the buyer's payment is a hold until it is captured. */
const processors = [
  { name: 'euplatesc', method: 'card_euplatesc', refunds: true, call: 'euplatesc.manage', polls: true },
  { name: 'payu', method: 'card_payu', held: true, refunds: true, call: 'payu.refund', capture: 'payu.capture', polls: true },
  { name: 'romcard', method: 'card_romcard', held: true, refunds: true, call: 'romcard.form', capture: 'romcard.form', carries: true },
  { name: 'netopia', method: 'card_netopia', told: true, polls: true, disputes: true, down: 'netopia.start' },
  { name: 'netopia_v1', method: 'card_mobilpay', told: true },
  { name: 'paypal', method: 'paypal', approves: true, refunds: true, call: 'paypal.refund', polls: true, disputes: true, euro: true, down: 'paypal.start' },
];

for (const engine of engines) describe(`payments on ${engine}`, () => {
  let shop, api, payer;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    payer = new Payer(shop);
  });
  after(() => shop?.close());

  /** Another account at a processor, for one test; after it the sandbox's own. */
  const accountFor = async (t, name, change) => {
    const { capture } = await api.get(`/processors/${name}`);
    const credentials = await (await fetch(`${shop.server.base}/sandbox/credentials/${name}`)).json();
    const account = { mode: 'sandbox', capture, credentials, endpoints: { base: `${shop.server.base}/${name}` } };
    t.after(() => api.call('PUT', `/processors/${name}`, account));
    return api.call('PUT', `/processors/${name}`, { ...account, ...change });
  };

  for (const processor of processors) describe(processor.name, () => {
    /** Strikes the callbacks of one charge: those of other tests may still be on their way. */
    const callbackFault = async (started, fault, times) => payer.fault(`${processor.name}.callback/${await payer.reference(started.id)}`, fault, times);
    const begin = async () => {
      const order = await payer.order();
      return { order, started: await payer.begin(order, processor.method) };
    };
    /** Paid and captured. */
    const paid = async () => {
      const { order, started } = await begin();
      await payer.choose(started, 'pay');
      if (processor.held) {
        await payer.settles(started.id, 'authorised');
        await api.post(`/payments/${started.id}/capture`, {});
      }
      return { order, id: started.id, payment: await payer.settles(started.id, 'paid') };
    };
    const half = (payment) => ({ amount: decimal(bani(payment.charge) / 2n), currency: payment.charge.currency });
    const refund = async (id, amount) => {
      if (processor.refunds) return api.post(`/payments/${id}/refund`, { ...(amount ? { amount } : {}), reason: 'retur' });
      await payer.happens(id, 'refunded', amount?.amount); // in the processor's own panel
      return payer.payment(id);
    };

    test('the account works without a charge', () => api.post(`/processors/${processor.name}/check`));

    test('paid', async () => {
      const { order, id, payment } = await paid();
      const { order: now } = await payer.sums(order.id);
      assert.equal(now.statuses.payment.stage, 'paid');
      assert.equal(bani(now.due), 0n);
      assert.ok(payment.events.length >= 1);
      assert.ok(payment.events.every((event) => event.raw.length > 0));
      if (processor.euro) assert.equal(payment.charge.currency, 'EUR');
      assert.equal((await payer.payment(id)).reference, payment.attempts[0].processor_ref);
    });

    test('refused, then paid again without a second order', async () => {
      const { order, started } = await begin();
      if (processor.approves) await payer.happens(started.id, 'refused'); else await payer.choose(started, 'refuse');
      await payer.settles(started.id, 'failed');
      assert.equal((await api.get(`/orders/${order.id}`)).statuses.payment.stage, 'failed');
      const again = await payer.begin(order, processor.method);
      assert.equal(again.id, started.id);
      assert.equal((await payer.payment(again.id)).attempts.length, 2);
      await payer.choose(again, 'pay');
      await payer.settles(again.id, processor.held ? 'authorised' : 'paid');
      await payer.sums(order.id);
    });

    test('abandoned: the window is closed and nothing is believed', async () => {
      const { order, started } = await begin();
      await payer.choose(started, 'close');
      if (processor.polls) await api.post(`/payments/${started.id}/poll`);
      assert.equal((await payer.payment(started.id)).state, 'pending');
      assert.equal((await payer.sums(order.id)).brought, 0n);
    });

    test('late: the money of a cancelled order is to be given back', async () => {
      const { order, started } = await begin();
      await api.post(`/orders/${order.id}/cancel`, { reason: 'nu mai vrea' });
      await payer.choose(started, 'pay');
      const payment = await payer.settles(started.id, processor.held ? 'authorised' : 'paid');
      if (processor.held) return void await api.post(`/payments/${payment.id}/void`, {});
      let { order: now } = await payer.sums(order.id);
      assert.equal(now.statuses.order.stage, 'cancelled');
      assert.deepEqual(now.alerts.map((alert) => alert.kind), ['refund_proposed']);
      await refund(started.id);
      ({ order: now } = await payer.sums(order.id));
      assert.equal(now.statuses.payment.stage, 'refunded');
      assert.deepEqual(now.alerts, []);
    });

    test('twice and in disorder: applied once', async () => {
      for (const fault of ['twice', 'disorder']) {
        const { order, started } = await begin();
        await callbackFault(started, fault);
        await payer.choose(started, 'pay');
        const payment = await payer.settles(started.id, processor.held ? 'authorised' : 'paid');
        await new Promise((done) => setTimeout(done, 200));
        assert.equal((await payer.payment(started.id)).state, payment.state);
        const { brought, order: now } = await payer.sums(order.id);
        assert.equal(brought, processor.held ? 0n : bani(now.totals.total));
      }
    });

    test('a wrong amount is quarantined, a forged notice turned away', async () => {
      const { order, started } = await begin();
      const before = (await payer.payment(started.id)).events.length;
      await callbackFault(started, 'forged');
      const forged = await payer.happens(started.id, 'pay');
      assert.match(forged.answers[0], /^403 /);
      assert.equal((await payer.payment(started.id)).events.length, before);
      await callbackFault(started, 'wrong_amount');
      const wrong = await payer.happens(started.id, 'pay');
      assert.match(wrong.answers[0], /^200 /);
      const payment = await payer.payment(started.id);
      assert.equal(payment.state, 'pending');
      assert.equal(payment.events.at(-1).verdict, 'quarantined');
      assert.equal((await payer.sums(order.id)).brought, 0n);
      const { items } = await api.get('/payment-events/quarantined');
      const event = items.find((each) => each.id === payment.events.at(-1).id);
      await api.post(`/payment-events/${event.id}/review`, { reason: 'am vorbit cu procesatorul' });
      assert.ok(!(await api.get('/payment-events/quarantined')).items.some((each) => each.id === event.id));
    });

    test('a part goes back, then the rest, and no more', async () => {
      const { order, id, payment } = await paid();
      const part = half(payment);
      await refund(id, part);
      let now = await payer.settles(id, 'partly_refunded');
      assert.equal((await payer.sums(order.id)).order.statuses.payment.stage, 'partly_refunded');
      const rest = { amount: decimal(bani(payment.charge) - bani(part)), currency: payment.charge.currency };
      if (processor.refunds) {
        await assert.rejects(api.post(`/payments/${id}/refund`, { amount: payment.charge }), { field: 'amount' });
        await assert.rejects(api.get(`/payments/${id}/refund?amount=${payment.amount.amount}`), { field: 'amount' });
      }
      await refund(id, rest);
      now = await payer.settles(id, 'refunded');
      const { brought, order: done } = await payer.sums(order.id);
      assert.equal(brought, 0n);
      assert.equal(done.statuses.payment.stage, 'refunded');
      await new Promise((wait) => setTimeout(wait, 150)); // the processor's own notices of these refunds
      assert.equal((await payer.payment(id)).operations.filter((each) => each.kind === 'refund').length, 2);
      assert.equal(now.operations.filter((each) => each.kind === 'refund').length, 2);
      await payer.sums(order.id);
    });

    if (processor.refunds) test('a refund that is refused changes nothing', async () => {
      const { order, id } = await paid();
      await payer.fault(processor.call, 'refuse');
      await assert.rejects(api.post(`/payments/${id}/refund`, {}), { code: 'processor_refused' });
      assert.equal((await payer.payment(id)).state, 'paid');
      await api.post(`/payments/${id}/refund`, {});
      assert.equal((await payer.sums(order.id)).brought, 0n);
    });

    if (processor.refunds) test('a refund without an answer waits, and is not done twice', async () => {
      const { order, id } = await paid();
      await payer.fault(processor.call, 'error_after');
      const unclear = await api.post(`/payments/${id}/refund`, {});
      const operation = unclear.operations.find((each) => each.kind === 'refund');
      assert.ok(['unclear', 'done'].includes(operation.state), operation.state);
      if (operation.state === 'unclear') {
        // The processor's notice may have been here in between.
        await assert.rejects(api.post(`/payments/${id}/refund`, {}), (error) => ['operation_open', 'payment_not_paid'].includes(error.code));
        // A notice or a poll tells, else a person does.
        if (processor.polls) await api.post(`/payments/${id}/poll`);
        const after = await payer.payment(id);
        if (after.state !== 'refunded') await api.post(`/payment-operations/${operation.id}/settle`, { happened: true, reason: 'văzut în panoul procesatorului' })
          .catch((error) => assert.equal(error.code, 'operation_decided')); // the notice was faster
      }
      assert.equal((await payer.settles(id, 'refunded')).operations.filter((each) => each.kind === 'refund').length, 1);
      assert.equal((await payer.sums(order.id)).brought, 0n);
    });

    if (!processor.refunds) test('what only its own panel does is said so', async () => {
      const { id } = await paid();
      await assert.rejects(api.post(`/payments/${id}/refund`, {}), { code: 'not_offered' });
      await assert.rejects(api.get(`/payments/${id}/refund`), { code: 'not_offered' }); // nor is it promised before
    });

    if (processor.disputes) test('a chargeback: disputed, then lost', async () => {
      const { order, id } = await paid();
      await payer.happens(id, 'disputed');
      await payer.settles(id, 'disputed');
      assert.ok((await api.get(`/orders/${order.id}`)).alerts.some((alert) => alert.kind === 'payment_disputed'));
      await payer.happens(id, 'dispute_lost');
      const payment = await payer.settles(id, 'refunded');
      assert.equal(payment.operations.at(-1).kind, 'chargeback');
      assert.equal((await payer.sums(order.id)).brought, 0n);
    });

    if (processor.polls) test('the callback is lost: the processor is asked', async () => {
      const { order, started } = await begin();
      await callbackFault(started, 'lost', processor.approves ? 2 : 1);
      await payer.choose(started, 'pay');
      if (processor.name === 'euplatesc') { // knows charges by its own number, which only a callback brings
        await payer.happens(started.id, 'pay');
      } else {
        assert.equal((await payer.payment(started.id)).state, 'pending');
        await api.post(`/payments/${started.id}/poll`);
      }
      const payment = await payer.settles(started.id, processor.held ? 'authorised' : 'paid');
      if (processor.name !== 'euplatesc') assert.equal(payment.events.at(-1).source, 'poll');
      await payer.sums(order.id);
    });

    test('the callback is there before the browser', async () => {
      const { order, started } = await begin();
      await callbackFault(started, 'early');
      await payer.choose(started, 'pay');
      await payer.settles(started.id, processor.held ? 'authorised' : 'paid');
      await payer.sums(order.id);
    });

    if (processor.down) test('the processor is down: said, and tried again', async () => {
      const order = await payer.order();
      await payer.fault(processor.down, 'error');
      await assert.rejects(api.post(`/orders/${order.id}/payments`, { method: processor.method }), { code: 'processor_unclear' });
      const { order: now } = await payer.sums(order.id);
      assert.equal(now.payments[0].state, 'failed');
      const again = await payer.begin(order, processor.method);
      assert.equal(again.id, now.payments[0].id);
    });

    if (processor.held) test('a hold is taken when the goods leave, and set free when the order is cancelled', async () => {
      const { order, started } = await begin();
      await payer.choose(started, 'pay');
      await payer.settles(started.id, 'authorised');
      assert.equal((await api.get(`/orders/${order.id}`)).statuses.payment.stage, 'authorised');
      await api.post(`/orders/${order.id}/shipments`, {});
      await until(async () => (await api.get(`/orders/${order.id}`)).shipments[0].state === 'registered', 'the AWB');
      await api.post(`/orders/${order.id}/status`, { status: 'handed_over' });
      await payer.settles(started.id, 'paid');
      await payer.sums(order.id);

      const other = await begin();
      await payer.choose(other.started, 'pay');
      await payer.settles(other.started.id, 'authorised');
      await api.post(`/orders/${other.order.id}/cancel`, { reason: 'test' });
      await payer.settles(other.started.id, 'failed');
      assert.equal((await payer.sums(other.order.id)).brought, 0n);
    });
  });

  test('refused by one, paid by another: one order, its method follows', async () => {
    const order = await payer.order();
    const first = await payer.begin(order, 'card_euplatesc');
    await payer.choose(first, 'refuse');
    await payer.settles(first.id, 'failed');
    const second = await payer.begin(order, 'card_netopia');
    assert.notEqual(second.id, first.id);
    await payer.choose(second, 'pay');
    await payer.settles(second.id, 'paid');
    const { order: now } = await payer.sums(order.id);
    assert.equal(now.payment_method_code, 'card_netopia');
    assert.equal(now.statuses.payment.stage, 'paid');
  });

  test('paid in two windows: too much came, and it is proposed to give it back', async () => {
    const order = await payer.order();
    const first = await payer.begin(order, 'card_euplatesc');
    const second = await payer.begin(order, 'card_netopia');
    await payer.choose(first, 'pay');
    await payer.choose(second, 'pay');
    await payer.settles(first.id, 'paid');
    await payer.settles(second.id, 'paid');
    const { order: now, brought } = await payer.sums(order.id);
    assert.equal(brought, 2n * bani(now.totals.total));
    assert.equal(bani(now.due), 0n);
    assert.deepEqual(now.alerts.map((alert) => alert.kind), ['refund_proposed']);
    await api.post(`/payments/${second.id}/refund`, {}).catch(() => payer.happens(second.id, 'refunded'));
    assert.deepEqual((await payer.sums(order.id)).order.alerts, []);
  });

  test('a request with the same key starts once and gives back once', async () => {
    const order = await payer.order();
    const start = () => api.post(`/orders/${order.id}/payments`, { method: 'card_payu' }, { 'Idempotency-Key': `start-${order.id}` });
    const [first, again] = [await start(), await start()];
    assert.equal(again.id, first.id);
    assert.equal(again.redirect.fields.ORDER_REF, first.redirect.fields.ORDER_REF);
    assert.equal((await payer.payment(first.id)).attempts.length, 1);
    const paid = await payer.begin(order, 'card_euplatesc');
    await payer.choose(paid, 'pay');
    await payer.settles(paid.id, 'paid');
    const back = () => api.post(`/payments/${paid.id}/refund`, { amount: { amount: '10.00', currency: 'RON' }, reason: 'x' }, { 'Idempotency-Key': `back-${order.id}` });
    await back();
    assert.equal((await back()).refunded.amount, '10.00');
    assert.equal((await payer.payment(paid.id)).operations.length, 1);
  });

  test('a part by card, the rest recorded by hand', async () => {
    const order = await payer.order();
    const part = await payer.begin(order, 'card_euplatesc', { amount: { amount: '100.00', currency: 'RON' } });
    await payer.choose(part, 'pay');
    await payer.settles(part.id, 'paid');
    let { order: now } = await payer.sums(order.id);
    assert.equal(now.statuses.payment.stage, 'pending');
    await api.post(`/orders/${order.id}/receipts`, { amount: now.due, reference: 'OP 77' });
    ({ order: now } = await payer.sums(order.id));
    assert.equal(now.statuses.payment.stage, 'paid');
  });

  test('an account that takes money at once takes it where the processor only holds', async (t) => {
    await accountFor(t, 'romcard', { capture: 'at_once' });
    const order = await payer.order();
    const started = await payer.begin(order, 'card_romcard');
    await payer.choose(started, 'pay');
    await payer.settles(started.id, 'paid');
    await payer.sums(order.id);
  });

  test('callbacks for nobody are kept apart', async () => {
    const answer = await fetch(`${shop.server.base}/callbacks/demo/euplatesc`, { method: 'POST', body: 'amount=1.00' });
    assert.equal(answer.status, 400);
    assert.equal((await fetch(`${shop.server.base}/callbacks/nobody/euplatesc`, { method: 'POST', body: 'x=1' })).status, 404);
    assert.equal((await fetch(`${shop.server.base}/callbacks/demo/nobody`, { method: 'POST', body: 'x=1' })).status, 404);
  });

  test('credentials are sealed and never read back', async (t) => {
    const view = await accountFor(t, 'payu', { mode: 'live', credentials: { merchant: 'SHOP', key: 'a very secret key' } });
    assert.deepEqual(view.credentials, { merchant: 'SHOP' });
    assert.deepEqual(view.secrets, ['key']);
    assert.ok(!JSON.stringify(await api.get('/processors')).includes('very secret'));
    assert.ok(!shop.place.query("SELECT credentials FROM partner_accounts WHERE partner = 'payu'")[0][0].includes('secret'));
    await assert.rejects(api.call('PUT', '/processors/payu', { mode: 'live', credentials: { nonsense: '1' } }), { field: 'credentials.nonsense' });
    await assert.rejects(api.call('PUT', '/processors/payu', { mode: 'live', credentials: { key: 7 } }), { field: 'credentials.key' });
    await assert.rejects(api.call('PUT', '/processors/payu', { mode: 'sideways' }), { field: 'mode' });
    await assert.rejects(api.call('PUT', '/processors/stripe', { mode: 'live' }), { status: 404 });
    const kept = await api.call('PUT', '/processors/payu', { mode: 'sandbox', credentials: { merchant: 'SHOP2' }, endpoints: { base: `${shop.server.base}/payu` } });
    assert.deepEqual(kept.secrets, ['key']);
  });
});

for (const engine of engines) describe(`bank, settlements and credit on ${engine}`, () => {
  let shop, api, payer;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    payer = new Payer(shop);
  });
  after(() => shop?.close());
  const statement = (text) => api.call('POST', '/bank-statements', text);

  test('a statement pays the order that it names; the rest is worked off', async () => {
    const customer = { name: 'Virgil Plătică', email: 'virgil@exemplu.ro', phone: '0722 123 456' };
    const [paid, part] = [await payer.order(undefined, { customer }), await payer.order(undefined, { customer })];
    const [one, two] = [await api.get(`/orders/${paid.id}`), await api.get(`/orders/${part.id}`)];
    const csv = `Data;Platitor;IBAN;Detalii;Credit\n24.11.2026;PLATICA VIRGIL;;${one.payment_reference};${one.due.amount.replace('.', ',')}\n24.11.2026;PLATICA VIRGIL;;plata;${two.due.amount}\n24.11.2026;BANCA;;dobanda;0,12\n`;
    assert.deepEqual(await statement(csv), { entries: 3, known: 0, matched: 1, open: 2 });
    assert.deepEqual(await statement(csv), { entries: 3, known: 3, matched: 0, open: 0 });
    assert.equal((await payer.sums(paid.id)).order.statuses.payment.stage, 'paid');
    const { items } = await api.get('/bank-lines');
    const open = items.find((line) => line.details === 'plata');
    assert.equal(open.suggestions[0].order_id, part.id);
    assert.equal(open.suggestions[0].reason, 'amount_and_payer');
    await api.post(`/bank-lines/${open.id}/match`, { order: part.id });
    await api.post(`/bank-lines/${items.find((line) => line.details === 'dobanda').id}/ignore`, { reason: 'dobândă' });
    assert.equal((await payer.sums(part.id)).order.statuses.payment.stage, 'paid');
    assert.deepEqual((await api.get('/bank-lines')).items, []);
    await assert.rejects(statement('nimic'), { field: 'statement' });
  });

  test('a settlement brings the commission into the profit of the order', async () => {
    const order = await payer.order();
    const started = await payer.begin(order, 'card_euplatesc');
    await payer.choose(started, 'pay');
    const payment = await payer.settles(started.id, 'paid');
    const before = await api.get(`/orders/${order.id}/profit`);
    const report = await api.call('POST', '/settlements/euplatesc', `ep_id,amount,comision\n${payment.reference},${payment.charge.amount},6.50\n999,1.00,0.10\n`);
    assert.deepEqual([report.rows, report.settled, report.commission.amount, report.odd], [2, 1, '6.50', ['999']]);
    const after = await api.get(`/orders/${order.id}/profit`);
    assert.ok(after.lines.some((line) => line.kind === 'commission' && line.amount.amount === '-6.50'));
    assert.equal(bani(before.gross_result) - bani(after.gross_result), 650n);
  });

  test('cash on delivery: expected when delivered, paid by the courier’s own report', async () => {
    const order = await payer.order([['ALI-MIE-01', 1]], { payment_method: 'cash_on_delivery' });
    await api.post(`/orders/${order.id}/shipments`, {});
    const shipment = await until(async () => (await api.get(`/orders/${order.id}`)).shipments.find((each) => each.state === 'registered'), 'the AWB');
    const overview = async () => (await api.get('/remittances')).expected.filter((each) => each.order_id === order.id);
    assert.deepEqual(await overview(), []);
    await fetch(`${shop.server.base}/sandbox/fan/advance`, { method: 'POST', body: JSON.stringify({ awb: shipment.awb_number, codes: ['C0', 'S2'] }) });
    await api.post(`/shipments/${shipment.id}/track`, {});
    const [expected] = await overview();
    assert.equal(expected.cash.amount, shipment.cash.amount);
    assert.equal(expected.late, false);
    const report = await api.post('/remittances', { courier: 'fan' });
    assert.equal(report.matched, 1);
    assert.equal((await api.post('/remittances', { courier: 'fan' })).known, report.rows);
    const { order: now } = await payer.sums(order.id);
    assert.equal(now.statuses.payment.stage, 'paid');
    assert.match(now.payments[0].reference, new RegExp(shipment.awb_number));
    assert.deepEqual(await overview(), []);
    await assert.rejects(api.post('/remittances', { courier: 'nobody' }), { code: 'no_courier' });
  });

  test('a company asks for credit, is granted it, owes, and pays', async () => {
    const company = { name: 'Lutieria Acord SRL', cui: 'RO18773866', reg_no: 'J12/1830/2006', iban: '', bank: '', address: '' };
    const buy = (lines) => payer.order(lines, { payment_method: 'on_invoice', billing: { company, purchase_order: 'PO-9' } });
    const order = await buy([['CAF-ESP-01', 1]]);
    let now = await api.get(`/orders/${order.id}`);
    assert.equal(now.statuses.order.stage, 'waiting');
    assert.deepEqual(now.alerts.map((alert) => alert.kind), ['credit_asked']);
    const [{ credit }] = (await api.get('/credit-statements')).items;
    assert.equal(credit.state, 'asked');
    await api.patch(`/credits/${credit.id}`, { state: 'granted', credit_limit: { amount: '1000.00', currency: 'RON' }, days: 30 });
    const owed = await api.get(`/credits/${credit.id}/statement`);
    assert.equal(owed.open.amount, now.due.amount);
    assert.equal(owed.items[0].purchase_order, 'PO-9');
    assert.deepEqual((await api.get(`/orders/${order.id}`)).alerts, []);
    await assert.rejects(buy([['CAF-ESP-01', 1]]), { code: 'method_not_available' }); // more than is left
    const invoice = await api.post(`/orders/${order.id}/invoices`, {});
    assert.equal((await api.get(`/credits/${credit.id}/statement`)).items[0].invoice, `${invoice.series} ${invoice.number}`);
    const paper = textOf(await api.get(`/credits/${credit.id}/statement.pdf`));
    for (const words of ['Situația facturilor neachitate', `${invoice.series} ${invoice.number}`, 'PO-9', `CUI ${company.cui.slice(2)}`]) assert.ok(paper.includes(words), words);
    await api.post(`/orders/${order.id}/receipts`, { amount: now.due, reference: 'OP 12' });
    now = await api.get(`/orders/${order.id}`);
    assert.equal(now.statuses.payment.stage, 'paid');
    assert.equal((await api.get(`/credits/${credit.id}/statement`)).open.amount, '0.00');
    await buy([['CAF-ESP-01', 1]]);
  });
});
