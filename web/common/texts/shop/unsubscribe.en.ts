// Texts of the way out of offers, in English, by the keys of the Romanian ones.

import type { ro } from './unsubscribe.ro';

export const en: typeof ro = {
  unsubscribe: 'Offers by e-mail',
  unsubscribeHint: 'You will get no more offers from us. Letters about your orders still come.',
  noMoreOffers: 'No more offers',
  unsubscribed: 'Noted: no more offers go to this address.',
  unsubscribeFailed: 'The link is not whole or the shop does not answer; try again from the letter.',
};
