// Texts of customers and of credit for companies, in English, by the keys of the Romanian ones.

import type { ro } from './customers.ro';

export const en: typeof ro = {
  credits: 'Credit for companies',
  creditsHint: 'Companies that pay on invoice, at a term: what they may owe, what they owe and what is late.',
  newCredit: 'Grant a company credit',
  noCredits: 'No company has asked for credit.',
  creditLimit: 'Limit',
  creditDays: 'Term (days)',
  owes: 'Owes',
  creditLeft: 'May still buy for',
  lateBy: (days: number) => (days === 0 ? 'in time' : days === 1 ? '1 day late' : `${days} days late`),
  dueOn: 'Term',
  creditStates: { asked: 'asks for credit', granted: 'granted', refused: 'refused', stopped: 'stopped' },
  statement: 'Open invoices',
  nothingOwed: 'Owes nothing.',
  noCustomers: 'No customer.',
  customerSince: 'Since',
  ordered: 'Ordered',
  lastOrder: 'Last order',
  noOrdersYet: 'No order yet.',
  forget: 'Forget the customer',
  forgetHint:
    'Name, addresses and account are erased for good. Orders and invoices stay, as the law of accounts wants.',
  forgotten: 'The data of the customer were erased',
};
