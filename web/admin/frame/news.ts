// Server-sent events: what changed is read again, new orders are only counted so that nothing jumps.

import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from './client';

let newOrders = 0;
const listeners = new Set<() => void>();

function setNewOrders(count: number): void {
  newOrders = count;
  listeners.forEach((each) => each());
}

export function useNewOrders(): [number, () => void] {
  const count = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => newOrders,
  );
  return [count, () => setNewOrders(0)];
}

export function useNews(): void {
  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    source.onmessage = (event) => {
      const { what, subject } = JSON.parse(event.data) as { what: string; subject: string };
      if (what === 'order_placed') return setNewOrders(newOrders + 1);
      if (what === 'notice') void queryClient.invalidateQueries({ queryKey: ['notices'] });
      if (what === 'watchers') return void queryClient.invalidateQueries({ queryKey: ['watchers', subject.slice(6)] });
      if (what === 'bulk') return void queryClient.invalidateQueries({ queryKey: ['bulk', subject.slice(5)] });
      if (what === 'efactura') void queryClient.invalidateQueries({ queryKey: ['filings'] });
      if (what === 'service') void queryClient.invalidateQueries({ queryKey: ['service'] });
      if (what === 'return' || what === 'shipment') void queryClient.invalidateQueries({ queryKey: ['returns'] });
      if (subject.startsWith('order:')) void queryClient.invalidateQueries({ queryKey: ['order', subject.slice(6)] });
    };
    return () => source.close();
  }, []);
}
