// A clock that the tests move: the program believes it, nothing else does.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const library = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`).find(existsSync);

export class MovedClock {
  /** The folder of a Place: its commands and its server go by this clock. */
  constructor(folder) {
    this.file = join(folder, 'clock');
    // Waits and time limits go on by the real clock.
    this.env = { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: this.file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  }

  /** It goes on from there; never backwards. */
  set(instant) {
    const seconds = Math.round((new Date(instant) - Date.now()) / 1000);
    writeFileSync(this.file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  }
}
