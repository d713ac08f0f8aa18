// Texts of the rules of alerts, in English, by the keys of the Romanian ones.

import type { ro } from './alerts.ro';

export const en: typeof ro = {
  hint: 'An order that stays in one of the statuses for too long without getting to those that are awaited raises an alert. Try a rule on past orders before you switch it on.',
  newRule: 'New rule',
  noRules: 'No rule yet. Statuses with hours of their own raise alerts without rules.',
  kind: 'Watches',
  kinds: {
    order_waits: 'an order that waits',
    parcel_silent: 'a parcel without a scan',
    refund_due: 'money of a return to give back',
    stock_below: 'stock below a quantity',
    processor_quiet: 'a processor that is silent',
  },
  kindHints: {
    order_waits: '',
    parcel_silent: 'A parcel under way that the courier has not scanned for so long.',
    refund_due: 'The money is due back within this time.',
    stock_below: 'Products on sale of which less is free.',
    processor_quiet: 'Payments wait for an answer, and the processor has said nothing for so long.',
  },
  below: 'Free below',
  triedNow: (alerts) => `It would raise ${alerts} alerts now.`,
  name: 'What the alert says',
  active: 'On',
  begins: 'Waits in the statuses',
  ends: 'until it gets to',
  endsHint: 'a cancelled order waits for nothing',
  paymentMethods: 'Payment methods',
  deliveryMethods: 'Delivery methods',
  counties: 'Counties',
  any: 'any',
  term: 'Term',
  unit: 'counted in',
  units: { hours: 'hours', days: 'days', working_days: 'working days' },
  termOf: (term, unit) => `${term} ${en.units[unit]}`,
  audience: 'Who sees it',
  audiences: { operators: 'all operators', administrators: 'administrators' },
  escalate: 'To administrators after (hours)',
  escalateHint: '0: never',
  tryIt: 'Try it on the last 90 days',
  tried: (alerts, orders, open) =>
    `It would have raised ${alerts} alerts on ${orders} orders; ${open} would be open now.`,
};
