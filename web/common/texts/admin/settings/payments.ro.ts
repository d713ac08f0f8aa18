// Texts of the settings of payment methods, processors and discounts, in Romanian; every key is here.

import type { CaptureRule, CardBrand, DiscountKind, PaymentKind } from '../../../codes';
import type { Labels } from '../../../labels';

export const ro = {
  cardBrands: 'Însemne la checkout',
  brands: {
    visa: 'Visa',
    visa_electron: 'Visa Electron',
    mastercard: 'Mastercard',
    maestro: 'Maestro',
    paypal: 'PayPal',
  } satisfies Labels<CardBrand>,
  minTotal: 'De la suma',
  onlyWithDelivery: 'Numai cu livrarea',
  onlyInCounties: 'Numai în județele (coduri)',
  notForProducts: 'Nu pentru produsele (coduri)',
  notForCategories: 'Nu pentru categoriile',
  personsOnly: 'Numai persoane fizice',
  processorsHint:
    'Fără un cont al dumneavoastră, magazinul demonstrativ plătește prin sandbox; pentru bani adevărați completați datele din contract.',
  captureRule: 'Suma rezervată se încasează',
  captureRules: {
    at_once: 'imediat',
    on_shipment: 'când pleacă marfa',
    by_hand: 'de mână',
  } satisfies Labels<CaptureRule>,
  callbackUrl: 'Adresa pentru înștiințări',
  fee: 'Taxă',
  feePercent: 'Taxă procentuală (%)',
  maxTotal: 'Numai până la',
  companiesOnly: 'Numai firme',
  newMethod: 'Metodă nouă',
  paymentMethodKinds: {
    cash_on_delivery: 'ramburs la curier',
    bank_transfer: 'ordin de plată',
    cash_at_pickup: 'numerar la ridicare',
    online: 'online, prin procesator',
    on_invoice: 'pe factură, la termen (firme)',
  } satisfies Labels<PaymentKind>,
  newDiscount: 'Reducere nouă',
  noDiscounts: 'Nicio reducere.',
  couponHint: 'Fără cod, reducerea se aplică singură.',
  discountKinds: { percent: 'procent', amount: 'sumă' } satisfies Labels<DiscountKind>,
  discountValue: 'Valoare',
  minimum: 'De la valoarea',
  validTo: 'Până la',
  usesMax: 'Folosiri cel mult (0 = oricâte)',
  uses: 'Folosiri',
};
