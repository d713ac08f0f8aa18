// Texts of the settings of channels and their costs, in English, by the keys of the Romanian ones.

import type { ro } from './channels.ro';

export const en: typeof ro = {
  channelsHint:
    'What the place a visit comes from is called. The first rule that fits is taken; what fits none is named by itself (google adwords, facebook, newsletter…). Orders placed so far stay as they were.',
  rules: 'Rules',
  rulePart: 'Looks at',
  parts: {
    source: 'utm_source',
    medium: 'utm_medium',
    campaign: 'utm_campaign',
    came_from: 'site before',
    landed_on: 'page opened',
  },
  ruleMatches: 'How',
  matches: { is: 'is', begins_with: 'begins with', contains: 'contains' },
  ruleText: 'Text',
  addRule: 'Add a rule',
  removeRule: (n) => `Remove rule ${n}`,
  up: (n) => `Move rule ${n} up`,
  costs: 'Advertising per order',
  costsHint:
    'What an order that came through a channel costs in advertising, without VAT. It goes into the profit of each new order.',
  cost: 'Cost',
  addCost: 'Add a channel',
  removeCost: (channel) => `Remove ${channel}`,
};
