// Texts of the settings of the firm, its papers, taxes and e-Factura, in Romanian; every key is here.

import type { InvoiceRule, Reporting, StockCost } from '../../../codes';
import type { Labels } from '../../../labels';

export const ro = {
  transferRemindDays: 'Amintire înainte de termen (zile, 0 = fără)',
  transferCancelDays: 'Anulare după termen (zile lucrătoare, 0 = nu)',
  shopName: 'Numele magazinului',
  legalName: 'Denumirea firmei',
  shareCapital: 'Capital social',
  rules: 'Reguli',
  invoiceRule: 'Factura se emite',
  invoiceRules: {
    at_placement: 'la plasarea comenzii',
    at_payment: 'la plată',
    on_status: 'la intrarea într-o stare',
    never: 'numai de operatori',
  } satisfies Labels<InvoiceRule>,
  paymentDays: 'Zile lucrătoare pentru ordin de plată',
  closedDays: 'Zile lucrătoare în care magazinul e închis',
  publicUrl: 'Adresa publică a magazinului',
  termsUrl: 'Adresa termenilor și condițiilor',
  privacyUrl: 'Adresa politicii de confidențialitate',
  series: 'Serii de numere',
  seriesLetters: 'serie',
  lastNumber: 'Ultimul număr emis',
  nextNumber: (text: string) => `urmează ${text}`,
  look: 'Aspect',
  uploadLogo: 'Încarcă sigla (PNG)',
  removeLogo: 'Scoate sigla',
  footer: 'Text la sfârșitul documentului',
  sample: 'Cum arată factura',
  regime: 'Regim de impozitare',
  regimes: { micro: 'microîntreprindere', profit: 'impozit pe profit' },
  rate: 'Cotă',
  ratePercent: 'Cotă (%)',
  vatPayer: 'Plătitor de TVA',
  vatRates: 'Cote de TVA',
  law: 'Temei legal',
  reporting: 'Cine trimite facturile la RO e-Factura',
  reportings: { here: 'Taraba, direct la ANAF', elsewhere: 'alt program al firmei' } satisfies Labels<Reporting>,
  reportingHint:
    'Legea cere fiecare factură la ANAF în cinci zile lucrătoare de la emitere. Dacă le trimite alt program, documentele XML se pot descărca de aici.',
  signIn: 'Autentificare la ANAF',
  signInHint:
    'O singură dată, cu certificatul digital calificat al firmei în acest browser. Accesul se reînnoiește singur; dacă nu se mai poate, administratorii sunt anunțați.',
  signInNow: 'Autentifică-mă la ANAF',
  signOut: 'Renunță la acces',
  signedIn: (until: string) => `Autentificat; accesul e bun până la ${until} și se reînnoiește singur.`,
  notSignedIn: 'Nimeni nu s-a autentificat la ANAF: facturile așteaptă.',
  signedInNow: 'Autentificarea la ANAF a reușit.',
  application: 'Aplicația înregistrată la ANAF',
  applicationHint:
    'Se înregistrează pe anaf.ro, la „Dezvoltatori aplicații”, cu adresa de revenire de mai jos. Modul de probă folosește serviciul de test al ANAF.',
  callbackUrl: 'Adresa de revenire',
  stockCost: 'Costul bucăților vândute',
  stockCosts: {
    average: 'cost mediu ponderat (CMP)',
    first_in_first: 'primul intrat, primul ieșit (FIFO)',
  } satisfies Labels<StockCost>,
  stockCostHint:
    'Vine din recepții; profitul fiecărei comenzi folosește costul bucăților care au plecat. Metoda se schimbă la început de an, după politica contabilă.',
  holdBeforeCourier: 'Oprește comenzile în pierdere și înainte de curier',
  holdBeforeCourierHint: 'Altfel se opresc numai la finalizare.',
};
