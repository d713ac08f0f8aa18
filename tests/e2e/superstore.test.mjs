// Real orders: the Superstore set placed through the API on the imported catalogue, then every sum, VAT, piece of stock and verdict of
// the loss guard compared with an independent recomputation in whole bani.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parseCsv } from '../lib/csv.mjs';
import { Api, bani, engines, lei, once, Place, Refused, root, Server, until } from '../lib/shop.mjs';
import { halfUp, vatOf } from '../lib/vat.mjs';

const decimal = (value) => `${value < 0n ? '-' : ''}${(value < 0n ? -value : value) / 100n}.${String((value < 0n ? -value : value) % 100n).padStart(2, '0')}`;
/** `12.3456` in ten-thousandths. */
const fine = (text) => {
  const [, sign, whole, part = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text);
  const value = BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0').slice(0, 4));
  return sign ? -value : value;
};
const hash = (text) => [...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 1_000_003, 7);

/** The lines of the file as orders: unit price and cost in bani, a SKU for each price that a product was sold at. */
function readOrders() {
  const rows = parseCsv(gunzipSync(readFileSync(join(root, 'tests/data/superstore.csv.gz'))).toString('utf8'));
  const products = new Map(), orders = new Map();
  for (const row of rows) {
    const quantity = BigInt(row.Quantity), sales = fine(row.Sales), cost = sales - fine(row.Profit);
    const price = halfUp(sales, 100n * quantity);
    // The file's costs are with VAT, as its prices are; the shop keeps them without.
    const net = halfUp(cost * 100n, 121n * 100n * quantity);
    const reduced = row['Sub-Category'] === 'Paper';
    const sku = `${row['Product ID']}-${price}-${net}`;
    const weight = 100 + hash(row['Product ID']) % 3_000;
    const product = products.get(sku) ?? { sku, name: row['Product Name'], price, cost: net, weight, rate: reduced ? 11n : 21n, sold: 0n };
    product.sold += quantity;
    products.set(sku, product);
    const order = orders.get(row['Order ID']) ?? { id: row['Order ID'], customer: row['Customer ID'], name: row['Customer Name'], company: row.Segment === 'Corporate', city: `${row.City}|${row['State/Province']}`, lines: new Map() };
    order.lines.set(sku, (order.lines.get(sku) ?? 0n) + quantity);
    orders.set(row['Order ID'], order);
  }
  return { products, orders: [...orders.values()] };
}

const localities = parseCsv(readFileSync(join(root, 'data/localities-ro.csv'), 'utf8')).filter((place) => place.lat);
const at = (siruta) => localities.find((place) => place.siruta === siruta);
const seller = { lat: Number(at('179169').lat), lon: Number(at('179169').lon) };

function roadMetres(from, to) {
  const radians = Math.PI / 180;
  const h = Math.sin((to.lat - from.lat) * radians / 2) ** 2
    + Math.cos(from.lat * radians) * Math.cos(to.lat * radians) * Math.sin((to.lon - from.lon) * radians / 2) ** 2;
  return Math.floor(Math.floor(2 * 6_371_008.8 * Math.asin(Math.sqrt(h))) * 130 / 100);
}

const formula = {
  base: lei('8.00'), weight_bands: [{ up_to: 1000, price: lei('4.00') }, { up_to: 5000, price: lei('9.00') }], per_extra_kg: lei('0.70'),
  quantity_bands: [{ up_to: 5, price: lei('0.00') }, { up_to: 1000, price: lei('2.00') }],
  distance_bands: [{ up_to: 50000, price: lei('0.00') }, { up_to: 300000, price: lei('2.50') }], per_extra_10km: lei('0.05'),
  cm3_per_kg: 6000, road_factor_percent: 130, weight_g_max: 0, free_above: lei('500.00'), zones: [{ name: 'Delta', counties: ['TL'], surcharge: lei('5.00') }],
};

