// Texts of taking an order by telephone, in English, by the keys of the Romanian ones.

import type { ro } from './new_order.ro';

export const en: typeof ro = {
  startAnew: 'Start anew',
  orderTaken: (n: number) => `Order ${n} was placed`,
  sendPaymentLink: 'Send the customer the link to pay by e-mail',
  placeOrder: 'Place the order',
  addProductsFirst: 'Add a product first.',
  fieldProblems: {
    'customer.name': 'The name is missing.',
    'customer.email': 'The e-mail address is not right.',
    'customer.phone': 'The telephone number is not right.',
    'delivery_address.street': 'The street is missing.',
    'billing.company.cui': 'The tax id is not right.',
    'billing.company.reg_no': 'The number is not right.',
    'billing.company.iban': 'The IBAN is not right.',
    pickup_point: 'Choose the locker.',
    'billing.company.name': 'The name is missing.',
  },
  choosePoint: 'Locker',
  byEmail: 'by e-mail',
  bySms: 'by SMS',
};
