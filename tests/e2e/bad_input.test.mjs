// A table over every documented route: whatever is sent, the answer is a problem document that names the field, never a 500, and
// nothing has changed. A second shop of the installation sees nothing of the first.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Api, demoShop, engines, lei, orderOf, until } from '../lib/shop.mjs';

/** A body that each writing route takes; a route that is missing here fails the test. */
function goodBodies({ ids }) {
  const product = { sku: 'NEW-1', name: 'Nou', price: lei('10.00'), cost: lei('5.00'), vat_class: 'standard', weight_g: 100, length_mm: 1, width_mm: 1, height_mm: 1, green_tax: lei('0.10'), warranty_months: 24, active: true, stock: '5' };
  const formula = { base: lei('10.00'), weight_bands: [{ up_to: 1000, price: lei('2.00') }], per_extra_kg: lei('1.00'), quantity_bands: [], distance_bands: [], per_extra_10km: lei('0.00'), cm3_per_kg: 6000, road_factor_percent: 130, weight_g_max: 0, free_above: lei('100.00'), zones: [{ name: 'Z', counties: ['TL'], surcharge: lei('1.00') }] };
  const order = orderOf([['CAR-BUC-01', 1]], { expected_total: lei('1.00'), note: 'n', language: 'ro', referrers: [{ url: 'https://a.example/', landing_url: 'https://b.example/?utm_source=x', at: '2026-01-01T00:00:00Z' }] });
  const company = { name: 'Firma SRL', cui: 'RO18773866', reg_no: 'J12/1/2001', iban: 'RO41RNCB0089095760440001', bank: 'BCR', address: '' };
  const rule = { name: 'R', active: true, begins: ['paid'], ends: ['preparing'], payment_methods: ['bank_transfer'], delivery_methods: ['courier'], counties: ['TL'], term: 24, unit: 'hours', audience: 'operators', escalate_hours: 0 };
  return {
    'POST /api/v1/staff/sign-in': { shop: 'demo', email: 'x@demo.example', password: 'wrong' },
    'POST /api/v1/staff/sign-out': undefined,
    'POST /api/v1/checkout/quotes': { lines: order.lines, delivery_address: order.delivery_address, billing: { company }, delivery_method: 'courier', payment_method: 'cash_on_delivery' },
    'POST /api/v1/checkout/orders': order,
    'PATCH /api/v1/orders/{id}': { lines: [{ sku: 'CAR-BUC-01', quantity: '2' }], customer: order.customer, delivery_address: order.delivery_address, billing: { company, purchase_order: 'PO-1' }, delivery_method: 'courier', payment_method: 'bank_transfer', note: 'x', reason: 'y' },
    'POST /api/v1/orders/{id}/status': { status: 'nothing', reason: 'r' },
    'POST /api/v1/orders/{id}/undo-status': { set: 'nothing', back_to: 'nothing' },
    'POST /api/v1/orders/{id}/tags': { tag: '' },
    'POST /api/v1/orders/{id}/tags/remove': { tag: '' },
    'POST /api/v1/orders/{id}/preview': { lines: [{ sku: 'nothing', quantity: '2' }], delivery_method: 'nothing' },
    'POST /api/v1/orders/{id}/watch': undefined,
    'POST /api/v1/orders/{id}/messages': { template: 'nothing' },
    'POST /api/v1/order-views': { name: '', query: 'order_status=new', shared: false, position: 1 },
    'PATCH /api/v1/order-views/{id}': { name: '', query: 'order_status=new', shared: false, position: 1 },
    'POST /api/v1/bulk': { action: 'status', orders: [ids.orders], value: 'nothing', reason: '' },
    'POST /api/v1/bulk/{id}/undo': undefined,
    'POST /api/v1/me/preferences': { name: '', value: 'x' },
    'POST /api/v1/print': { orders: [ids.orders], papers: ['labels'], format: 'a6' },
    'POST /api/v1/products/{id}/images': undefined,
    'POST /api/v1/product-imports': undefined,
    'POST /api/v1/product-imports/preview': undefined,
    'POST /api/v1/discounts': { name: '', name_en: '', code: 'X', kind: 'percent', percent: 1000, amount: lei('0.00'), minimum: lei('0.00'), valid_from: '2026-01-01', valid_to: '2027-01-01', uses_max: 0, active: true },
    'PATCH /api/v1/discounts/{id}': { name: '', name_en: '', code: 'X', kind: 'percent', percent: 1000, amount: lei('0.00'), minimum: lei('0.00'), uses_max: 0, active: true },
    'POST /api/v1/vat-rates': { vat_class: '', valid_from: '2026-01-01', rate: 2100, source: 'x' },
    'POST /api/v1/tax-regimes': { valid_from: '2020-01-01', vat_payer: true, kind: 'micro', rate: 100 },
    'POST /api/v1/invoice-series': { kind: 'nothing', series: 'X', last: 1 },
    'POST /api/v1/invoices/sample': { colour: '#112233', footer: 'x', logo: '' },
    'POST /api/v1/shop/logo': undefined,
    'POST /api/v1/message-templates/preview': { subject: 'x', body: 'x' },
    'POST /api/v1/message-templates/test': { subject: 'x', body: 'x', to: 'nobody' },
    'POST /api/v1/couriers/{courier}/check': undefined,
    'POST /api/v1/couriers/{courier}/points': undefined,
    'POST /api/v1/couriers/{courier}/localities': undefined,
    'POST /api/v1/couriers/{courier}/pickups': { day: '2030-01-01', from: '10:00', to: '18:00', parcels: 1, weight_g: 1000, note: '' },
    'POST /api/v1/sms-gateways/{gateway}/check': undefined,
    'POST /api/v1/mail-signing': { selector: '' },
    'POST /api/v1/mail-suppressions': { email: 'nobody', kind: 'bounce', detail: '' },
    'POST /api/v1/webhooks': { url: 'ftp://x', events: ['order_placed'], active: true },
    'PATCH /api/v1/webhooks/{id}': { url: 'ftp://x', events: ['order_placed'], active: true },
    'POST /api/v1/webhook-deliveries/{id}/replay': undefined,
    'POST /api/v1/orders/{id}/cancel': { reason: '' },
    'POST /api/v1/orders/{id}/release': { reason: '' },
    'POST /api/v1/orders/{id}/payments': { method: 'nothing', amount: lei('1.00'), return_url: 'nowhere' },
    'POST /api/v1/orders/{id}/receipts': { amount: lei('100000.00'), reference: 'x' },
    'POST /api/v1/payments/{id}/capture': { amount: lei('100000.00'), reason: 'x' },
    'POST /api/v1/payments/{id}/void': { amount: lei('100000.00'), reason: 'x' },
    'POST /api/v1/payments/{id}/refund': { amount: lei('100000.00'), reason: 'x' },
    'POST /api/v1/payments/{id}/poll': undefined,
    'POST /api/v1/payment-operations/{id}/settle': { happened: true, reason: '' },
    'POST /api/v1/payment-events/{id}/review': { reason: '' },
    'POST /api/v1/bank-statements': undefined,
    'POST /api/v1/bank-lines/{id}/match': { order: 'nothing' },
    'POST /api/v1/bank-lines/{id}/ignore': { reason: '' },
    'POST /api/v1/settlements/{processor}': undefined,
    'POST /api/v1/courier-invoices/{courier}': undefined,
    'POST /api/v1/ad-spend': undefined,
    'POST /api/v1/remittances': { courier: 'nobody', day: '2026-11-25' },
    'POST /api/v1/credits': { cui: '1', name: 'X', state: 'granted', credit_limit: lei('1.00'), days: 30, note: '' },
    'PATCH /api/v1/credits/{id}': { cui: '1', name: 'X', state: 'granted', credit_limit: lei('1.00'), days: 30, note: '' },
    'POST /api/v1/processors/{processor}/check': undefined,
    'POST /api/v1/checkout/orders/{id}/payments': { method: 'nothing', amount: lei('1.00'), return_url: 'nowhere' },
    'POST /api/v1/checkout/orders/{id}/payments/{payment}/check': undefined,
    'POST /api/v1/orders/{id}/invoices': { kind: 'storno' },
    'POST /api/v1/invoices': { buyer: { company, address: order.delivery_address }, lines: [{ description: 'x', unit: 'buc', quantity: '1', unit_price: lei('1.00'), vat_class: 'nothing' }], language: 'xx' },
    'POST /api/v1/invoices/{id}/storno': { reason: '' },
    'POST /api/v1/invoices/{id}/efactura': { buyer_address: { county: 'XX', locality: 'nowhere', street: '' } },
    'POST /api/v1/goods-receipts': { supplier: 'Furnizor', supplier_cui: '', document: 'F 1', document_on: '2026-01-01', received_on: '2026-01-01', note: '', lines: [{ sku: 'nothing', invoiced: '1', received: '1', unit_cost: lei('1.00') }] },
    'POST /api/v1/goods-receipts/{id}/cancel': { reason: '' },
    'POST /api/v1/books/months': { month: 'never' },
    'POST /api/v1/books/months/{month}/reopen': { reason: '' },
    'POST /api/v1/efactura/sign-in': undefined,
    'POST /api/v1/efactura/sign-out': undefined,
    'PUT /api/v1/orders/{id}/serials': { sku: '', serials: [] },
    'POST /api/v1/orders/{id}/shipments': { parcels: 0, weight_g: 1, note: '' },
    'POST /api/v1/shipments': { orders: [] },
    'POST /api/v1/shipments/{id}/cancel': { reason: '' },
    'POST /api/v1/shipments/{id}/retry': { reason: '' },
    'POST /api/v1/shipments/{id}/track': { reason: '' },
    'POST /api/v1/shipments/{id}/settle': { awb_number: '' },
    'POST /api/v1/shipments/{id}/stage': { stage: 'picked_up', note: '', road_km: 10 },
    'POST /api/v1/products': { ...product, sku: '' },
    'PATCH /api/v1/products/{id}': { ...product, sku: '' },
    'POST /api/v1/products/{id}/stock-movements': { quantity: '-1000000', reason: 'x' },
    'POST /api/v1/customers': { email: 'nobody', name: 'X', phone: '0722123456', language: 'ro', company, address: order.delivery_address, note: '' },
    'PATCH /api/v1/customers/{id}': { email: 'nobody', name: 'X', phone: '0722123456', language: 'ro', company, address: order.delivery_address, note: '' },
    'POST /api/v1/customers/{id}/forget': undefined,
    'POST /api/v1/account/link': { email: 'nobody' },
    'POST /api/v1/account/sign-in': { email: 'nobody', password: 'x', token: '' },
    'POST /api/v1/account/sign-out': undefined,
    'POST /api/v1/account/profile': { name: '', phone: '0722123456', language: 'ro', news: true },
    'POST /api/v1/account/password': { old: '', password: 'short' },
    'POST /api/v1/account/orders/{id}/cancel': { reason: '' },
    'POST /api/v1/account/places': { label: '', address: order.delivery_address },
    'POST /api/v1/account/places/{id}/remove': undefined,
    'POST /api/v1/account/deletion': undefined,
    'POST /api/v1/statuses': { code: 'x', axis: 'order', stage: 'paid', name: 'X', name_en: 'X', colour: 'red', icon: '', position: 1, entry: false, next: [], permission: '', messages: [], actions: [], alert_hours: 0 },
    'PATCH /api/v1/statuses/{id}': { code: 'x', axis: 'delivery', stage: 'paid', name: 'X', position: 1, entry: false, next: ['nobody'], messages: [], actions: [], alert_hours: 0 },
    'POST /api/v1/statuses/{id}/replace': { successor: 'nothing' },
    'POST /api/v1/delivery-methods': { code: '', name: 'X', name_en: '', kind: 'courier', courier: 'fan', formula, active: true, position: 1 },
    'PATCH /api/v1/delivery-methods/{id}': { code: '', name: 'X', name_en: '', kind: 'courier', courier: 'fan', formula, active: true, position: 1 },
    'POST /api/v1/orders/{id}/returns': { lines: [], reason: 'withdrawal', wish: 'money', iban: '', note: '' },
    'POST /api/v1/returns/{id}/approve': { answer: '' },
    'POST /api/v1/returns/{id}/collect': { courier: 'fan', parcels: 1, weight_g: 1000, note: '' },
    'POST /api/v1/returns/{id}/photos': undefined,
    'POST /api/v1/checkout/orders/{id}/returns/{return}/photos': undefined,
    'POST /api/v1/returns/{id}/refuse': { answer: '' },
    'POST /api/v1/returns/{id}/close': { answer: '' },
    'POST /api/v1/returns/{id}/cancel': undefined,
    'POST /api/v1/returns/{id}/receive': { lines: [{ line_no: 1, received: '1', restocked: '1', condition: '' }] },
    'POST /api/v1/returns/{id}/pay-back': { amount: lei('1.00'), reason: '' },
    'POST /api/v1/checkout/orders/{id}/returns': { lines: [], reason: 'withdrawal', wish: 'money', iban: '', note: '' },
    'POST /api/v1/checkout/orders/{id}/returns/{return}/cancel': undefined,
    'POST /api/v1/returns/{id}/service': undefined,
    'POST /api/v1/returns/{id}/replace': undefined,
    'POST /api/v1/orders/{id}/service-cases': { line_no: 1, maker_serial: '', told_on: '2026-01-01', brought_by: '', accessories: '', visible_state: '', defect: 'x' },
    'POST /api/v1/service-cases/{id}/progress': { step: 'diagnosed', words: '', note: '', diagnosis: '', partner: '', partner_until: '2026-01-01', cost: lei('1.00') },
    'POST /api/v1/service-cases/{id}/replace': undefined,
    'PUT /api/v1/roads': { from_siruta: 1, to_siruta: 2, km: 1 },
    'POST /api/v1/roads/forget': { from_siruta: 1, to_siruta: 2 },
    'POST /api/v1/delivery-methods/curves': { formula },
    'POST /api/v1/delivery-methods/price': { formula, weight_g: 1, volume_cm3: 1, pieces: 1, goods: lei('1.00'), siruta: 1 },
    'POST /api/v1/delivery-methods/{id}/simulate': { formula, days: 30 },
    'POST /api/v1/payment-methods': { code: '', name: 'X', name_en: '', kind: 'bank_transfer', fee: lei('1.00'), fee_percent: 1, max_total: lei('1.00'), companies_only: false, active: true, position: 1 },
    'PATCH /api/v1/payment-methods/{id}': { code: '', name: 'X', name_en: '', kind: 'bank_transfer', fee: lei('1.00'), fee_percent: 1, max_total: lei('1.00'), companies_only: false, active: true, position: 1 },
    'POST /api/v1/message-templates': { code: '', channel: 'email', language: 'ro', subject: 'x', body: 'x', attachments: [], active: true },
    'PATCH /api/v1/message-templates/{id}': { code: '', channel: 'email', language: 'ro', subject: 'x', body: 'x', attachments: [], active: true },
    'PATCH /api/v1/shop': { settings: { seller: { tax_id: '1' } } },
    'POST /api/v1/shop/secrets': { name: 'nothing', value: 'x' },
    'POST /api/v1/roles': { name: '', permissions: ['orders.read'] },
    'PATCH /api/v1/roles/{id}': { name: '', permissions: ['orders.read'] },
    'POST /api/v1/staff': { email: 'nobody', name: 'X', role_id: ids.roles, language: 'ro', active: true, password: 'long enough 12' },
    'PATCH /api/v1/staff/{id}': { email: 'nobody', name: 'X', role_id: ids.roles, language: 'ro', active: true },
    'POST /api/v1/api-keys': { name: '', scopes: ['all'], expires_at: '2030-01-01T00:00:00Z' },
    'PATCH /api/v1/api-keys/{id}': { name: '', scopes: ['all'], expires_at: '2030-01-01T00:00:00Z' },
    'POST /api/v1/jobs/{id}/retry': undefined,
    'POST /api/v1/trail-checks': undefined,
    'POST /api/v1/notices/{id}/assign': { to: '' },
    'POST /api/v1/notices/{id}/snooze': { until: '2026-01-01T00:00:00Z' },
    'POST /api/v1/notices/{id}/dismiss': { reason: '' },
    'POST /api/v1/me/alerts': { by_mail: 'each', phone: '' },
    'POST /api/v1/watch-rules': { ...rule, name: '' },
    'PATCH /api/v1/watch-rules/{id}': { ...rule, name: '' },
    'POST /api/v1/watch-rules/try': rule,
    'POST /api/v1/messages/{id}/resend': undefined,
  };
}

