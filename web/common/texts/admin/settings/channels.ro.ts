// Texts of the settings of channels and their costs, in Romanian; every key is here.

import type { VisitMatch, VisitPart } from '../../../codes';
import type { Labels } from '../../../labels';

export const ro = {
  channelsHint:
    'Cum se numește locul de unde vine o vizită. Se ia prima regulă care se potrivește; ce nu se potrivește cu niciuna se numește de la sine (google adwords, facebook, newsletter…). Comenzile de până acum rămân cum au fost.',
  rules: 'Reguli',
  rulePart: 'Ce se uită',
  parts: {
    source: 'utm_source',
    medium: 'utm_medium',
    campaign: 'utm_campaign',
    came_from: 'site-ul de dinainte',
    landed_on: 'pagina deschisă',
  } satisfies Labels<VisitPart>,
  ruleMatches: 'Cum',
  matches: { is: 'este', begins_with: 'începe cu', contains: 'conține' } satisfies Labels<VisitMatch>,
  ruleText: 'Text',
  addRule: 'Adaugă o regulă',
  removeRule: (n: number) => `Șterge regula ${n}`,
  up: (n: number) => `Mută regula ${n} mai sus`,
  costs: 'Publicitate pe comandă',
  costsHint:
    'Ce costă în publicitate o comandă care a venit printr-o sursă, fără TVA. Intră în profitul fiecărei comenzi noi.',
  cost: 'Cost',
  addCost: 'Adaugă o sursă',
  removeCost: (channel: string) => `Șterge ${channel}`,
};
