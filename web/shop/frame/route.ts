// Addresses of the shop's pages: /s/{shop}/… or, on the shop's own host, the same below /shop/.

import { useSyncExternalStore } from 'react';
import { makeApi } from '../../common/api';

const match = /^\/s\/([^/]+)/.exec(location.pathname);

export const route = {
  shop: match ? decodeURIComponent(match[1]) : '',
  base: match ? match[0] : '/shop',
};

export const api = makeApi(match ? match[0] : '');

const listeners = new Set<() => void>();
window.addEventListener('popstate', () => listeners.forEach((each) => each()));

/** The path below the shop: ``, `checkout`, `orders/123`. */
export function usePath(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname.slice(route.base.length).replace(/^\/+|\/+$/g, ''),
  );
}

export function go(path: string): void {
  history.pushState(null, '', path.startsWith('/') ? path : `${route.base}/${path}`);
  listeners.forEach((each) => each());
  window.scrollTo(0, 0);
}

/** A link that stays in the page. */
export function linkTo(path: string) {
  return {
    href: `${route.base}/${path}`,
    onClick: (event: React.MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(path);
    },
  };
}
