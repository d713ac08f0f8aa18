// A storefront of somebody else hands its cart and touches over in the address's fragment (embed/embed.ts).

import { type CartLine, replaceCart } from './cart';
import { addTouches, type Touch } from './touches';

const isLine = (line: unknown): line is CartLine => {
  const { sku, name, quantity } = (line ?? {}) as Partial<CartLine>;
  return typeof sku === 'string' && typeof name === 'string' && Number.isFinite(quantity) && quantity! > 0;
};

const isTouch = (touch: unknown): touch is Touch => {
  const { url, landing_url, at } = (touch ?? {}) as Partial<Touch>;
  return typeof url === 'string' && typeof landing_url === 'string' && typeof at === 'string';
};

export function takeOver(): void {
  const text = /^#cart=(.+)$/.exec(location.hash)?.[1];
  if (!text) return;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const { cart, touches } = JSON.parse(decodeURIComponent(text)) as { cart: unknown[]; touches: unknown[] };
    replaceCart(
      cart.filter(isLine).map(({ sku, name, quantity }) => ({
        sku,
        name: name.slice(0, 200),
        quantity: Math.min(999, Math.trunc(quantity)),
      })),
    );
    addTouches(touches.filter(isTouch).slice(0, 10));
  } catch {
    // What cannot be read leaves the cart as it was.
  }
}
