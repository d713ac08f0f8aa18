// PostgreSQL goes away under load and comes back: no acknowledged order is lost, none is placed twice.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { demoShop, orderOf, Refused, root, until } from '../lib/shop.mjs';

// A server of its own, so that others can go on using theirs.
const folder = mkdtempSync(join(tmpdir(), 'taraba-postgres-'));
chmodSync(folder, 0o755); // the user postgres has to get to its folder inside
const script = join(root, 'tests/postgres.sh');
const inShell = (command) => execFileSync('bash', ['-c', `. ${script}; ${command}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
process.env.TARABA_TEST_POSTGRES = inShell(`start_postgres ${folder}/server && echo $TARABA_TEST_POSTGRES`).trim();
after(() => {
  inShell(`postgres_folder=${folder}/server; stop_postgres`);
  rmSync(folder, { recursive: true });
});

function restart(mode) {
  inShell(`as_postgres $postgres_bin/pg_ctl -D ${folder}/server/data -m ${mode} -w restart >/dev/null`);
}

describe('PostgreSQL restarted under load', () => {
  for (const mode of ['fast', 'immediate']) test(`pg_ctl -m ${mode}`, async () => {
    const { place, api, close } = await demoShop('postgres');
    const product = (await api.all('/products')).find((each) => each.sku === 'ALI-CEA-05');
    await api.post(`/products/${product.id}/stock-movements`, { quantity: '50000', reason: 'recepție' });
    const reservedBefore = Number((await api.get(`/products/${product.id}`)).reserved);
    const acknowledged = new Map(), unclear = new Set();
    let stop = false;
    const place1 = async (key) => {
      const placed = await api.post('/checkout/orders', orderOf([['ALI-CEA-05', 1]], { customer: { name: 'Restart', email: 'r@x.ro', phone: '0722123456' } }), { 'Idempotency-Key': key });
      acknowledged.set(key, placed.id);
    };
    const work = async () => {
      while (!stop) {
        const key = randomUUID();
        try {
          await place1(key);
        } catch (error) {
          assert.ok(error instanceof Refused, `${error}`);
          assert.ok(error.status >= 500, `${error}`); // the database's fault, and said so
          unclear.add(key);
          await pause(20);
        }
      }
    };
    const workers = Array.from({ length: 8 }, work);
    const load = Promise.all(workers);
    // Each restart comes in the middle of work, however slow the machine is; so does the end.
    const more = async () => {
      const before = acknowledged.size;
      await Promise.race([load, until(() => acknowledged.size >= before + 20, 'orders between the restarts', 60_000)]);
    };
    for (let i = 0; i < 3; ++i) {
      await more();
      restart(mode);
    }
    await more();
    stop = true;
    await load;
    await until(async () => (await fetch(`${api.base}/readyz`)).ok, 'the program to be ready again');
    for (const key of unclear) await place1(key); // repeating finds out
    assert.equal(new Set(acknowledged.values()).size, acknowledged.size);
    const [[orders]] = place.query("SELECT count(*) FROM orders WHERE customer LIKE '%\"Restart\"%'");
    assert.equal(Number(orders), acknowledged.size);
    const reservedAfter = Number((await api.get(`/products/${product.id}`)).reserved);
    assert.equal(reservedAfter - reservedBefore, acknowledged.size);
    await close();
  });
});
