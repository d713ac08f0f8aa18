// Texts of invoices, in Romanian; every key is here.

import type { InvoiceKind, WithoutVat } from '../../codes';
import type { Labels } from '../../labels';

export const ro = {
  vat: 'TVA',
  invoiceKinds: { invoice: 'Factură', proforma: 'Proformă', storno: 'Storno' } satisfies Labels<InvoiceKind>,
  noInvoices: 'Nicio factură încă.',
  number: 'Număr',
  buyer: 'Cumpărător',
  net: 'Fără TVA',
  personBuyer: 'Persoană fizică',
  companyBuyer: 'Firmă',
  unitPrice: 'Preț unitar cu TVA',
  addLine: 'Adaugă rând',
  issue: 'Emite',
  issueHint: 'Factura primește următorul număr din serie și nu se mai poate schimba, doar storna.',
  issued: (n: string) => `S-a emis ${n}`,
  withoutVat: 'TVA',
  withVat: 'cu TVA, după clasă',
  withoutVats: {
    exempt: 'scutit de TVA',
    reverse_charge: 'taxare inversă (art. 331)',
    intra_community: 'livrare intracomunitară',
    exported: 'export',
  } satisfies Labels<Exclude<WithoutVat, 'small_enterprise'>>,
  withoutVatBy: 'Temeiul scutirii',
  priceWithoutVat: 'Preț unitar fără TVA',
  currency: 'Moneda',
  country: 'Țara (două litere)',
  region: 'Regiune',
  deliveredOn: 'Data livrării',
  dueDate: 'Termen de plată',
  mention: 'Mențiune',
  lookUp: 'Caută în registru',
  foundIn: (name: string, vat: boolean) => `${name} · ${vat ? 'plătitor de TVA' : 'neplătitor de TVA'}`,
};
