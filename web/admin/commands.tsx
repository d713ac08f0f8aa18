// Ctrl+K: a page or an order by any word of it.

import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../common/api';
import { money } from '../common/format';
import { t } from '../common/texts/admin';
import { api } from './client';

const [store, spotlight] = createSpotlight();
export const openCommands = spotlight.open;

export function Commands() {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const wanted = query.trim();
  const found = useQuery({
    queryKey: ['commands', wanted],
    enabled: wanted.length > 1,
    queryFn: () => take(api.GET('/api/v1/orders', { params: { query: { q: wanted, limit: 6 } } })),
  });
  const pages = [
    { label: t.orders, go: () => navigate({ to: '/orders' }) },
    { label: t.products, go: () => navigate({ to: '/products' }) },
    { label: t.invoices, go: () => navigate({ to: '/invoices' }) },
    { label: t.newInvoice, go: () => navigate({ to: '/invoices/new' }) },
    { label: t.alerts, go: () => navigate({ to: '/alerts' }) },
    { label: t.deliveryMethods, go: () => navigate({ to: '/settings/delivery-methods' }) },
  ].filter((page) => page.label.toLowerCase().includes(wanted.toLowerCase()));
  const orders = wanted.length > 1 ? found.data?.items ?? [] : [];

  return (
    <Spotlight.Root store={store} shortcut="mod + K" query={query} onQueryChange={setQuery}>
      <Spotlight.Search placeholder={t.commands} aria-label={t.commands} />
      <Spotlight.ActionsList>
        {orders.map((order) => (
          <Spotlight.Action key={order.id} label={`${t.order(order.number)} · ${order.customer.name}`}
            description={`${order.lines} · ${money(order.total)} · ${order.statuses.order.name}`}
            onClick={() => navigate({ to: '/orders/$id', params: { id: order.id } })} />
        ))}
        {pages.map((page) => <Spotlight.Action key={page.label} label={page.label} description={t.goTo} onClick={() => page.go()} />)}
        {orders.length + pages.length === 0 && <Spotlight.Empty>{t.commandsNone}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
