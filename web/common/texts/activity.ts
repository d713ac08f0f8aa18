// Texts of what people of the shop did.

import { pick } from '../language';

const ro = {
  title: 'Activitate',
  hint: 'Ce au făcut oamenii magazinului. Ce fac clienții, curierii și programele se vede la fiecare comandă.',
  person: 'Cine',
  everybody: 'toți',
  from: 'De la',
  to: 'Până la',
  asCsv: 'Descarcă CSV',
  none: 'Nimeni n-a făcut nimic în acest timp.',
  when: 'Când',
  what: 'Ce',
  where: 'Unde',
  changes: 'Schimbări',
  order: (number: number) => `Comanda ${number}`,
  checks: 'Verificarea istoricului',
  checksHint: 'În fiecare noapte se verifică dacă tot ce s-a înregistrat este neschimbat, necurmat și la locul lui.',
  never: 'Încă nu s-a verificat.',
  running: (trails: number) => `Se verifică: ${trails} istorice până acum.`,
  whole: (at: string, trails: number) => `${at}: ${trails} istorice, toate întregi.`,
  broken: (at: string, wrong: number) => `${at}: ${wrong} nereguli.`,
  checkNow: 'Verifică acum',
};

const en: typeof ro = {
  title: 'Activity',
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

export const a = pick({ ro, en });
