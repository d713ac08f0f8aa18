// Texts of the first page of the day, in English, by the keys of the Romanian ones.

import type { ro } from './dashboard.ro';

export const en: typeof ro = {
  waitsToday: 'What waits',
  waiting: {
    new: 'New orders',
    to_send: 'To ship',
    unpaid: 'Unpaid',
    late: 'Late',
    held: 'Blocked at a loss',
    to_complete: 'To complete',
  },
  figures: 'Figures',
  sales: 'Sales',
  averageOrder: 'Average order',
  salesPerDay: 'Sales a day',
  timeToPayment: 'Until paid',
  timeToAwb: 'Until the AWB',
  timeToDelivery: 'Until delivered',
  halfOfThem: 'half of the orders',
  duration: (minutes?: number) =>
    minutes === undefined
      ? '–'
      : minutes < 90
        ? `${minutes} min`
        : minutes < 2880
          ? `${Math.round(minutes / 60)} h`
          : `${Math.round(minutes / 1440)} days`,
  noneBefore: 'nothing before',
  thanBefore: 'than the period before',
  nothingInPeriod: 'Nothing in this period.',
  byReferrer: 'By referrer',
  byCounty: 'By county',
  byDelivery: 'By delivery',
  byPayment: 'By payment',
  ordersCount: (n: number) => (n === 1 ? '1 order' : `${n} orders`),
  setUp: 'Setting up the shop',
  setUpState: (done: number, all: number) => `${done} of ${all} steps`,
  stepDone: 'done',
  stepOpen: 'to do',
  setUpSteps: {
    seller: 'The company',
    products: 'The first product',
    delivery: 'A delivery method',
    payment: 'A payment method',
    courier: 'The courier account',
    mail: 'The mail server',
    efactura: 'Sign-in at ANAF (e-Factura)',
    templates: 'Texts of messages',
    people: 'A colleague',
    first_order: 'The first order',
  },
};
