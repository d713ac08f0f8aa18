// Texts of the rules of alerts, in Romanian; every key is here.

import type { Audience, TermUnit, WatchKind } from '../../../codes';
import type { Labels } from '../../../labels';

export const ro = {
  hint: 'O comandă care rămâne prea mult într-una din stări fără să ajungă în cele așteptate dă o alertă. Încearcă regula pe comenzile de până acum înainte să o pornești.',
  newRule: 'Regulă nouă',
  noRules: 'Nicio regulă încă. Stările cu ore proprii dau alerte și fără reguli.',
  kind: 'Ce urmărește',
  kinds: {
    order_waits: 'o comandă care așteaptă',
    parcel_silent: 'un colet fără scanare',
    refund_due: 'banii unui retur de dat înapoi',
    stock_below: 'stoc sub o cantitate',
    processor_quiet: 'un procesator care tace',
  } satisfies Labels<WatchKind>,
  kindHints: {
    order_waits: '',
    parcel_silent: 'Un colet pe drum pe care curierul nu l-a scanat de atâta timp.',
    refund_due: 'Banii trebuie dați înapoi cel mult în acest timp.',
    stock_below: 'Produse vândute din care e liber mai puțin.',
    processor_quiet: 'Plăți așteaptă un răspuns, iar procesatorul n-a mai spus nimic de atâta timp.',
  } satisfies Labels<WatchKind>,
  below: 'Liber mai puțin de',
  triedNow: (alerts: number) => `Ar da ${alerts} alerte acum.`,
  name: 'Ce spune alerta',
  active: 'Pornită',
  begins: 'Așteaptă în stările',
  ends: 'până ajunge în',
  endsHint: 'o comandă anulată nu mai așteaptă nimic',
  paymentMethods: 'Metode de plată',
  deliveryMethods: 'Metode de livrare',
  counties: 'Județe',
  any: 'oricare',
  term: 'Termen',
  unit: 'socotit în',
  units: { hours: 'ore', days: 'zile', working_days: 'zile lucrătoare' } satisfies Labels<TermUnit>,
  termOf: (term: number, unit: TermUnit) => `${term} ${ro.units[unit]}`,
  audience: 'Cine vede',
  audiences: { operators: 'toți operatorii', administrators: 'administratorii' } satisfies Labels<Audience>,
  escalate: 'La administratori după (ore)',
  escalateHint: '0: niciodată',
  tryIt: 'Încearcă pe ultimele 90 de zile',
  tried: (alerts: number, orders: number, open: number) =>
    `Ar fi dat ${alerts} alerte la ${orders} comenzi; ${open} ar fi deschise acum.`,
};
