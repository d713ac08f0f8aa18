// Every courier through every story, on both engines; at the end the courier's books and the shop's agree.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { couriers, Sender } from '../lib/courier.mjs';
import { bani, demoShop, engines, orderOf, today, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`couriers on ${engine}`, () => {
  let shop, api;
  before(async () => { shop = await demoShop(engine); api = shop.api; });
  after(() => shop?.close());

  for (const courier of couriers) describe(courier.name, () => {
    let sender;
    before(async () => { sender = new Sender(shop, courier); await sender.setUp(); });

    test('the account is sealed, and works', async () => {
      const account = await api.get(`/couriers/${courier.name}`);
      assert.equal(account.set_up, true);
      assert.ok(account.secrets.includes('password'));
      assert.ok(!JSON.stringify(account).includes('secret-word') || !('password' in account.credentials));
      assert.equal(account.credentials.password, undefined);
      await api.post(`/couriers/${courier.name}/check`);
    });

    test('created: one waybill, labels, in the courier\'s books as in ours', async () => {
      const { order, shipment } = await sender.registered();
      assert.match(shipment.awb_number, /^\d{10,}$/);
      if (courier.prices) assert.ok(bani(shipment.tariff) > 0n);
      const [entry] = (await sender.books()).filter((each) => each.number === shipment.awb_number);
      assert.equal(entry.recipient, 'Ioana Țurcanu');
      assert.equal(entry.cash, order.totals.total.amount);
      for (const format of ['a6', 'a4']) {
        const pdf = await api.get(`/shipments/${shipment.id}/label.pdf?format=${format}`);
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      }
      if (courier.zpl) assert.match((await api.get(`/shipments/${shipment.id}/label.zpl`)).toString(), /^\^XA.*\^XZ/s);
      assert.equal((await api.get(`/orders?q=${shipment.awb_number}`)).items[0].id, order.id);
    });

    test('pressing twice sends once', async () => {
      const order = await sender.order();
      const [one, two] = await Promise.all([sender.send(order), sender.send(order)]);
      assert.equal(one.id, two.id);
      const { awb_number } = await sender.becomes(one.id, 'registered');
      assert.equal((await sender.books()).filter((each) => each.reference.startsWith(`${order.number}-`)).map((each) => each.number).join(), awb_number);
    });

    test('refused: said in its words, sent again after mending', async () => {
      await sender.fault('create', 'refuse');
      const { id } = await sender.send(await sender.order());
      const failed = await sender.becomes(id, 'failed');
      assert.match(failed.error, /Localitatea nu exist|cod poștal greșit/);
      await api.post(`/shipments/${id}/retry`, {});
      await sender.becomes(id, 'registered');
    });

    for (const [fault, made] of [['error_after', true], ['error', false], ['html', false]]) test(`no clear answer (${fault}): exactly one waybill`, async () => {
      await sender.fault('create', fault);
      const order = await sender.order();
      const { id } = await sender.send(order);
      const mine = async () => (await sender.books()).filter((each) => each.reference.startsWith(`${order.number}-`) && !each.cancelled);
      if (!courier.finds) {
        // It cannot be asked: a person looks on its own list.
        const unclear = await sender.becomes(id, 'unclear');
        await until(async () => (await sender.shipment(id)).error.includes('own list'), 'the shipment to wait for a person');
        await assert.rejects(api.post(`/shipments/${id}/retry`, {}), { code: 'courier_cannot' });
        const seen = await mine();
        assert.equal(seen.length, made ? 1 : 0);
        await api.post(`/shipments/${unclear.id}/settle`, { awb_number: made ? seen[0].number : '' });
      }
      const { awb_number } = await sender.becomes(id, 'registered');
      assert.deepEqual((await mine()).map((each) => each.number), [awb_number]);
      await assert.rejects(api.post(`/shipments/${id}/settle`, { awb_number: 'X' }), { code: 'nothing_to_settle' });
    });

    if (['fan', 'sameday', 'cargus'].includes(courier.name)) test('the token ended early: signed in again', async () => {
      await sender.fault(courier.name === 'fan' ? 'create' : 'create.token', 'token_expired');
      await sender.registered();
    });

    test('cancelled at the courier, and sent anew', async () => {
      const { order, shipment } = await sender.registered();
      const cancelled = await api.post(`/shipments/${shipment.id}/cancel`, { reason: 'greșit' });
      assert.equal(cancelled.state, 'cancelled');
      assert.ok((await sender.books()).find((each) => each.number === shipment.awb_number).cancelled);
      const again = await sender.send(order);
      assert.notEqual(again.id, shipment.id);
      await sender.becomes(again.id, 'registered');
    });

    test('delivered: the order follows, the buyer is told, the cash is expected and comes', async () => {
      const { order, shipment } = await sender.registered();
      await sender.advance(shipment.awb_number, 'picked_up', 'in_transit', 'out_for_delivery');
      assert.equal((await sender.track(shipment.id)).stage, 'out_for_delivery');
      assert.equal((await api.get(`/orders/${order.id}`)).statuses.delivery.stage, 'in_transit');
      await sender.advance(shipment.awb_number, 'delivered');
      const delivered = await sender.track(shipment.id);
      assert.equal(delivered.stage, 'delivered');
      assert.ok(delivered.tracking.length >= 4);
      assert.equal((await api.get(`/orders/${order.id}`)).statuses.delivery.stage, 'delivered');
      // Asking again brings no event twice.
      assert.equal((await sender.track(shipment.id)).tracking.length, delivered.tracking.length);
      if (!courier.remits) return;
      await api.post('/remittances', { courier: courier.name, day: today() });
      const paid = await api.get(`/orders/${order.id}`);
      assert.equal(bani(paid.due), 0n);
      assert.equal(paid.statuses.payment.stage, 'paid');
      const once = await api.post('/remittances', { courier: courier.name, day: today() });
      assert.equal(once.matched, 0);
    });

    test('goods that come back are fetched from the buyer, and the order stays delivered', async () => {
      const { order, shipment } = await sender.registered();
      await sender.advance(shipment.awb_number, 'picked_up', 'delivered');
      await sender.track(shipment.id);
      const rma = await api.post(`/orders/${order.id}/returns`, { lines: [{ line_no: 1, quantity: '1' }], by_courier: true });
      assert.equal(rma.state, 'approved');
      const [{ id }] = rma.collections;
      const parcel = await sender.becomes(id, 'registered');
      const book = (await sender.books()).find((each) => each.number === parcel.awb_number);
      assert.equal(book.from, 'Ioana Țurcanu');
      assert.notEqual(book.recipient, 'Ioana Țurcanu');
      assert.equal(Number(book.cash), 0);
      assert.ok((await api.get(`/shipments/${id}/label.pdf?format=a4`)).length > 500);
      await assert.rejects(api.post(`/returns/${rma.id}/collect`, {}), { code: 'already_sent' });
      await sender.advance(parcel.awb_number, 'picked_up', 'in_transit', 'delivered');
      assert.equal((await sender.track(id)).stage, 'delivered');
      const now = await api.get(`/orders/${order.id}`);
      assert.equal(now.statuses.delivery.stage, 'delivered');
      assert.deepEqual(now.shipments.map((each) => each.id), [shipment.id]);
      assert.ok((await api.get('/notices')).items.some((each) => each.kind === 'return_arrived' && each.subject === `order:${order.id}`));
      await api.post(`/returns/${rma.id}/receive`, {});
      assert.ok(!(await api.get('/notices')).items.some((each) => each.kind === 'return_arrived' && each.subject === `order:${order.id}`));
      // Both ways are what the order's delivery cost.
      const courier = (await api.get(`/orders/${order.id}/profit`)).lines.filter((each) => each.kind === 'courier').reduce((sum, each) => sum + bani(each.amount), 0n);
      const tariffs = bani((await sender.shipment(id)).tariff) + bani((await sender.shipment(shipment.id)).tariff);
      if (tariffs > 0n) assert.equal(courier, -tariffs);
    });

    test('refused at the door, returning, returned', async () => {
      const { order, shipment } = await sender.registered();
      await sender.advance(shipment.awb_number, 'picked_up', 'out_for_delivery', 'refused');
      assert.equal((await sender.track(shipment.id)).stage, 'refused');
      await sender.advance(shipment.awb_number, 'returning', 'returned');
      assert.equal((await sender.track(shipment.id)).stage, 'returned');
      assert.equal((await api.get(`/orders/${order.id}`)).statuses.delivery.stage, 'returned');
    });

    if (courier.name !== 'fan') test('lost: the operators are told', async () => {
      const { order, shipment } = await sender.registered();
      await sender.advance(shipment.awb_number, 'picked_up', 'in_transit', 'lost');
      assert.equal((await sender.track(shipment.id)).stage, 'lost');
      assert.ok((await api.get(`/orders/${order.id}`)).alerts.some((alert) => alert.kind === 'parcel_lost'));
    });

    test('a locker of its own', async () => {
      const { points } = await api.post(`/couriers/${courier.name}/points`);
      assert.ok(points > 40, `${points} points`);
    });

    test('both books agree', async () => {
      const { order, shipment } = await sender.registered();
      await api.post(`/shipments/${shipment.id}/cancel`, { reason: 'greșit' });
      await sender.becomes((await sender.send(order)).id, 'registered');
      const ours = [];
      for (const { id } of await api.all(`/orders?courier=${courier.name}`))
        ours.push(...(await api.get(`/orders/${id}`)).shipments, ...(await api.get(`/orders/${id}/returns`)).items.flatMap((each) => each.collections));
      const theirs = (await sender.books()).filter((each) => !each.cancelled).map((each) => each.number);
      const numbers = ours.filter((each) => each.courier === courier.name && each.state === 'registered').map((each) => each.awb_number);
      assert.deepEqual(numbers.sort(), theirs.sort());
      assert.ok(numbers.length > 0);
    });
  });

  test('localities: matched by name, the rest said once, and used on the waybill', async () => {
    const report = await api.post('/couriers/fan/localities');
    assert.ok(report.total > 1000);
    assert.ok(report.matched < report.total);
    const odd = report.unmatched.find((each) => each.name === 'Mosnita Noua Nord');
    assert.equal(odd.county, 'Timiș');
    const place = (await api.get('/localities?q=Moșnița Nouă')).items.find((each) => each.county === 'TM');
    const fixed = await api.call('PUT', `/couriers/fan/localities/${odd.code}`, { siruta: place.siruta });
    assert.equal(fixed.matched, report.matched + 1);
    // Fetching the list again keeps what was said.
    assert.equal((await api.post('/couriers/fan/localities')).matched, fixed.matched);
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { delivery_address: { siruta: place.siruta, county: 'TM', locality: place.name, street: 'Str. Mare 1', postal_code: place.postal_code } }));
    const { id } = await api.post(`/orders/${order.id}/shipments`, {});
    await until(async () => (await api.get(`/shipments/${id}`)).state === 'registered', 'the waybill');
    const theirs = (await (await fetch(`${shop.server.base}/sandbox/fan/awbs`)).json()).find((each) => each.reference.startsWith(`${order.number}-`));
    assert.equal(theirs.shipment.recipient.address.locality, 'Mosnita Noua Nord');
    await assert.rejects(api.post('/couriers/gls/localities'), { code: 'courier_cannot' });
    await assert.rejects(api.call('PUT', '/couriers/fan/localities/nope', { siruta: 0 }), { code: 'not_found' });
    await assert.rejects(api.call('PUT', `/couriers/fan/localities/${odd.code}`, { siruta: 1 }), { field: 'siruta' });
  });

  test('parcels that wait for a person are a list with the reason and a retry', async () => {
    const sender = new Sender(shop, couriers[0]);
    sender.method = { code: 'courier' };
    await sender.fault('create', 'refuse');
    const order = await sender.order();
    const { id } = await sender.send(order);
    await sender.becomes(id, 'failed');
    const row = (await api.get('/shipments/stuck')).items.find((each) => each.id === id);
    assert.equal(row.order_number, order.number);
    assert.match(row.error, /Localitatea nu există/);
    await api.post(`/shipments/${id}/retry`, {});
    await sender.becomes(id, 'registered');
    assert.ok(!(await api.get('/shipments/stuck')).items.some((each) => each.id === id));
  });

  test('the shop\'s own car: our number, our label, and people say where it is', async () => {
    const { id, version, ...method } = (await api.all('/delivery-methods')).find((each) => each.code === 'courier');
    await api.post('/delivery-methods', { ...method, code: 'own_car', name: 'Mașina magazinului', courier: 'own', position: 95 });
    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { delivery_method: 'own_car' }));
    const { id: shipment } = await api.post(`/orders/${order.id}/shipments`, {});
    const sent = await until(async () => { const now = await api.get(`/shipments/${shipment}`); return now.state === 'registered' && now; }, 'the waybill');
    assert.ok(sent.awb_number.startsWith(`${order.number}-`));
    assert.equal((await api.get(`/shipments/${shipment}/label.pdf`)).subarray(0, 5).toString(), '%PDF-');
    await api.post(`/shipments/${shipment}/stage`, { stage: 'picked_up' });
    await api.post(`/shipments/${shipment}/stage`, { stage: 'delivered', note: 'lăsat la poartă' });
    assert.equal((await api.get(`/orders/${order.id}`)).statuses.delivery.stage, 'delivered');
    assert.equal((await api.get(`/shipments/${shipment}`)).tracking.at(-1).text, 'lăsat la poartă');
  });

  test('what is not acceptable names its field', async () => {
    await assert.rejects(api.call('PUT', '/couriers/nobody', {}), { code: 'not_found' });
    await assert.rejects(api.call('PUT', '/couriers/dpd', { credentials: { wings: '2' } }), { field: 'credentials.wings' });
    await assert.rejects(api.call('PUT', '/couriers/dpd', { endpoints: { base: 'ftp://x' } }), { field: 'endpoints.base' });
    await assert.rejects(api.post('/couriers/fan/pickups', { day: '2020-01-01' }), { field: 'day' });
    await assert.rejects(api.post('/couriers/fan/pickups', { day: '2099-01-01', from: '18:00', to: '10:00' }), { field: 'to' });
    for (const from of ['ab:cd', '1x:00', '09:75', '9:00']) await assert.rejects(api.post('/couriers/fan/pickups', { day: '2099-01-01', from }), { field: 'from' });
    assert.equal((await api.post('/couriers/fan/pickups', { day: '2099-01-01', parcels: 3 })).number, '330001');
    await assert.rejects(api.post('/couriers/gls/pickups', { day: '2099-01-01' }), { code: 'courier_cannot' });
  });
});
