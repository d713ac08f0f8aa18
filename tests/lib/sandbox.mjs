// The partners as a program of their own, which lives on while the shop dies.

import { spawn } from 'node:child_process';
import { freePort, program } from './shop.mjs';

export async function startSandbox() {
  const port = await freePort();
  const child = spawn(program, ['sandbox', '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  const url = `http://127.0.0.1:${port}`;
  const line = await new Promise((ready) => { let text = ''; child.stdout.on('data', (data) => { text += data; if (text.includes('\n')) ready(text); }); });
  const call = (path, body) => fetch(url + path, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  return {
    url, mail: /smtp:\S+/.exec(line)[0], awbs: async () => (await call('/sandbox/fan/awbs')).json(), mails: async () => (await call('/sandbox/mails')).json(),
    fault: (name, fault, times = 1, wait_ms = 20_000) => call('/sandbox/faults', { call: name, fault, times, wait_ms }),
    stop: () => { child.kill('SIGTERM'); return ended; },
  };
}
