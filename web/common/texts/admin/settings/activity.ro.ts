// Texts of what people of the shop did, in Romanian; every key is here.

export const ro = {
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
