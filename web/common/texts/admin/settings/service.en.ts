// Texts of the settings of the workshop, in English, by the keys of the Romanian ones.

import type { ro } from './service.ro';

export const en: typeof ro = {
  serviceHint:
    'The steps that a piece brought for repair goes through. The first step of the stage “received” is the beginning; the customer gets the letter `service_<code>` or, if there is none, `service_step`.',
  newsDays: 'Days between news (0: only on steps)',
  repairDays: 'Days to settle it (at most 15)',
  stages: {
    received: 'received',
    in_work: 'in work',
    at_partner: 'at a partner',
    repaired: 'repaired',
    replaced: 'replaced',
    refunded: 'paid back',
    refused: 'refused',
    handed_back: 'handed back',
  },
  stage: 'Stage',
  code: 'Code',
  name: 'Name',
  nameEn: 'Name in English',
  addStep: 'Add a step',
  ownSteps: 'Change the steps',
  standardSteps: 'Back to the usual steps',
};
