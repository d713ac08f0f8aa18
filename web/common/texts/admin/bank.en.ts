// Texts of the bank page, in English, by the keys of the Romanian ones.

import type { ro } from './bank.ro';

export const en: typeof ro = {
  statementFile: 'Bank statement',
  statementHint: 'CAMT.053, MT940 or CSV of your bank; read twice it does not count twice.',
  statementRead: (r) =>
    `${r.entries} receipts: ${r.matched} matched with orders, ${r.open} to clear up, ${r.known} known.`,
  settlementFile: 'Settlement of a processor',
  settlementHint: 'CSV with reference, amount and commission; commissions go into the orders’ profit.',
  settlementRead: (settled, rows) => `${settled} of ${rows} payments found, commissions:`,
  settlementOdd: 'without a payment that fits',
  bankLines: 'Receipts',
  bankStates: { open: 'to clear up', matched: 'matched', ignored: 'put aside' },
  noBankLines: 'Nothing here.',
  matchReasons: { reference: 'by reference', amount_and_payer: 'amount and payer', amount: 'amount', payer: 'payer' },
  matchIt: 'Match',
  noOrdersMoney: 'Not from an order',
  noSuchOrder: 'There is no order with this number.',
  orderNumber: 'Order no.',
  courierCash: 'Cash from couriers',
  courierCashHint: 'Delivered and not yet paid out; their reports are read by themselves every hour.',
  askCourier: 'Ask the courier now',
  noCourierCash: 'Couriers owe nothing.',
  deliveredAgo: (days: number) =>
    days === 0 ? 'delivered today' : days === 1 ? 'delivered yesterday' : `delivered ${days} days ago`,
  invoiceFile: 'Courier’s invoice',
  invoiceHint:
    'CSV with AWB and amount without VAT. The delivery cost in the orders’ profit becomes what was invoiced, with the difference on record.',
  invoiceNumber: 'Number of the invoice',
  invoiceRead: (matched, rows, changed) =>
    `${matched} of ${rows} parcels are ours, ${changed} with another cost than reckoned; the difference:`,
  invoiceOdd: 'AWBs that are not ours',
};