/** What the shop must ask and earn, worked out from the rules of docs/ alone. */
function expected(order, products) {
  const lines = [...order.lines].map(([sku, quantity]) => ({ ...products.get(sku), quantity, total: products.get(sku).price * quantity }));
  const goods = lines.reduce((sum, line) => sum + line.total, 0n);
  const place = localities[hash(order.city) % localities.length];
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0n), grams = lines.reduce((sum, line) => sum + BigInt(line.weight) * line.quantity, 0n);
  let full = 0n;
  if (!order.pickup) {
    full = 800n + (grams <= 1000n ? 400n : 900n) + (grams > 5000n ? (grams - 5000n + 999n) / 1000n * 70n : 0n) + (pieces > 5n ? 200n : 0n);
    const metres = roadMetres(seller, { lat: Number(place.lat), lon: Number(place.lon) });
    full += metres <= 50_000 ? 0n : metres <= 300_000 ? 250n : 250n + BigInt(Math.ceil((metres - 300_000) / 10_000)) * 5n;
    if (place.county_code === 'TL') full += 500n;
  }
  const delivery = goods >= 50_000n ? 0n : full, fees = order.cash ? 500n : 0n, total = goods + delivery + fees;
  const groups = new Map();
  for (const line of lines) groups.set(line.rate, (groups.get(line.rate) ?? 0n) + line.total);
  const vat = vatOf(groups, delivery + fees);
  const revenue = total - vat;
  const courier = full - halfUp(full * 21n, 121n);
  const costs = lines.reduce((sum, line) => sum + line.cost * line.quantity, 0n) + courier + (order.cash ? 280n : 0n) + 190n;
  const net = revenue - costs - halfUp(revenue, 100n);
  return { goods, delivery, fees, total, vat, net };
}

