// Texts of the settings of returns, in English, by the keys of the Romanian ones.

import type { ro } from './returns.ro';

export const en: typeof ro = {
  rules: 'Rules',
  withdrawalDays: 'Days in which buyers may change their mind (the law asks for 14 at least)',
  companiesToo: 'Companies may change their mind too (the law does not give them this right)',
  fetched: 'Buyers may ask for the shop’s courier when they send goods back',
  text: 'What buyers read before they ask for a return',
  textEn: 'The same text in English',
  causes: 'Reasons of returns',
  causesHint:
    'The reasons that buyers choose from. Each belongs to a ground in law, from which the terms follow. Without reasons of your own the grounds are shown.',
  causeName: 'Reason',
  causeNameEn: 'Reason in English',
  ground: 'Ground',
  wantsPhoto: 'A photo is asked for',
  addCause: 'Add a reason',
  removeCause: (name) => `Remove the reason ${name}`,
};
