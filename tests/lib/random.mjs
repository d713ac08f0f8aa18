// What a test leaves to chance, so that it can be had again: the seed is printed, and TARABA_TEST_SEED takes it back.

import { createHash, randomInt } from 'node:crypto';

/** One for all that is drawn in this file, so that one number repeats its run. */
let ofThisRun;

/**
 * Draws whole numbers from 0 to below `below`. Drawers of other names are independent of it, so a test draws the same alone and among others.
 * Without `usual` every run draws other numbers. With it the same ones are drawn unless another seed is asked for: where the numbers are what
 * is looked at, a run must not fail by luck.
 */
export function drawer(name, usual) {
  const seed = Number(process.env.TARABA_TEST_SEED ?? usual ?? (ofThisRun ??= randomInt(2 ** 31)));
  if (!Number.isSafeInteger(seed)) throw new Error('TARABA_TEST_SEED must be a whole number');
  console.log(`${name}: TARABA_TEST_SEED=${seed}`);
  let state = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE();
  return (below) => { // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * below);
  };
}
