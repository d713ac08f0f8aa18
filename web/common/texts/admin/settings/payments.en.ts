// Texts of the settings of payment methods, processors and discounts, in English, by the keys of the Romanian ones.

import type { ro } from './payments.ro';

export const en: typeof ro = {
  cardBrands: 'Brands at the checkout',
  brands: {
    visa: 'Visa',
    visa_electron: 'Visa Electron',
    mastercard: 'Mastercard',
    maestro: 'Maestro',
    paypal: 'PayPal',
  },
  minTotal: 'From the amount',
  onlyWithDelivery: 'Only with the delivery',
  onlyInCounties: 'Only in the counties (codes)',
  notForProducts: 'Not for the products (codes)',
  notForCategories: 'Not for the categories',
  personsOnly: 'Private persons only',
  processorsHint:
    'Without an account of your own the demo shop pays through the sandbox; for real money fill in what your contract says.',
  captureRule: 'Money set aside is taken',
  captureRules: { at_once: 'at once', on_shipment: 'when the goods leave', by_hand: 'by hand' },
  callbackUrl: 'Address for notices',
  fee: 'Fee',
  feePercent: 'Fee in percent',
  maxTotal: 'Only up to',
  companiesOnly: 'Companies only',
  newMethod: 'New method',
  paymentMethodKinds: {
    cash_on_delivery: 'cash on delivery',
    bank_transfer: 'bank transfer',
    cash_at_pickup: 'cash at pick-up',
    online: 'online, through a processor',
    on_invoice: 'on invoice, at a term (companies)',
  },
  newDiscount: 'New discount',
  noDiscounts: 'No discount.',
  couponHint: 'Without a code the discount applies by itself.',
  discountKinds: { percent: 'percent', amount: 'amount' },
  discountValue: 'Value',
  minimum: 'From a value of',
  validTo: 'Until',
  usesMax: 'Uses at most (0 = any)',
  uses: 'Uses',
};
