// Texts of the head of every page of the shop, in English, by the keys of the Romanian ones.

import type { ro } from './frame.ro';

export const en: typeof ro = {
  language: 'Română',
  cart: (n) => `Cart (${n})`,
};
