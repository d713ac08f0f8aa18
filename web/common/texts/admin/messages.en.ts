// Texts of the log of messages, in English, by the keys of the Romanian ones.

import type { ro } from './messages.ro';

export const en: typeof ro = {
  heldBack: 'Addresses we no longer send to',
  suppressionKinds: { bounce: 'not reached', complaint: 'called it spam' },
  sendAgain: 'Send there again',
  findMessage: 'Find',
  findMessageHint: 'order number, e-mail or phone',
  stateField: 'State',
};