/** Bodies that may be taken for good, so that their effect is not counted as a change by bad input. */
const harmless = new Set(['POST /api/v1/checkout/quotes', 'POST /api/v1/delivery-methods/price', 'POST /api/v1/delivery-methods/curves', 'POST /api/v1/delivery-methods/{id}/simulate', 'POST /api/v1/staff/sign-out', 'POST /api/v1/me/preferences',
  'POST /api/v1/orders/{id}/preview', 'POST /api/v1/watch-rules/try', 'POST /api/v1/print', 'POST /api/v1/invoices/sample', 'POST /api/v1/message-templates/preview']);

/** A key is no customer: whatever it may do, an account is not its own (tests/browser/account has the customers). */
const ofCustomers = (path) => path.startsWith('/api/v1/account/');

const wrongValues = [null, true, 5, -1, 9223372036854775807n, '', 'x', 'x'.repeat(600), 'x'.repeat(150_000), 'a\u0000b', [], {}, [null], { amount: '1e5', currency: 'RON' },
  { amount: '99999999999999999999.00', currency: 'RON' }, { amount: '9999999999.99', currency: 'RON' }, { amount: '1.00', currency: 'EUR' }, '-1000000', '0', '1000000', '9'.repeat(30)];
const rawBodies = ['', '{', 'null', '[]', '"x"', '5', '{"a":', '\xff', Buffer.from('{"name":"\xff\xfe"}', 'latin1'), '['.repeat(5000), `{"x":"${'y'.repeat(2_000_000)}"}`];
const wrongIds = ['0', '-1', 'abc', '1', '999999999999999999', '99999999999999999999999', '%00', '%ff', "1'--", '..%2f..'];

