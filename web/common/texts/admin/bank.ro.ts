// Texts of the bank page, in Romanian; every key is here.

import type { BankLineState, MatchReason } from '../../codes';
import type { Labels } from '../../labels';

export const ro = {
  statementFile: 'Extras de cont',
  statementHint: 'CAMT.053, MT940 sau CSV de la banca dumneavoastră; citit de două ori nu numără de două ori.',
  statementRead: (r: { entries: number; known: number; matched: number; open: number }) =>
    `${r.entries} încasări: ${r.matched} potrivite cu comenzi, ${r.open} de lămurit, ${r.known} știute.`,
  settlementFile: 'Decont de la procesator',
  settlementHint: 'CSV cu referința, suma și comisionul; comisioanele intră în profitul comenzilor.',
  settlementRead: (settled: number, rows: number) => `${settled} din ${rows} plăți găsite, comisioane:`,
  settlementOdd: 'fără plată potrivită',
  bankLines: 'Încasări',
  bankStates: { open: 'de lămurit', matched: 'potrivite', ignored: 'lăsate deoparte' } satisfies Labels<BankLineState>,
  noBankLines: 'Nimic aici.',
  matchReasons: {
    reference: 'după referință',
    amount_and_payer: 'suma și plătitorul',
    amount: 'suma',
    payer: 'plătitorul',
  } satisfies Labels<MatchReason>,
  matchIt: 'Potrivește',
  noOrdersMoney: 'Nu e de la o comandă',
  noSuchOrder: 'Nu există o comandă cu acest număr.',
  orderNumber: 'Nr. comenzii',
  courierCash: 'Ramburs de la curieri',
  courierCashHint: 'Livrat și încă neplătit de curier; rapoartele lui se citesc singure la fiecare oră.',
  askCourier: 'Întreabă curierul acum',
  noCourierCash: 'Curierii nu mai au nimic de plătit.',
  deliveredAgo: (days: number) => (days === 0 ? 'livrat azi' : days === 1 ? 'livrat ieri' : `livrat acum ${days} zile`),
  invoiceFile: 'Factura curierului',
  invoiceHint:
    'CSV cu AWB și valoarea fără TVA. Costul livrării din profitul comenzilor devine cel facturat, cu diferența în istoric.',
  invoiceNumber: 'Numărul facturii',
  invoiceRead: (matched: number, rows: number, changed: number) =>
    `${matched} din ${rows} colete sunt ale noastre, ${changed} cu alt cost decât cel socotit; diferența:`,
  invoiceOdd: 'AWB-uri care nu sunt ale noastre',
};
