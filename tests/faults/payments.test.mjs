// Killed at every step of a payment: nothing that the processor has taken is missing, nothing is counted or given back twice.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Payer } from '../lib/pay.mjs';
import { Api, bani, decimal, engines, freePort, Place, program, Refused, Server, until } from '../lib/shop.mjs';

const kills = 7;

/** The processors as a program of their own, which lives on while the shop dies. */
async function startSandbox() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, ['sandbox', '--listen', url.slice(7)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  await new Promise((ready) => child.stdout.once('data', ready));
  const json = async (path) => (await fetch(url + path)).json();
  return { url, json, charge: async (reference) => (await json('/sandbox/charges')).find((each) => each.reference === reference), stop: () => { child.kill('SIGTERM'); return ended; } };
}

for (const engine of engines) describe(`killed while paying on ${engine}`, () => {
  let sandbox;
  before(async () => { sandbox = await startSandbox(); });
  after(() => sandbox?.stop());

  test('every charge ends as the processor has it', async () => {
    const place = new Place(engine);
    place.run('seed', '--demo');
    const key = place.run('api-key', 'create', '--shop', 'demo', '--scopes', 'all');
    let server = await new Server(place, { sandbox: false, env: { TARABA_JOB_LEASE_SECONDS: '3' } }).start();
    const api = new Api(server.base, key);
    const payer = new Payer({ api, server: { base: sandbox.url } });
    for (const name of ['payu', 'netopia', 'euplatesc'])
      await api.call('PUT', `/processors/${name}`, { mode: 'sandbox', credentials: await sandbox.json(`/sandbox/credentials/${name}`), endpoints: { base: `${sandbox.url}/${name}` } });

    /** Asks until an answer comes; a refusal is one. */
    const insist = async (work) => {
      for (let tries = 0; tries < 300; ++tries) {
        try {
          return await work();
        } catch (error) {
          if (error instanceof Refused && error.status < 500) throw error;
          await pause(100);
        }
      }
      throw new Error('no answer in half a minute');
    };
    const payment = (id) => insist(() => payer.payment(id));
    const reach = (id, state) => until(async () => {
      if ((await payment(id)).state === state) return true;
      await api.post(`/payments/${id}/poll`).catch(() => {});
      return false;
    }, `payment ${id} to be ${state}`, 60_000);
    /** An operation, asked for until it is there once and decided; what stays unclear is looked up at the processor. */
    const operate = async (id, kind, body, happened) => {
      for (;;) {
        const now = await payment(id);
        const last = now.operations.filter((each) => each.kind === kind).at(-1);
        if (last?.state === 'done') return;
        if (!last || last.state === 'refused') {
          const said = await api.post(`/payments/${id}/${kind}`, body).catch((error) => error);
          // The processor's own word was faster, or the one before is still open.
          if (said instanceof Refused && said.code === 'payment_not_authorised') return;
        } else if (last.state === 'unclear') {
          await api.post(`/payment-operations/${last.id}/settle`, { happened: await happened(), reason: 'panoul procesatorului' }).catch(() => {});
        }
        await pause(250);
      }
    };
    const story = async (name, method) => {
      const order = await insist(() => payer.order([['CAR-BUC-01', 3]]));
      const started = await insist(() => payer.begin(order, method));
      await payer.choose(started, 'pay');
      const charges = async () => {
        const references = (await payment(started.id)).attempts.map((each) => each.id);
        return (await Promise.all(references.map(sandbox.charge))).filter(Boolean);
      };
      if (name === 'payu') {
        await reach(started.id, 'authorised');
        await operate(started.id, 'capture', {}, async () => (await charges()).some((each) => each.state === 'captured'));
      }
      // Only a notice brings the number by which euplatesc.ro can be asked; it is sent again, as theirs is.
      if (name === 'euplatesc') await insist(async () => { const { answers } = await payer.happens(started.id, 'pay'); if (!answers[0].startsWith('200')) throw new Error(answers[0]); });
      await reach(started.id, 'paid');
      const half = decimal(bani((await payment(started.id)).charge) / 2n);
      if (name !== 'netopia') await operate(started.id, 'refund', { amount: { amount: half, currency: 'RON' }, reason: 'test' }, async () => (await charges()).some((each) => bani(each.refunded) > 0n));
      return { order, id: started.id, refunded: name === 'netopia' ? '0.00' : half, charges };
    };

    const stories = ['payu', 'netopia', 'euplatesc'].flatMap((name) => Array.from({ length: 3 }, () => story(name, `card_${name}`)));
    const all = Promise.all(stories);
    for (let i = 0; i < kills; ++i) {
      await pause(200 + Math.random() * 900);
      await server.kill();
      server = await new Server(place, { sandbox: false, port: server.port, env: { TARABA_JOB_LEASE_SECONDS: '3' } }).start();
    }
    for (const { order, id, refunded, charges } of await all) {
      const now = await payer.payment(id);
      const [charge, ...more] = (await charges()).filter((each) => ['captured', 'refunded'].includes(each.state));
      assert.deepEqual(more, []);
      assert.equal(now.captured.amount, charge.amount);
      assert.equal(now.refunded.amount, refunded);
      assert.equal(charge.refunded, refunded);
      await payer.sums(order.id);
    }
    await server.stop();
    place.remove();
  });
});