/** JSON with the big number as it stands. */
const write = (value) => JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `@${each}@` : each)).replace(/"@(\d+)@"/g, '$1');

/** Every place in a body, with another value there, or nothing. */
function* spoiled(body, path = []) {
  const at = (value) => {
    const copy = structuredClone(body);
    return [copy, value];
  };
  const walk = function* (node, trail) {
    if (node === null || typeof node !== 'object') return;
    for (const key of Object.keys(node)) {
      for (const value of wrongValues) {
        const [copy] = at(value);
        let target = copy;
        for (const step of trail) target = target[step];
        target[key] = value;
        yield [copy, [...trail, key].join('.')];
      }
      const [copy] = at();
      let target = copy;
      for (const step of trail) target = target[step];
      if (Array.isArray(target)) target.length = 0;
      else delete target[key];
      yield [copy, `${[...trail, key].join('.')} missing`];
      yield* walk(node[key], [...trail, key]);
    }
  };
  yield* walk(body, path);
}

for (const engine of engines) describe(`bad input on ${engine}`, () => {
  let shop, other, routes, ids, bodies, problems;

  before(async () => {
    shop = await demoShop(engine);
    const { api, place } = shop;
    place.run('shop', 'create', '--slug', 'second', '--name', 'Al doilea', '--admin-email', 'a@second.example');
    other = new Api(shop.server.base, place.run('api-key', 'create', '--shop', 'second', '--scopes', 'all'));
    const document = await api.get('/openapi.json');
    routes = Object.entries(document.paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));
    assert.ok(routes.length > 60);
    const newest = async (path) => (await api.get(path)).items[0].id;
    const placed = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    const shipped = await api.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]]));
    const shipment = await api.post(`/orders/${shipped.id}/shipments`, {});
    const invoice = await api.post(`/orders/${shipped.id}/invoices`, {});
    const credit = await api.post('/credits', { cui: 'RO18773866', name: 'LUTIERIA ACORD SRL', credit_limit: lei('1000.00'), days: 30 });
    const payment = await api.post(`/orders/${placed.id}/payments`, { method: 'card_euplatesc' });
    ids = {
      orders: placed.id, 'checkout/orders': placed.id, invoices: invoice.id, shipments: shipment.id, products: await newest('/products'), customers: await newest('/customers'),
      statuses: await newest('/statuses'), 'delivery-methods': await newest('/delivery-methods'), 'payment-methods': await newest('/payment-methods'),
      'message-templates': await newest('/message-templates'), roles: await newest('/roles'), staff: await newest('/staff'), 'api-keys': await newest('/api-keys'), jobs: '1', messages: '1',
      'order-views': (await api.post('/order-views', { name: 'Azi', query: 'period=today', shared: true, position: 1 })).id,
      discounts: (await api.post('/discounts', { name: 'Zece', code: 'ZECE', kind: 'percent', percent: 1000, amount: lei('0.00'), minimum: lei('0.00') })).id,
      webhooks: (await api.post('/webhooks', { url: 'http://127.0.0.1:9/', events: ['nothing'], active: false })).id, 'webhook-deliveries': '1', 'account/orders': placed.id, 'account/places': '1', payments: payment.id, 'payment-operations': '1', credits: credit.id, 'payment-events': '1', 'bank-lines': '1', 'watch-rules': '1', notices: await newest('/notices'),
      'goods-receipts': (await api.post('/goods-receipts', { supplier: 'F', document: 'F 0', lines: [{ sku: 'CAR-BUC-01', received: '1', unit_cost: lei('1.00') }] })).id,
      bulk: (await api.post('/bulk', { action: 'tag', orders: [placed.id], value: 'x' })).id,
    };
    await until(async () => (await api.get(`/bulk/${ids.bulk}`)).state === 'done', 'the task');
    bodies = goodBodies({ ids });
  });
  after(() => shop?.close());

  const idFor = (path) => ids[Object.keys(ids).sort((a, b) => b.length - a.length).find((name) => path.startsWith(`/api/v1/${name}/{`))];
  const addressOf = (path, id = idFor(path)) => path.replace('{id}', id).replace('{invoice}', ids.invoices).replace('{name}', 'nobody').replace(/{(processor|courier|gateway)}/, 'nobody').replace('{payment}', ids.payments);

  /** Sends; gives status and problem, and writes down what must never be. */
  async function send(method, address, { body, key = shop.key, what = '' } = {}) {
    const response = await fetch(shop.server.base + address, {
      method, headers: { ...(key ? { Authorization: `Bearer ${key}` } : {}), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }, body,
    });
    const bytes = await response.arrayBuffer();
    const name = `${method} ${address} ${what}`;
    if (response.status < 400) return { status: response.status };
    const type = response.headers.get('content-type');
    if (response.status >= 500) problems.push(`${name}: ${response.status}`);
    if (type !== 'application/problem+json') { problems.push(`${name}: ${type}`); return { status: response.status }; }
    const problem = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (problem.status !== response.status || !problem.code || !problem.detail) problems.push(`${name}: ${JSON.stringify(problem)}`);
    if (problem.code === 'invalid_field' && !problem.field && !/must be an object/.test(problem.detail)) problems.push(`${name}: no field in ${problem.detail}`);
    return { status: response.status, ...problem };
  }

  /** What the shop holds, in figures. Jobs and messages move by themselves. */
  function holdings() {
    const tables = ['orders', 'order_lines', 'products', 'product_stock', 'stock_movements', 'customers', 'invoices', 'shipments', 'payments', 'payment_attempts', 'payment_operations', 'payment_events', 'statuses', 'delivery_methods', 'payment_methods', 'message_templates', 'staff', 'roles', 'api_keys', 'discounts', 'webhooks', 'saved_views', 'alert_rules', 'vat_rates', 'tax_regimes'];
    const own = (table) => `SELECT '${table}', count(*) FROM ${table}`;
    return JSON.stringify([...shop.place.query(tables.map(own).join(' UNION ALL ')),
      ...shop.place.query("SELECT count(*), coalesce(sum(seq), 0) FROM audit_events WHERE actor_kind IN ('machine', 'operator', 'buyer')"), ...shop.place.query('SELECT sum(reserved), sum(on_hand) FROM product_stock')]);
  }

  test('every writing route has its row in the table', () => {
    const missing = routes.filter(({ method }) => method === 'POST' || method === 'PATCH').map(({ method, path }) => `${method} ${path}`).filter((name) => !(name in bodies));
    assert.deepEqual(missing, []);
  });

  test('bodies that are no JSON, or not of the right form', async () => {
    problems = [];
    const before = holdings();
    for (const { method, path, operation } of routes) {
      if (!operation.requestBody) continue;
      for (const raw of rawBodies) {
        const answer = await send(method, addressOf(path), { body: raw, what: String(raw).slice(0, 20) });
        if (answer.status < 400) problems.push(`${method} ${path} takes ${String(raw).slice(0, 20)}`);
      }
    }
    assert.deepEqual(problems.slice(0, 20), []);
    assert.equal(holdings(), before);
  });

  test('every field of every body, missing and wrong in twenty ways', async () => {
    problems = [];
    let sent = 0;
    for (const { method, path } of routes) {
      const name = `${method} ${path}`, good = bodies[name];
      if (good === undefined || path.includes('sign-in')) continue;
      const before = holdings();
      let taken = 0;
      const all = [...spoiled(good)];
      for (let i = 0; i < all.length; i += 6) { // some together, or the table takes minutes
        const answers = await Promise.all(all.slice(i, i + 6).map(([body, what]) => send(method, addressOf(path), { body: write(body), what })));
        sent += answers.length;
        taken += answers.filter(({ status }) => status < 400).length;
      }
      if (taken === 0 || harmless.has(name)) { if (holdings() !== before) problems.push(`${name} changed something`); }
    }
    assert.deepEqual(problems.slice(0, 20), []);
    assert.ok(sent > 3000, `${sent}`);
  });

  test('ids that are none, or nobody has', async () => {
    problems = [];
    const before = holdings();
    for (const { method, path } of routes) {
      if (!path.includes('{id}')) continue;
      for (const id of wrongIds) {
        const good = bodies[`${method} ${path}`];
        const answer = await send(method, addressOf(path, id), { body: good === undefined ? undefined : write(good), what: id });
        if (ofCustomers(path) ? ![401, 400, 404].includes(answer.status) : ![404, 422, 400, 409].includes(answer.status)) problems.push(`${method} ${path} with ${id}: ${answer.status}`);
      }
    }
    assert.deepEqual(problems.slice(0, 20), []);
    assert.equal(holdings(), before);
  });

  test('query parameters of every list', async () => {
    problems = [];
    for (const { method, path, operation } of routes) {
      if (method !== 'GET') continue;
      for (const { name } of (operation.parameters ?? []).filter((each) => each.in === 'query'))
        for (const value of ['x', '-1', '0', '99999999999999999999', '%ff', '%00', 'x'.repeat(3000), "'", '2026-13-45', '%F0%9F%A6%84', 'true'])
          await send(method, `${addressOf(path)}?${name}=${value}`, { what: `${name}=${value.slice(0, 20)}` });
    }
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'placed_from=x', 'order_status=nothing', 'referrer_match=most'])
      assert.equal((await send('GET', `/api/v1/orders?${query}`)).status, 422, query);
    assert.deepEqual(problems.slice(0, 20), []);
  });

  test('keys that are missing, wrong, expired, revoked or too narrow', async () => {
    problems = [];
    const { api } = shop;
    const expired = await api.post('/api-keys', { name: 'old', scopes: ['all'], expires_at: '2020-01-01T00:00:00Z' });
    const revoked = await api.post('/api-keys', { name: 'gone', scopes: ['all'] });
    await api.delete(`/api-keys/${revoked.id}`);
    const narrow = await api.post('/api-keys', { name: 'narrow', scopes: ['checkout'] });
    const before = holdings();
    for (const { method, path, operation } of routes) {
      if (!operation.security) continue;
      const body = bodies[`${method} ${path}`] === undefined ? undefined : write(bodies[`${method} ${path}`]);
      for (const key of ['', 'trb_1.x', 'nonsense', '\u00e9', expired.key, revoked.key]) {
        const { status } = await send(method, addressOf(path), { key, body, what: 'key' });
        if (status !== 401) problems.push(`${method} ${path} with the key ${key}: ${status}`);
      }
      const { status } = await send(method, addressOf(path), { key: narrow.key, body, what: 'narrow' });
      if (!path.includes('/checkout/') && status !== 403) problems.push(`${method} ${path} with a narrow key: ${status}`);
    }
    assert.deepEqual(problems.slice(0, 20), []);
    assert.equal(holdings(), before);
  });

  test('two shops never see each other', async () => {
    problems = [];
    const before = holdings(), own = new Set(Object.values(ids));
    for (const { method, path, operation } of routes) {
      const good = bodies[`${method} ${path}`];
      if (path.includes('{id}')) {
        const { status } = await send(method, addressOf(path), { key: other.headers.Authorization.slice(7), body: good === undefined ? undefined : write(good), what: 'from the other shop' });
        if (status !== (ofCustomers(path) ? 401 : 404)) problems.push(`${method} ${path} of the other shop: ${status}`);
      } else if (method === 'GET' && operation.security) {
        const response = await fetch(shop.server.base + path, { headers: other.headers });
        const text = await response.text();
        for (const id of own) if (id.length > 5 && text.includes(id)) problems.push(`${path} shows ${id}`);
      }
    }
    const bulk = await other.post('/shipments', { orders: [ids.orders] });
    if (bulk.items[0].code !== 'not_found') problems.push('bulk sending reaches the other shop');
    const placed = await other.post('/checkout/orders', orderOf([['CAR-BUC-01', 1]])).catch((error) => error);
    if (placed.field !== 'lines[0].sku') problems.push(`the other shop sells our products: ${placed}`);
    const link = new URL((await shop.api.get(`/orders/${ids.orders}`)).buyer_link);
    const wrong = await fetch(`${shop.server.base}/s/second/api/v1/checkout/orders/${ids.orders}${link.search}`);
    if (wrong.status !== 404) problems.push(`a buyer's link works in the other shop: ${wrong.status}`);
    assert.deepEqual(problems.slice(0, 20), []);
    assert.equal(holdings(), before);
  });
});
