// Texts of customers and of credit for companies, in Romanian; every key is here.

import type { CreditState } from '../../codes';
import type { Labels } from '../../labels';

export const ro = {
  credits: 'Credit pentru firme',
  creditsHint: 'Firmele care plătesc pe factură, la termen: cât pot datora, cât datorează și ce a trecut de termen.',
  newCredit: 'Acordă credit unei firme',
  noCredits: 'Nicio firmă nu a cerut credit.',
  creditLimit: 'Limită',
  creditDays: 'Termen (zile)',
  owes: 'Datorează',
  creditLeft: 'Mai poate cumpăra',
  lateBy: (days: number) => (days === 0 ? 'în termen' : days === 1 ? '1 zi întârziere' : `${days} zile întârziere`),
  dueOn: 'Termen',
  creditStates: {
    asked: 'cere credit',
    granted: 'acordat',
    refused: 'refuzat',
    stopped: 'oprit',
  } satisfies Labels<CreditState>,
  statement: 'Facturi neachitate',
  nothingOwed: 'Nu datorează nimic.',
  noCustomers: 'Niciun client.',
  customerSince: 'Din',
  ordered: 'Comandat',
  lastOrder: 'Ultima comandă',
  noOrdersYet: 'Nicio comandă încă.',
  forget: 'Uită clientul',
  forgetHint:
    'Numele, adresele și contul se șterg definitiv. Comenzile și facturile rămân, cum cere legea contabilității.',
  forgotten: 'Datele clientului au fost șterse',
};
