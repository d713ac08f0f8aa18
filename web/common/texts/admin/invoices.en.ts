// Texts of invoices, in English, by the keys of the Romanian ones.

import type { ro } from './invoices.ro';

export const en: typeof ro = {
  vat: 'VAT',
  invoiceKinds: { invoice: 'Invoice', proforma: 'Proforma', storno: 'Storno' },
  noInvoices: 'No invoice yet.',
  number: 'Number',
  buyer: 'Buyer',
  net: 'Without VAT',
  personBuyer: 'Person',
  companyBuyer: 'Company',
  unitPrice: 'Unit price with VAT',
  addLine: 'Add a line',
  issue: 'Issue',
  issueHint: 'The invoice takes the next number of its series and can only be reversed afterwards.',
  issued: (n) => `${n} was issued`,
  withoutVat: 'VAT',
  withVat: 'with VAT, by class',
  withoutVats: {
    exempt: 'VAT exempt',
    reverse_charge: 'reverse charge (art. 331)',
    intra_community: 'intra-Community supply',
    exported: 'export',
  },
  withoutVatBy: 'Law of the exemption',
  priceWithoutVat: 'Unit price without VAT',
  currency: 'Currency',
  country: 'Country (two letters)',
  region: 'Region',
  deliveredOn: 'Delivered on',
  dueDate: 'Due on',
  mention: 'Mention',
  lookUp: 'Look up',
  foundIn: (name, vat) => `${name} · ${vat ? 'VAT payer' : 'no VAT payer'}`,
};
