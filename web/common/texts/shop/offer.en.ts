// Texts of what the shop sells, in English, by the keys of the Romanian ones.

import type { ro } from './offer.ro';

export const en: typeof ro = {
  search: 'Search the shop',
  nothing: 'We found nothing of this name.',
  more: 'More products',
  addToCart: 'Add to cart',
  soldOut: 'Sold out',
};
