// Cold start to the first answer, and memory when idle: node bench/start.mjs (after ./run build)

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Place, Server } from '../tests/lib/shop.mjs';

const place = new Place('sqlite');
place.run('seed', '--demo');
const times = [];
let memory = 0;
for (let i = 0; i < 7; ++i) {
  const server = new Server(place);
  const start = performance.now();
  await server.start({ wait: false });
  while (!(await fetch(`${server.base}/healthz`).catch(() => undefined))?.ok) await pause(2);
  times.push(performance.now() - start);
  if (i === 6) {
    await pause(3000);
    memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
  }
  await server.stop();
}
place.remove();
times.sort((a, b) => a - b);
console.log(`start to the first answer: median ${times[3].toFixed(0)} ms, slowest ${times[6].toFixed(0)} ms; idle memory ${memory.toFixed(0)} MB`);
