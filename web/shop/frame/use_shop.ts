// The shop's name, logo, colour and legal pages, asked once for all pages.

import { useSyncExternalStore } from 'react';
import { type Schemas, take } from '../../common/api';
import { api } from './route';

type Shop = Omit<Schemas['Offer'], 'items' | 'next_cursor'>;

let shop: Shop | undefined;
let asked = false;
const listeners = new Set<() => void>();

function ask(): void {
  asked = true;
  take(api.GET('/api/v1/checkout/products', { params: { query: { limit: 1 } } })).then(
    (offer) => {
      shop = offer;
      listeners.forEach((each) => each());
    },
    () => {
      asked = false;
    },
  );
}

export function useShop(): Shop | undefined {
  if (!asked) ask();
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shop,
  );
}
