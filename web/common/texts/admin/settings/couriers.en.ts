// Texts of the settings of couriers, in English, by the keys of the Romanian ones.

import type { ro } from './couriers.ro';

export const en: typeof ro = {
  courierAbilities: {
    lockers: 'lockers',
    prices: 'prices',
    pickups: 'ordering the car',
    tracks: 'tracking',
    remittances: 'cash reports',
  },
  manifestToday: 'Today’s manifest',
  orderPickup: 'Order the car',
  localities: 'Localities',
  localitiesMatched: (matched: number, total: number) =>
    total === 0 ? 'the courier’s list has not been fetched yet' : `${matched} of ${total} match ours`,
  fetchLocalities: 'Fetch the list again',
  ourLocality: 'Ours',
  ourLocalityOf: (name: string) => `Ours: ${name}`,
  courierRules: 'Who carries the parcel',
  courierRulesHint: 'For delivery methods that leave it to the rules: the first rule that holds decides.',
  cheapest: 'the cheapest',
  aboveGrams: 'Above (g)',
  upToGrams: 'Up to (g)',
  valueTo: 'Value up to',
  cashOnDelivery: 'Cash on delivery',
  with: 'with',
  without: 'without',
  moveUp: (n: number) => `Move rule ${n} up`,
  addRule: 'Add a rule',
  pickupOrdered: (number: string) => `The car was ordered (${number})`,
  day: 'Day',
  fromHour: 'From',
  toHour: 'Until',
  courierHint: 'Without an account of your own, orders of the demo go to the sandbox courier.',
};
