// Texts of the log of messages, in Romanian; every key is here.

import type { SuppressionKind } from '../../codes';
import type { Labels } from '../../labels';

export const ro = {
  heldBack: 'Adrese la care nu mai trimitem',
  suppressionKinds: { bounce: 'nu mai primește', complaint: 'reclamat ca spam' } satisfies Labels<SuppressionKind>,
  sendAgain: 'Trimite din nou aici',
  findMessage: 'Caută',
  findMessageHint: 'număr de comandă, e-mail sau telefon',
  stateField: 'Stare',
};
