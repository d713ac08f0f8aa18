// Ctrl+K: an order, a customer, a product, a page, a setting or an action, by any word of it.

import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../../common/api';
import { money, phone } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/frame';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api } from './client';
import { useMay } from './session';
import { sections } from '../settings/layout';

const [store, spotlight] = createSpotlight();
export const openCommands = spotlight.open;

interface Found {
  key: string;
  label: string;
  description: string;
  go: () => unknown;
}

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** What the shop holds under these words. */
function useFound(wanted: string): Found[] {
  const navigate = useNavigate();
  const may = useMay();
  return (
    useQuery({
      queryKey: ['commands', wanted],
      enabled: wanted.length > 1,
      queryFn: async (): Promise<Found[]> => {
        const [orders, customers, products] = await Promise.all([
          take(api.GET('/api/v1/orders', { params: { query: { q: wanted, limit: 5 } } })),
          may('customers.read')
            ? take(api.GET('/api/v1/customers', { params: { query: { q: wanted, limit: 4 } } }))
            : { items: [] },
          may('products.read')
            ? take(api.GET('/api/v1/products', { params: { query: { q: wanted, limit: 4 } } }))
            : { items: [] },
        ]);
        return [
          ...orders.items.map((order) => ({
            key: order.id,
            label: `${commonTexts.order(order.number)} · ${order.customer.name}`,
            description: `${order.lines} · ${money(order.total)} · ${order.statuses.order.name}`,
            go: () => navigate({ to: '/orders/$id', params: { id: order.id } }),
          })),
          ...customers.items.map((customer) => ({
            key: customer.id,
            label: customer.name,
            description: `${commonTexts.customer} · ${customer.email} · ${phone(customer.phone)}`,
            go: () => navigate({ to: '/customers/$id', params: { id: customer.id } }),
          })),
          ...products.items.map((product) => ({
            key: product.id,
            label: `${product.name} ${product.variant}`.trim(),
            description: `${product.sku} · ${money(product.price)} · ${commonTexts.stock} ${product.stock}`,
            go: () => navigate({ to: '/products/$id', params: { id: product.id } }),
          })),
        ];
      },
      placeholderData: (before) => before,
    }).data ?? []
  );
}

export function Commands() {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const wanted = query.trim();
  const found = useFound(wanted);
  const to = (label: string, path: string, description: string): Found => ({
    key: path,
    label,
    description,
    go: () => navigate({ to: path }),
  });
  const pages = [
    to(pageTexts.newOrder, '/orders/new', texts.action),
    to(pageTexts.newInvoice, '/invoices/new', texts.action),
    to(pageTexts.importProducts, '/products/import', texts.action),
    to(pageTexts.packing, '/packing', texts.action),
    to(pageTexts.dashboard, '/dashboard', texts.goTo),
    to(pageTexts.orders, '/orders', texts.goTo),
    to(pageTexts.customers, '/customers', texts.goTo),
    to(pageTexts.products, '/products', texts.goTo),
    to(pageTexts.invoices, '/invoices', texts.goTo),
    to(pageTexts.alerts, '/alerts', texts.goTo),
    to(pageTexts.returns, '/returns', texts.goTo),
    to(pageTexts.messageLog, '/messages', texts.goTo),
    ...sections.map(([path, label]) => to(label, path, pageTexts.settings)),
  ].filter((page) => plain(page.label).includes(plain(wanted)));
  const shown = [...(wanted.length > 1 ? found : []), ...pages];
  return (
    <Spotlight.Root store={store} shortcut="mod + K" query={query} onQueryChange={setQuery} scrollable maxHeight={420}>
      <Spotlight.Search placeholder={texts.commands} aria-label={texts.commands} />
      <Spotlight.ActionsList>
        {shown.map((each) => (
          <Spotlight.Action
            key={each.key}
            label={each.label}
            description={each.description}
            onClick={() => void each.go()}
          />
        ))}
        {shown.length === 0 && <Spotlight.Empty>{texts.commandsNone}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
