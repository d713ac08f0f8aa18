// Delivery cost through the API: the courier's own price with the formula as its fallback, groups, bulky goods, estimates, and a formula run over real orders.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { couriers, Sender } from '../lib/courier.mjs';
import { bani, changeFor, demoShop, engines, lei, orderOf, until } from '../lib/shop.mjs';

for (const engine of engines) describe(`delivery cost on ${engine}`, () => {
  let shop, api, method;
  before(async () => {
    shop = await demoShop(engine);
    api = shop.api;
    method = (await api.all('/delivery-methods')).find((each) => each.code === 'courier');
  });
  after(() => shop?.close());

  const address = { county: 'CJ', locality: 'Cluj-Napoca', street: 'Str. Unirii 7' };
  const quote = (change = {}) => api.post('/checkout/quotes', { lines: [{ sku: 'CAR-BUC-01', quantity: '1' }], delivery_address: address, delivery_method: 'courier', payment_method: 'bank_transfer', ...change });
  const option = async (code, change) => (await quote(change)).delivery_methods.find((each) => each.code === code);
  /** Of the courier, for one test; what is not said is as in the demo. */
  const formula = (t, change = {}) => changeFor(t, api, `/delivery-methods/${method.id}`, { formula: { ...method.formula, ...change } });
  const product = async (sku) => (await api.all('/products')).find((each) => each.sku === sku);
  const fault = (call, fault, times = 1) => fetch(`${shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call, fault, times, wait_ms: 4_000 }) });

  test('every price explains itself line by line, and the lines add up', async () => {
    for (const each of (await quote()).delivery_methods) {
      if (!each.available) continue;
      assert.equal(each.parts.reduce((sum, part) => sum + bani(part.amount), 0n), bani(each.cost), each.code);
    }
  });

  test('the courier is asked, its answer kept, and what it says is what the order costs', async (t) => {
    await formula(t, { ask_courier: true });
    const asked = await option('courier');
    assert.deepEqual(asked.parts.map((each) => each.what), ['courier']);
    assert.equal(asked.cost.amount, '17.55'); // 14.50 and 21 % VAT
    t.after(() => fault('fan.price', 'none', 0));
    await fault('fan.price', 'error', 5); // not asked again within the hour
    assert.equal((await option('courier')).cost.amount, '17.55');
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { delivery_address: { ...address, postal_code: '400001' }, payment_method: 'bank_transfer' }));
    assert.equal(order.totals.delivery.amount, '17.55');
  });

  test('a courier that is down or slow: the formula stands, and nobody waits for it twice', async (t) => {
    await formula(t, { ask_courier: true });
    for (const trouble of ['error', 'slow_before', 'html', 'refuse']) {
      await fault('fan.price', trouble, 1);
      const place = { ...address, ...{ error: { county: 'B', locality: 'Sector 3' }, slow_before: { county: 'IS', locality: 'Iași' }, html: { county: 'TM', locality: 'Timișoara' }, refuse: { county: 'BV', locality: 'Brașov' } }[trouble] };
      const begun = Date.now();
      const fallen = await option('courier', { delivery_address: place });
      assert.ok(Date.now() - begun < 3_800, trouble);
      assert.ok(fallen.parts.some((each) => each.what === 'base'), trouble);
      const again = Date.now();
      await option('courier', { delivery_address: place });
      assert.ok(Date.now() - again < 1_000, trouble);
    }
  });

  test('a group of customers travels free earlier, and no stranger learns of it', async (t) => {
    await formula(t, { free_above: lei('400.00'), free_by_group: [{ group: 'fideli', free_above: lei('1.00') }] });
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]], { customer: { name: 'Fidel Client', email: 'fidel@exemplu.ro', phone: '0722 123 456' } }));
    const { customer_id } = await api.get(`/orders/${order.id}`);
    await api.patch(`/customers/${customer_id}`, { customer_group: 'fideli' });
    assert.equal((await option('courier', { email: 'fidel@exemplu.ro' })).cost.amount, '0.00');
    assert.notEqual((await option('courier')).cost.amount, '0.00');
    const buyer = await fetch(`${shop.server.base}/s/demo/api/v1/checkout/quotes`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'x' }, body: JSON.stringify({ lines: [{ sku: 'CAR-BUC-01', quantity: '1' }], delivery_address: address, delivery_method: 'courier', payment_method: 'bank_transfer', email: 'fidel@exemplu.ro' }) });
    assert.notEqual((await buyer.json()).delivery.amount, '0.00');
  });

  test('what is missing for free delivery is said to the ban', async (t) => {
    await formula(t, { free_above: lei('400.00') });
    const now = await quote();
    assert.equal(bani((await option('courier')).missing_for_free) + bani(now.goods), 400_00n);
  });

  test('bulky goods and parcels', async (t) => {
    await formula(t);
    const { id } = await product('CAR-BUC-01');
    const plain = bani((await option('courier')).cost);
    await changeFor(t, api, `/products/${id}`, { delivery_surcharge: lei('7.50') });
    const bulky = await option('courier', { lines: [{ sku: 'CAR-BUC-01', quantity: '2' }] });
    assert.equal(bani(bulky.parts.find((each) => each.what === 'bulky').amount), 1500n);
    assert.equal(bani((await option('courier')).cost), plain + 750n);
    await changeFor(t, api, `/products/${id}`, { delivery_surcharge: lei('0.00'), weight_g: 2_000 });
    await formula(t, { parcel_weight_g_max: 5_000, cm3_per_kg: 0 });
    const split = await option('courier', { lines: [{ sku: 'CAR-BUC-01', quantity: '5' }] });
    assert.equal(split.parcels, 3);
    assert.deepEqual(split.parts.filter((each) => each.what.startsWith('weight')).map((each) => each.explanation.slice(0, 3)), ['1/3', '2/3', '3/3']);
  });

  test('parcels by size as well as by weight, also on the waybill', async (t) => {
    const { id } = await product('CAR-BUC-01');
    await changeFor(t, api, `/products/${id}`, { weight_g: 400, length_mm: 300, width_mm: 200, height_mm: 100 });
    await formula(t, { parcel_weight_g_max: 10_000, parcel_cm3_max: 13_000 });
    const three = { lines: [{ sku: 'CAR-BUC-01', quantity: '5' }] };
    const split = await option('courier', three);
    assert.equal(split.parcels, 3);
    assert.match(split.parts.find((each) => each.what.startsWith('weight')).explanation, /^1\/3: 12000 cm³ \/ 6000 = 2\.000 kg|^1\/3: 12000 cm³ \/ 6000 = 2 kg/);
    const order = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 5]], { delivery_address: { ...address, postal_code: '400001' }, payment_method: 'bank_transfer' }));
    const sent = await api.post(`/orders/${order.id}/shipments`, {});
    assert.equal(sent.parcels, 3);
    const theirs = await until(async () => (await (await fetch(`${shop.server.base}/sandbox/fan/awbs`)).json()).find((each) => each.reference.startsWith(`${order.number}-`)), 'the waybill');
    assert.equal(Number(theirs.shipment.info.packages.parcel), 3);
    await formula(t, { parcel_side_mm_max: 250 });
    const long = await option('courier', { ...three, delivery_method: 'pickup' });
    assert.equal(long.available, false);
    assert.match(long.why, /prea mare/);
    await assert.rejects(formula(t, { parcel_cm3_max: 10 }), { field: 'formula.parcel_cm3_max' });
    await assert.rejects(formula(t, { parcel_side_mm_max: 1 }), { field: 'formula.parcel_side_mm_max' });
  });

  test('far places by the courier\'s own list, and one that the shop says itself', async (t) => {
    const odd = (await api.post('/couriers/fan/localities')).unmatched.find((each) => each.extra_km === 7);
    const { siruta } = (await api.get('/localities?q=Moșnița Nouă')).items.find((each) => each.county === 'TM');
    await api.call('PUT', `/couriers/fan/localities/${odd.code}`, { siruta });
    const far = async (change) => {
      await formula(t, { per_far_km: lei('0.50'), ...change });
      return bani((await option('courier', { delivery_address: { siruta, street: 'Str. Lungă 1' } })).parts.find((each) => each.what === 'far_place')?.amount ?? lei('0.00'));
    };
    assert.equal(await far({}), 0n);
    assert.equal(await far({ far_from_courier: true }), 350n);
    assert.equal(await far({ far_from_courier: true, far_places: [{ siruta, km: 2 }] }), 100n);
  });

  test('a published price list to begin with', async (t) => {
    const { items } = await api.get('/delivery-presets');
    const cargus = items.find((each) => each.code === 'cargus_10');
    assert.equal(cargus.dated, '2025-08-05');
    assert.match(cargus.source, /Cargus/);
    assert.equal(cargus.formula.weight_bands[0].price.amount, '19.12'); // 15.80 and 21 % VAT
    await formula(t, { ...cargus.formula, free_above: undefined });
    assert.equal((await option('courier')).cost.amount, '19.12');
  });

  test('a measured road counts as it is, others are learned from it, and the own car notes them', async (t) => {
    await formula(t, { distance_bands: [], per_extra_10km: lei('1.00'), road_factor_percent: 100 });
    const cluj = 54984, dej = 55017, bucharest = 179169;
    const tens = async (siruta) => Number(/(\d+) ×/.exec((await option('courier', { delivery_address: { siruta, street: 'Str. Lungă 1' } })).parts.find((each) => each.what === 'distance_above')?.explanation ?? '0 ×')[1]);
    const [before, beside] = [await tens(cluj), await tens(dej)];
    const roads = await api.call('PUT', '/roads', { from_siruta: cluj, to_siruta: bucharest, km: 455 });
    assert.equal(roads.items.length, 1);
    assert.equal(await tens(cluj), 46);
    assert.ok(before < 46);
    assert.deepEqual(roads.learned.map(({ from, to, roads: count }) => [from, to, count]), [['B', 'CJ', 1]]);
    assert.ok(await tens(dej) > beside * 1.3, 'learned');
    await assert.rejects(api.call('PUT', '/roads', { from_siruta: cluj, to_siruta: bucharest, km: 90 }), { field: 'km' });
    await api.post('/roads/forget', { from_siruta: bucharest, to_siruta: cluj });
    assert.equal(await tens(cluj), before);
    await assert.rejects(api.post('/roads/forget', { from_siruta: bucharest, to_siruta: cluj }), { code: 'not_found' });

    const order = await api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]]));
    const { id } = await api.post(`/orders/${order.id}/shipments`, { courier: 'own' });
    await until(async () => (await api.get(`/shipments/${id}`)).state === 'registered', 'the waybill');
    await assert.rejects(api.post(`/shipments/${id}/stage`, { stage: 'delivered', road_km: 12 }), { field: 'road_km' });
    await api.post(`/shipments/${id}/stage`, { stage: 'delivered', road_km: 460 });
    assert.deepEqual((await api.get('/roads')).items.map(({ metres, driven }) => [metres, driven]), [[460_000, true]]);
    await api.post('/roads/forget', { from_siruta: bucharest, to_siruta: cluj });
  });

  test('a courier knows the warehouse that a parcel leaves from', async (t) => {
    const sender = new Sender(shop, couriers.find((each) => each.name === 'sameday'));
    await sender.setUp();
    const house = (at) => changeFor(t, api, '/shop', { settings: { warehouses: [{ name: 'Nord', siruta: 54984, locality: 'Cluj-Napoca', at_couriers: [at] }] } });
    await assert.rejects(house({ courier: 'pigeon', credential: 'pickup_point', value: '1' }), { field: 'settings.warehouses[0].at_couriers[0].courier' });
    await assert.rejects(house({ courier: 'sameday', credential: 'password', value: '1' }), { field: 'settings.warehouses[0].at_couriers[0].credential' });
    await assert.rejects(house({ courier: 'sameday', credential: 'pickup_point', value: ' ' }), { field: 'settings.warehouses[0].at_couriers[0].value' });
    await house({ courier: 'sameday', credential: 'pickup_point', value: '4711' });
    const near = await sender.registered(), far = await sender.registered({ delivery_address: { county: 'B', locality: 'Sector 3', street: 'Str. Unirii 7' } });
    const books = await sender.books();
    assert.equal(books.find((each) => each.number === near.shipment.awb_number).from, '4711');
    assert.equal(books.find((each) => each.number === far.shipment.awb_number).from, '7000000');
  });

  test('an estimate for a product\'s page', async () => {
    const { items } = await api.get('/checkout/delivery-estimate?sku=CAR-BUC-01&county=Cluj&locality=cluj-napoca');
    const courier = items.find((each) => each.code === 'courier');
    assert.deepEqual(courier.cost, (await option('courier')).cost);
    assert.match(courier.delivered_on, /^\d{4}-\d\d-\d\d$/);
    await assert.rejects(api.get('/checkout/delivery-estimate?sku=NU-E&county=Cluj&locality=Dej'), { status: 422 });
    await assert.rejects(api.get('/checkout/delivery-estimate?sku=CAR-BUC-01&quantity=0&county=Cluj&locality=Dej'), { field: 'quantity' });
  });

  test('a changed formula is run over real orders before it is saved', async () => {
    const base = (await api.get(`/delivery-methods/${method.id}`)).formula;
    const same = await api.post(`/delivery-methods/${method.id}/simulate`, { formula: base, days: 30 });
    assert.ok(same.orders > 0);
    const dearer = await api.post(`/delivery-methods/${method.id}/simulate`, { formula: { ...base, base: lei('109.99') }, days: 30 });
    assert.equal(dearer.orders, same.orders);
    assert.ok(bani(dearer.after) > bani(same.after));
    assert.equal(bani(dearer.before), bani(same.before));
    assert.ok(dearer.largest.length > 0 && dearer.largest.length <= 20);
    assert.deepEqual((await api.get(`/delivery-methods/${method.id}`)).formula, base);
    await assert.rejects(api.post(`/delivery-methods/${method.id}/simulate`, { formula: base, days: 0 }), { field: 'days' });
    await assert.rejects(api.post('/delivery-methods/1/simulate', { formula: base }), { code: 'not_found' });
  });

  test('the nearest warehouse, and a road that the shop knows', async (t) => {
    await formula(t, { distance_bands: [], per_extra_10km: lei('1.00'), road_factor_percent: 100, free_above: undefined });
    const kilometres = async (place) => Number(/(\d+) ×/.exec((await option('courier', { delivery_address: place })).parts.find((each) => each.what === 'distance_above')?.explanation ?? '0 ×')[1]);
    const far = await kilometres(address);
    await changeFor(t, api, '/shop', { settings: { warehouses: [{ name: 'Nord', siruta: 54984, locality: 'Cluj-Napoca' }] } });
    assert.equal(await kilometres(address), 0);
    assert.ok(far > 20);
    const near = { county: 'BH', locality: 'Oradea' };
    const straight = await kilometres(near);
    await changeFor(t, api, '/shop', { settings: { road_factors: [{ from: 'BH', to: 'CJ', percent: 200 }] } });
    const road = await kilometres(near);
    assert.ok(Math.abs(road - 2 * straight) <= 1, `${road} ${straight}`);
    await assert.rejects(api.patch('/shop', { settings: { warehouses: [{ name: 'x', siruta: 1 }] } }), { field: 'settings.warehouses[0].siruta' });
    await assert.rejects(api.patch('/shop', { settings: { road_factors: [{ from: 'XX', to: 'CJ', percent: 120 }] } }), { field: 'settings.road_factors[0].from' });
  });

  test('what is not acceptable names its field', async (t) => {
    await assert.rejects(formula(t, { far_places: [{ siruta: 1, km: 3 }] }), { field: 'formula.far_places[0].siruta' });
    await assert.rejects(formula(t, { far_places: [{ siruta: 54984, km: 501 }] }), { field: 'formula.far_places[0].km' });
    await assert.rejects(formula(t, { zones: [{ name: 'x', postal_codes: ['4a'] , surcharge: lei('1.00') }] }), { field: 'formula.zones[0].postal_codes' });
    await assert.rejects(formula(t, { parcel_weight_g_max: 10 }), { field: 'formula.parcel_weight_g_max' });
    await assert.rejects(formula(t, { free_by_group: [{ group: ' ', free_above: lei('1.00') }] }), { field: 'formula.free_by_group[0].group' });
    await assert.rejects(formula(t, { value_bands: [{ up_to: 5, price: lei('1.00') }, { up_to: 5, price: lei('1.00') }] }), { field: 'formula.value_bands[1].up_to' });
  });
});
