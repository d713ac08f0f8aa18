// Every view of the panel and its address. What a view shows is in its URL.

import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { AlertsPage } from './alerts/page';
import { BankPage } from './bank/page';
import { NewReceiptPage } from './books/new_receipt';
import { BooksPage, readBooksSearch } from './books/page';
import { queryClient } from './frame/client';
import { CustomerPage } from './customers/customer';
import { CreditsPage } from './customers/credits';
import { CustomersPage } from './customers/list';
import { DashboardPage } from './dashboard/page';
import { InvoicesPage } from './invoices/list';
import { NewInvoicePage } from './invoices/new_invoice';
import { OrdersPage } from './orders/list';
import { NewOrderPage } from './orders/new_order';
import { OrderPage } from './orders/order';
import { PackingPage } from './orders/packing';
import { readFilters } from './orders/filters';
import { Broken, NotFound } from './parts/states';
import { ImportPage } from './products/import';
import { ProductsPage } from './products/list';
import { ProductPage } from './products/product';
import { readReportSearch, ReportsPage } from './reports/page';
import { meQuery } from './frame/session';
import { ActivityPage } from './settings/activity';
import { ApiKeysPage } from './settings/api_keys';
import { ChannelsPage } from './settings/channels';
import { CouriersPage } from './settings/couriers';
import { DeliveryMethodPage } from './settings/delivery_method';
import { DeliveryMethodsPage } from './settings/delivery_methods';
import { DiscountsPage } from './settings/discounts';
import { EfacturaPage } from './settings/efactura';
import { SettingsLayout } from './settings/layout';
import { MessageLogPage, readLogSearch } from './messages/log';
import { readReturnSearch, ReturnsPage } from './returns/list';
import { CasePage } from './service/case';
import { readServiceSearch, ServicePage } from './service/list';
import { MessagesPage } from './settings/messages';
import { PapersPage } from './settings/papers';
import { PaymentMethodsPage } from './settings/payment_methods';
import { PeoplePage } from './settings/people';
import { ProcessorsPage } from './settings/processors';
import { ReturnSettingsPage } from './settings/returns';
import { ServiceSettingsPage } from './settings/service';
import { ShopPage } from './settings/shop';
import { StatusPage } from './settings/status';
import { StatusesPage } from './settings/statuses';
import { TaxesPage } from './settings/taxes';
import { WatchRulesPage } from './settings/watch_rules';
import { WebhooksPage } from './settings/webhooks';
import { Shell } from './frame/shell';
import { SignInPage } from './frame/sign_in';

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

const settings = createRoute({ getParentRoute: () => shell, path: '/settings', component: SettingsLayout });
const section = <P extends string>(path: P, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => settings, path, component });

const searched = (search: Record<string, unknown>): { q?: string } =>
  typeof search.q === 'string' && search.q ? { q: search.q } : {};

const routes = root.addChildren([
  signIn,
  shell.addChildren([
    createRoute({
      getParentRoute: () => shell,
      path: '/',
      beforeLoad: () => {
        throw redirect({ to: '/orders' });
      },
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/dashboard',
      component: DashboardPage,
      validateSearch: (search: Record<string, unknown>): { period?: string } =>
        typeof search.period === 'string' ? { period: search.period } : {},
    }),
    orders,
    page('/orders/new', NewOrderPage),
    page('/packing', PackingPage),
    createRoute({
      getParentRoute: () => shell,
      path: '/customers',
      component: CustomersPage,
      validateSearch: searched,
    }),
    page('/customers/$id', CustomerPage),
    page('/credits', CreditsPage),
    page('/bank', BankPage),
    page('/orders/$id', OrderPage),
    createRoute({ getParentRoute: () => shell, path: '/products', component: ProductsPage, validateSearch: searched }),
    page('/products/import', ImportPage),
    createRoute({
      getParentRoute: () => shell,
      path: '/products/$id',
      component: ProductPage,
      validateSearch: (search: Record<string, unknown>): { variant_of?: string } =>
        typeof search.variant_of === 'string' ? { variant_of: search.variant_of } : {},
    }),
    page('/invoices', InvoicesPage),
    page('/invoices/new', NewInvoicePage),
    createRoute({ getParentRoute: () => shell, path: '/books', component: BooksPage, validateSearch: readBooksSearch }),
    page('/goods-receipts/new', NewReceiptPage),
    page('/alerts', AlertsPage),
    createRoute({
      getParentRoute: () => shell,
      path: '/reports',
      component: ReportsPage,
      validateSearch: readReportSearch,
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/returns',
      component: ReturnsPage,
      validateSearch: readReturnSearch,
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/service',
      component: ServicePage,
      validateSearch: readServiceSearch,
    }),
    page('/service/$id', CasePage),
    createRoute({
      getParentRoute: () => shell,
      path: '/messages',
      component: MessageLogPage,
      validateSearch: readLogSearch,
    }),
    settings.addChildren([
      createRoute({
        getParentRoute: () => settings,
        path: '/',
        beforeLoad: () => {
          throw redirect({ to: '/settings/shop' });
        },
      }),
      section('/shop', ShopPage),
      section('/statuses', StatusesPage),
      section('/statuses/$id', StatusPage),
      section('/delivery-methods', DeliveryMethodsPage),
      section('/delivery-methods/$id', DeliveryMethodPage),
      section('/payment-methods', PaymentMethodsPage),
      section('/processors', ProcessorsPage),
      section('/discounts', DiscountsPage),
      section('/channels', ChannelsPage),
      section('/papers', PapersPage),
      section('/messages', MessagesPage),
      section('/couriers', CouriersPage),
      section('/returns', ReturnSettingsPage),
      section('/service', ServiceSettingsPage),
      section('/alerts', WatchRulesPage),
      section('/taxes', TaxesPage),
      section('/efactura', EfacturaPage),
      section('/people', PeoplePage),
      section('/activity', ActivityPage),
      section('/api-keys', ApiKeysPage),
      section('/webhooks', WebhooksPage),
    ]),
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
