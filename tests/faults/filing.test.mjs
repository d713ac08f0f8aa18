// Killed while it sends invoices to the ministry, which also loses answers, is busy and forgets the sign-in: each invoice is there
// once, each answer is kept.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../lib/sandbox.mjs';
import { Api, engines, lei, Place, Server, until } from '../lib/shop.mjs';

const kills = 6, invoices = 30;

for (const engine of engines) describe(`killed while reporting on ${engine}`, () => {
  test('every invoice is at the ministry once', { timeout: 400_000 }, async () => {
    const sandbox = await startSandbox();
    const place = new Place(engine);
    place.run('seed', '--demo');
    const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
    const options = { sandbox: false, env: { TARABA_JOB_LEASE_SECONDS: '3' } };
    let server = await new Server(place, options).start();
    const api = new Api(server.base, key);
    const taken = async () => (await fetch(`${sandbox.url}/sandbox/anaf`)).json();
    try {
      await api.call('PUT', '/efactura/account', { mode: 'sandbox', credentials: { client_id: 'x', client_secret: 'y' }, endpoints: { base: `${sandbox.url}/anaf` } });
      const wanted = [];
      const issue = async () => {
        const invoice = await api.post('/invoices', { buyer: { person: { name: 'Ion' }, address: { county: 'CJ', locality: 'Dej', street: 'Str. 1' } }, lines: [{ description: 'x', unit: 'buc', quantity: '1', unit_price: lei('10.00'), vat_class: 'standard' }] }, { 'Idempotency-Key': `invoice-${wanted.length}` });
        wanted.push(`${invoice.series}${invoice.number}`);
      };
      // Before anybody has signed in they wait.
      for (let i = 0; i < 5; ++i) await issue();
      await pause(500);
      assert.equal((await taken()).length, 0);
      const { url } = await api.post('/efactura/sign-in');
      const [, back] = /href="([^"]+code=[^"]+)"/.exec(await (await fetch(url)).text());
      await fetch(back.replaceAll('&amp;', '&'), { redirect: 'manual' });

      for (const [call, fault, times, every] of [['anaf.upload', 'error_after', 4, 5], ['anaf.busy', 'error', 6, 7], ['anaf.token_ended', 'error', 3, 11], ['anaf.state', 'html', 3, 4], ['anaf.download', 'error', 3, 3]])
        await fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call, fault, times, every }) });
      for (let i = 0; i < kills; ++i) {
        for (let made = 0; made < (invoices - 5) / kills; ++made) await issue().catch(() => {});
        await pause(60 + 170 * i);
        await server.kill();
        server = await new Server(place, { ...options, port: server.port }).start();
      }
      while (wanted.length < invoices) await issue();

      // What the program died over may never have arrived: two looks at the list say no, and a person sends it again.
      const open = () => until(async () => (await api.all('/efactura')).filter(({ state }) => state !== 'accepted' && state !== 'elsewhere'), 'the list');
      await until(async () => {
        const rest = await open();
        const there = new Set((await taken()).map(({ number }) => number));
        for (const each of rest)
          if (each.state === 'unclear' && each.asked >= 2 && !there.has(each.number)) await api.post(`/invoices/${each.invoice_id}/efactura`, {}).catch(() => {});
        if (rest.length > 0) await pause(1_000);
        return rest.length === 0;
      }, 'all to be accepted', 240_000);
      const counts = new Map();
      for (const { number } of await taken()) counts.set(number, (counts.get(number) ?? 0) + 1);
      assert.deepEqual(wanted.map((number) => [number, counts.get(number)]), wanted.map((number) => [number, 1]));
      const [[kept, answered]] = place.query('SELECT COUNT(*), COUNT(answer) FROM filing_papers');
      assert.equal(answered, kept);
    } finally {
      await server.stop();
      place.remove();
      await sandbox.stop();
    }
  });
});
