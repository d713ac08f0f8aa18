// Every view of the panel and its address. What a view shows is in its URL.

import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { AlertsPage } from './alerts';
import { queryClient } from './client';
import { InvoicesPage } from './invoices/list';
import { NewInvoicePage } from './invoices/new_invoice';
import { OrdersPage } from './orders/list';
import { OrderPage } from './orders/order';
import { readFilters } from './orders/filters';
import { Broken, NotFound } from './parts/states';
import { ProductsPage } from './products/list';
import { ProductPage } from './products/product';
import { meQuery } from './session';
import { DeliveryMethodPage } from './settings/delivery_method';
import { DeliveryMethodsPage } from './settings/delivery_methods';
import { Shell } from './shell';
import { SignInPage } from './sign_in';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' ? { next: search.next } : {},
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery).catch((error) => {
      if (error.status === 401) throw redirect({ to: '/sign-in', search: { next: location.href } });
      throw error;
    });
    // Without a session the host name may still lead to a shop, as for its buyers.
    if (!me.permissions.includes('all') && !me.permissions.includes('orders.read'))
      throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
});

const page = <P extends string>(path: P, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => shell, path, component });

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  component: OrdersPage,
  validateSearch: readFilters,
});

const searched = (search: Record<string, unknown>): { q?: string } =>
  typeof search.q === 'string' && search.q ? { q: search.q } : {};

const routes = root.addChildren([
  signIn,
  shell.addChildren([
    createRoute({ getParentRoute: () => shell, path: '/', beforeLoad: () => { throw redirect({ to: '/orders' }); } }),
    orders,
    page('/orders/$id', OrderPage),
    createRoute({ getParentRoute: () => shell, path: '/products', component: ProductsPage, validateSearch: searched }),
    page('/products/$id', ProductPage),
    page('/invoices', InvoicesPage),
    page('/invoices/new', NewInvoicePage),
    page('/alerts', AlertsPage),
    page('/settings/delivery-methods', DeliveryMethodsPage),
    page('/settings/delivery-methods/$id', DeliveryMethodPage),
  ]),
]);

/** Plain query strings, as people and other programs write them: `?order_status=new&referrer=google+adwords`. */
function parseSearch(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) values[name] = value;
  return values;
}

function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value) query.set(name, String(value));
  const text = query.toString();
  return text ? `?${text}` : '';
}

export const router = createRouter({
  routeTree: routes,
  basepath: '/admin',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
