// Every command as a person types it, on both engines.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Api, bani, engines, freePort, Place, program, root, Server } from '../lib/shop.mjs';

for (const engine of engines) describe(`commands on ${engine}`, () => {
  /** A demo shop for the tests that leave it as it is, or add to it. */
  let demo;
  before(() => { demo = new Place(engine); demo.run('seed', '--demo'); });
  after(() => demo?.remove());
  /** A place for one test. */
  const fresh = (t) => {
    const place = new Place(engine);
    t.after(async () => { await place.server?.stop(); place.remove(); });
    return place;
  };
  const attempt = (place, ...args) => spawnSync(program, [...args, ...place.args], { encoding: 'utf8' });

  test('doctor names what is missing before there is anything', (t) => {
    const place = fresh(t);
    const { status, stdout } = attempt(place, 'doctor');
    assert.equal(status, 1);
    assert.match(stdout, /run `taraba migrate`/);
    place.run('migrate');
    assert.doesNotMatch(attempt(place, 'doctor').stdout, /run `taraba migrate`/);
  });

  test('migrate brings the schema up once', (t) => {
    const place = fresh(t);
    assert.match(place.run('migrate'), /ran 0001_/);
    assert.match(place.run('migrate'), /up to date/);
  });

  test('seed options combine, and the demo shop is not made twice', (t) => {
    const place = fresh(t);
    assert.match(place.run('seed', '--demo', '--orders', '2000'), /admin@demo\.example/);
    assert.equal(attempt(place, 'seed', '--demo').status, 1);
    const [[orders]] = place.query('SELECT count(*) FROM orders');
    assert.ok(Number(orders) > 2200, orders);
    const [[products]] = place.query('SELECT count(*) FROM products WHERE weight_g > 0 AND cost > 0');
    assert.ok(Number(products) >= 60, products);
    const stages = place.query('SELECT DISTINCT s.stage FROM orders o JOIN statuses s ON s.shop_id = o.shop_id AND s.id IN (o.order_status_id, o.payment_status_id, o.delivery_status_id)').map(([stage]) => stage);
    for (const stage of ['new', 'in_progress', 'waiting', 'completed', 'cancelled', 'pending', 'paid', 'in_transit', 'delivered', 'returned']) assert.ok(stages.includes(stage), stage);
    const names = place.query('SELECT name FROM statuses').map(([name]) => name);
    for (const name of ['Comandă nouă', 'Comandă preluată', 'Comandă în așteptare', 'Comandă anulată', 'Comandă finalizată', 'Plată în așteptare', 'Plată efectuată', 'Expediție în curs', 'Expediție livrată']) assert.ok(names.includes(name), name);
  });

  test('doctor tells what is set up and what is missing, and finds a wrong key', (t) => {
    const { status, stdout } = attempt(demo, 'doctor');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /missing +shop demo: mail server/);
    t.after(() => demo.query("DELETE FROM shop_secrets WHERE name = 'smtp_password'"));
    demo.query("INSERT INTO shop_secrets (shop_id, name, sealed) SELECT shop_id, 'smtp_password', 'nonsense' FROM shops");
    const broken = attempt(demo, 'doctor');
    assert.equal(broken.status, 1);
    assert.match(broken.stdout, /broken +shop demo: smtp_password/);
    assert.equal(statSync(join(demo.folder, 'taraba.key')).mode & 0o077, 0);
  });

  test('Shopify files are imported with variants; importing again changes nothing', () => {
    const file = join(root, 'tests/data/shopify-apparel.csv');
    const first = attempt(demo, 'import', 'catalog', file);
    assert.equal(first.status, 0, first.stderr);
    const created = Number(/shopify: (\d+) created/.exec(first.stdout)[1]);
    assert.ok(created > 10, first.stdout);
    assert.match(attempt(demo, 'import', 'catalog', file).stdout, new RegExp(`0 created, 0 changed, ${created} unchanged`));
    for (const name of ['home-and-garden', 'jewelery']) assert.match(attempt(demo, 'import', 'catalog', join(root, `tests/data/shopify-${name}.csv`)).stdout, /[1-9]\d* created/);
  });

  test('WooCommerce files too: bad rows are reported by line, the good ones kept', async () => {
    const result = attempt(demo, 'import', 'catalog', join(root, 'tests/data/woocommerce.csv'));
    assert.match(result.stdout, /woocommerce: 3 created, .*6 rows left out/);
    for (const line of [7, 8, 9, 10, 11, 12]) assert.match(result.stderr, new RegExp(`line ${line}: `));
    const rows = Object.fromEntries(demo.query("SELECT sku, price, weight_g, length_mm, vat_class FROM products WHERE sku LIKE 'woo-%'").map(([sku, ...rest]) => [sku, rest]));
    assert.deepEqual(rows['woo-hoodie'], ['4500', '680', '254', 'standard']);
    assert.deepEqual(rows['woo-vneck-red'], ['2050', '227', '610', 'standard']);
    assert.equal(rows['woo-book'][3], 'reduced');
    writeFileSync(join(demo.folder, 'odd.csv'), 'a,b\n1,2\n');
    assert.equal(attempt(demo, 'import', 'catalog', join(demo.folder, 'odd.csv')).status, 1);
    assert.equal(attempt(demo, 'import', 'catalog', join(demo.folder, 'missing.csv')).status, 1);
  });

  test('api-key create prints the key alone, and scopes are checked', async (t) => {
    const key = demo.run('api-key', 'create', '--shop', 'demo', '--scopes', 'checkout,orders.read');
    assert.match(key, /^trb_[\w.-]+$/);
    assert.equal(attempt(demo, 'api-key', 'create', '--shop', 'demo', '--scopes', 'orders.raed').status, 1);
    assert.equal(attempt(demo, 'api-key', 'create', '--shop', 'nobody').status, 1);
    const server = await new Server(demo).start();
    t.after(() => server.stop());
    const api = new Api(server.base, key);
    assert.ok((await api.get('/orders?limit=1')).items.length);
    await assert.rejects(api.get('/staff'), { status: 403 });
  });

  test('verify audit finds a changed row', (t) => {
    const place = fresh(t);
    place.run('seed', '--demo');
    assert.match(place.run('verify', 'audit'), /whole/);
    place.query(engine === 'sqlite' ? 'DROP TRIGGER audit_events_no_update' : 'ALTER TABLE audit_events DISABLE TRIGGER USER');
    place.query("UPDATE audit_events SET actor = 'X' WHERE seq = 1 AND subject = (SELECT min(subject) FROM audit_events WHERE subject LIKE 'order:%')");
    const { status, stdout } = attempt(place, 'verify', 'audit');
    assert.equal(status, 1);
    assert.match(stdout, /order:/);
  });

  test('settings come from the file, then the environment, then the command line', async (t) => {
    const file = join(demo.folder, 'taraba.toml'), port = await freePort();
    writeFileSync(file, `listen = "127.0.0.1:1"\nworkers = 4\nlog_level = "warn"\n`);
    const server = new Server(demo, { env: { TARABA_WORKERS: '8' } });
    server.place = { args: [...demo.args, '--config', file] };
    server.port = port;
    t.after(() => server.stop());
    await server.start();
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
    writeFileSync(file, 'liston = "x"\n');
    const wrong = spawnSync(program, ['doctor', '--config', file, ...demo.args], { encoding: 'utf8' });
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /no setting `liston`/);
    const number = spawnSync(program, ['doctor', ...demo.args], { encoding: 'utf8', env: { ...process.env, TARABA_WORKERS: 'many' } });
    assert.match(number.stderr, /workers must be a whole number/);
  });

  test('a changed migration is refused', (t) => {
    const place = fresh(t);
    place.run('migrate');
    place.query("UPDATE schema_steps SET hash = 'x' WHERE name LIKE '0001%'");
    const { status, stderr } = attempt(place, 'serve', '--listen', '127.0.0.1:0');
    assert.equal(status, 1);
    assert.match(stderr, /drift/);
  });

  test('a shop of one’s own starts with everything but its data', async (t) => {
    const own = fresh(t);
    const line = own.run('shop', 'create', '--slug', 'mea', '--name', 'Prăvălia mea', '--admin-email', 'eu@mea.example');
    const password = line.split(' ').at(-1);
    const server = own.server = await new Server(own).start();
    const response = await fetch(`${server.base}/api/v1/staff/sign-in`, { method: 'POST', body: JSON.stringify({ shop: 'mea', email: 'eu@mea.example', password }) });
    assert.equal(response.status, 200);
    const api = new Api(server.base, own.run('api-key', 'create', '--shop', 'mea', '--scopes', 'all'));
    await api.post('/products', { sku: 'P1', name: 'Primul', price: { amount: '10.00', currency: 'RON' }, cost: { amount: '4.00', currency: 'RON' }, stock: '3' });
    const quote = await api.post('/checkout/quotes', { lines: [{ sku: 'P1', quantity: 1 }], delivery_method: 'pickup' });
    assert.equal(bani(quote.total), 1000n);
  });
});

test('the usage names every command', () => {
  const help = execFileSync(program, ['--help'], { encoding: 'utf8' });
  for (const command of ['serve', 'migrate', 'seed', 'import', 'api-key', 'verify', 'doctor', 'sandbox', 'shop']) assert.ok(help.includes(command), command);
  assert.ok(readFileSync(join(root, 'README.md'), 'utf8').includes('./run'));
});