for (const engine of engines) describe(`Superstore on ${engine}`, () => {
  const { products, orders } = readOrders();
  let place, server, api;

  before(async () => {
    place = new Place(engine);
    place.run('seed', '--demo');
    const header = 'Type,SKU,Name,Published,Tax class,Stock,Weight (g),Regular price,Cost,Categories\n';
    const rows = [...products.values()].map((each) => `simple,${each.sku},"${each.name.replaceAll('"', '""')}",1,${each.rate === 11n ? 'reduced-rate' : ''},${each.sold + 5n},${each.weight},${decimal(each.price)},${decimal(each.cost)},Superstore`);
    writeFileSync(join(place.folder, 'catalog.csv'), header + rows.join('\n') + '\n');
    assert.match(place.run('import', 'catalog', join(place.folder, 'catalog.csv')), new RegExp(`${products.size} created, 0 changed, 0 unchanged, 0 rows left out`));
    server = await new Server(place, { sandbox: false }).start();
    api = new Api(server.base, place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all'));
    const courier = (await api.get('/delivery-methods')).items.find((method) => method.code === 'courier');
    await api.patch(`/delivery-methods/${courier.id}`, { formula });
    const cash = (await api.get('/payment-methods')).items.find((method) => method.code === 'cash_on_delivery');
    await api.patch(`/payment-methods/${cash.id}`, { max_total: null });
  });
  after(async () => {
    await server?.stop();
    place?.remove();
  });

  /** Places every order and completes those it may; what came of it: sums, how many are held, and what was not as expected. */
  const trade = once(async () => {
    const cuis = ['RO14399840', '18773866', '1590082', '361757', '427320'];
    let at = 0, held = 0, sums = { sales: 0n, revenue: 0n, net: 0n };
    const wrong = [];
    const work = async () => {
      while (at < orders.length) {
        const order = orders[at++], number = hash(order.id);
        order.pickup = number % 5 === 0;
        order.cash = !order.pickup && number % 3 !== 0;
        const target = localities[hash(order.city) % localities.length], want = expected(order, products);
        const placed = await api.post('/checkout/orders', {
          lines: [...order.lines].map(([sku, quantity]) => ({ sku, quantity: String(quantity) })),
          customer: { name: order.name, email: `${order.customer.toLowerCase()}@superstore.example`, phone: '0722123456' },
          ...(order.pickup ? {} : { delivery_address: { siruta: Number(target.siruta), street: 'Str. 1' } }),
          ...(order.company ? { billing: { company: { name: `${order.name} SRL`, cui: cuis[number % cuis.length] } } } : {}),
          delivery_method: order.pickup ? 'pickup' : 'courier', payment_method: order.pickup ? 'cash_at_pickup' : order.cash ? 'cash_on_delivery' : 'bank_transfer',
          expected_total: lei(decimal(want.total)),
        }, { 'Idempotency-Key': order.id });
        const { totals } = placed;
        sums = { sales: sums.sales + want.total, revenue: sums.revenue + want.total - want.vat, net: sums.net + want.net };
        for (const field of ['goods', 'delivery', 'fees', 'vat', 'total'])
          if (bani(totals[field]) !== want[field]) wrong.push(`${order.id} ${field}: ${totals[field].amount}, not ${decimal(want[field])}`);
        const outcome = await api.post(`/orders/${placed.id}/status`, { status: 'completed' }).catch((error) => error);
        const refused = outcome instanceof Refused;
        if (refused && outcome.code !== 'order_at_loss') throw outcome;
        const shown = refused ? await api.get(`/orders/${placed.id}`) : outcome;
        if (bani(shown.net_profit) !== want.net) wrong.push(`${order.id} net: ${shown.net_profit.amount}, not ${decimal(want.net)}`);
        if (refused !== want.net < 0n || shown.held !== refused) wrong.push(`${order.id}: ${refused ? 'held' : 'completed'} at ${decimal(want.net)}`);
        order.done = !refused;
        held += refused ? 1 : 0;
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return { sums, held, wrong };
  });

  test('every order is placed, and those that lose money are held, and no other', async () => {
    const { held, wrong } = await trade();
    assert.deepEqual(wrong.slice(0, 10), []);
    assert.ok(held > orders.length / 6 && held < orders.length / 2, `${held} of ${orders.length} are held`);
  });

  test('the profit report has every order, to the ban', async () => {
    const { sums } = await trade();
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const { items } = await until(async () => { const now = await api.get(`/profit?by=category&from=${yesterday}`); return now.up_to_date && now; }, 'the days of the demo');
    const all = items.find((each) => each.key === 'Superstore');
    assert.deepEqual({ sales: bani(all.sales), revenue: bani(all.revenue), net: bani(all.net_profit) }, { sales: sums.sales, revenue: sums.revenue, net: sums.net });
    const customers = await api.get(`/profit.csv?by=customer&from=${yesterday}`);
    assert.ok(customers.toString('utf8').split('\r\n').length > new Set(orders.map((order) => order.customer)).size);
  });

  test('stock adds up to the piece', async () => {
    await trade();
    const left = new Map(place.query('SELECT p.sku, s.on_hand, s.reserved FROM products p JOIN product_stock s ON s.shop_id = p.shop_id AND s.product_id = p.id').map(([sku, ...numbers]) => [sku, numbers.map(BigInt)]));
    const gone = new Map(), reserved = new Map();
    for (const order of orders)
      for (const [sku, quantity] of order.lines) {
        const book = order.done ? gone : reserved;
        book.set(sku, (book.get(sku) ?? 0n) + quantity);
      }
    for (const product of products.values()) {
      const [stock, held] = left.get(product.sku);
      assert.equal(stock, (product.sold + 5n - (gone.get(product.sku) ?? 0n)) * 1000n, product.sku);
      assert.equal(held, (reserved.get(product.sku) ?? 0n) * 1000n, product.sku);
    }
  });

  test('proformas are numbered without a gap, customers are one an address, trails are whole', async () => {
    await trade();
    const numbers = place.query("SELECT number FROM invoices WHERE series = 'PRO' ORDER BY number").map(([number]) => Number(number));
    assert.deepEqual(numbers, numbers.map((_, i) => i + 1));
    const [[customers]] = place.query("SELECT count(*) FROM customers WHERE email LIKE '%@superstore.example'");
    assert.equal(Number(customers), new Set(orders.map((order) => order.customer)).size);
    assert.match(place.run('verify', 'audit'), /whole/);
  });
});
