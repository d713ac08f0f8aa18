// Texts of the settings of the workshop, in Romanian; every key is here.

import type { ServiceStage } from '../../../codes';
import type { Labels } from '../../../labels';

export const ro = {
  serviceHint:
    'Pașii prin care trece un produs adus la reparat. Primul pas cu etapa „primit” e începutul; clientul primește scrisoarea „service_<cod>” sau, dacă nu există, „service_step”.',
  newsDays: 'Zile între vești (0: numai la pași)',
  repairDays: 'Zile pentru rezolvare (cel mult 15)',
  stages: {
    received: 'primit',
    in_work: 'se lucrează',
    at_partner: 'la partener',
    repaired: 'reparat',
    replaced: 'înlocuit',
    refunded: 'banii înapoi',
    refused: 'refuzat',
    handed_back: 'predat',
  } satisfies Labels<ServiceStage>,
  stage: 'Etapă',
  code: 'Cod',
  name: 'Nume',
  nameEn: 'Nume în engleză',
  addStep: 'Adaugă un pas',
  ownSteps: 'Schimbă pașii',
  standardSteps: 'Înapoi la pașii obișnuiți',
};
