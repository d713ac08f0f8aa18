// Texts of what people of the shop did, in English, by the keys of the Romanian ones.

import type { ro } from './activity.ro';

export const en: typeof ro = {
  hint: 'What people of the shop did. What buyers, couriers and programs do is shown at each order.',
  person: 'Who',
  everybody: 'everybody',
  from: 'From',
  to: 'To',
  asCsv: 'Download CSV',
  none: 'Nobody did anything in this time.',
  when: 'When',
  what: 'What',
  where: 'Where',
  changes: 'Changes',
  order: (number) => `Order ${number}`,
  checks: 'Verification of the records',
  checksHint: 'Every night all that was recorded is checked to be unchanged, unbroken and in its place.',
  never: 'Not verified yet.',
  running: (trails) => `Verifying: ${trails} records so far.`,
  whole: (at, trails) => `${at}: ${trails} records, all of them whole.`,
  broken: (at, wrong) => `${at}: ${wrong} things are wrong.`,
  checkNow: 'Verify now',
};
