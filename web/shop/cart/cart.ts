// What the buyer means to buy; kept in the browser, so nothing is lost when the page is closed.

import { useSyncExternalStore } from 'react';
import { route } from '../frame/route';

export interface CartLine {
  sku: string;
  name: string;
  quantity: number;
}

const key = `taraba.cart.${route.shop}`;
const listeners = new Set<() => void>();
let lines: CartLine[] = read();

function read(): CartLine[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as CartLine[];
  } catch {
    return [];
  }
}

function write(next: CartLine[]): void {
  lines = next;
  localStorage.setItem(key, JSON.stringify(next));
  listeners.forEach((each) => each());
}

// Another tab that changes the cart, or places it, shows here at once.
window.addEventListener('storage', (event) => {
  if (event.key !== key) return;
  lines = read();
  listeners.forEach((each) => each());
});

/** Names this cart from its first line until it is placed. */
export function cartId(): string {
  const name = `${key}.id`;
  let id = localStorage.getItem(name);
  if (!id) localStorage.setItem(name, (id = crypto.randomUUID()));
  return id;
}

export function useCart(): CartLine[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => lines,
  );
}

export function addToCart(sku: string, name: string): void {
  const known = lines.find((line) => line.sku === sku);
  write(
    known
      ? lines.map((line) => (line === known ? { ...line, quantity: line.quantity + 1 } : line))
      : [...lines, { sku, name, quantity: 1 }],
  );
}

export function setQuantity(sku: string, quantity: number): void {
  write(
    quantity > 0
      ? lines.map((line) => (line.sku === sku ? { ...line, quantity } : line))
      : lines.filter((line) => line.sku !== sku),
  );
}

export function emptyCart(): void {
  localStorage.removeItem(`${key}.id`);
  write([]);
}

/** A cart that another page has filled. */
export function replaceCart(next: CartLine[]): void {
  write(next);
}
