// The filters of the order list: read from the URL, written into it.

import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { take } from '../../common/api';
import { isoDay } from '../../common/format';
import { t } from '../../common/texts/admin';
import { api } from '../client';

export interface Filters {
  order_status?: string;
  payment_status?: string;
  delivery_status?: string;
  period?: string;
  placed_from?: string;
  placed_to?: string;
  referrer?: string;
  referrer_match?: 'any' | 'first' | 'last' | 'only';
  customer?: string;
  q?: string;
  held?: string;
}

const names = ['order_status', 'payment_status', 'delivery_status', 'period', 'placed_from', 'placed_to', 'referrer',
  'referrer_match', 'customer', 'q', 'held'] as const;

export function readFilters(search: Record<string, unknown>): Filters {
  const filters: Record<string, string> = {};
  for (const name of names) if (typeof search[name] === 'string' && search[name]) filters[name] = search[name];
  return filters as Filters;
}

/** The days of a named period, in the shop's zone. */
export function daysOf(period: string | undefined, now = new Date()): { placed_from?: string; placed_to?: string } {
  const today = isoDay(now);
  const shifted = (days: number) => isoDay(new Date(now.getTime() - days * 86_400_000));
  const [year, month] = today.split('-').map(Number);
  switch (period) {
    case 'today': return { placed_from: today, placed_to: today };
    case 'yesterday': return { placed_from: shifted(1), placed_to: shifted(1) };
    case 'last7': return { placed_from: shifted(6), placed_to: today };
    case 'this_month': return { placed_from: `${today.slice(0, 8)}01`, placed_to: today };
    case 'last_month': {
      const first = new Date(Date.UTC(year, month - 2, 1)), last = new Date(Date.UTC(year, month - 1, 0));
      return { placed_from: first.toISOString().slice(0, 10), placed_to: last.toISOString().slice(0, 10) };
    }
    default: return {};
  }
}

/** What the API is asked. Several statuses of one axis are parted by commas in the address. */
export function queryOf(filters: Filters) {
  const { period, held, order_status, payment_status, delivery_status, ...rest } = filters;
  const list = (text?: string) => text?.split(',').filter(Boolean);
  return {
    ...rest,
    ...(period && period !== 'custom' ? daysOf(period) : {}),
    order_status: list(order_status), payment_status: list(payment_status), delivery_status: list(delivery_status),
    ...(held ? { held: held === 'true' } : {}),
  };
}

export const statusesQuery = {
  queryKey: ['statuses'],
  queryFn: () => take(api.GET('/api/v1/statuses', { params: { query: { limit: 200 } } })),
  staleTime: 300_000,
};

const channels = ['google adwords', 'google', 'facebook ads', 'facebook', 'instagram', 'compari.ro', 'newsletter', 'direct', 'youtube'];

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function FilterBar({ filters, onChange }: Props) {
  const statuses = useQuery(statusesQuery).data?.items ?? [];
  const search = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filters.q ?? '');
  useEffect(() => setText(filters.q ?? ''), [filters.q]);
  const searchSoon = useDebouncedCallback((q: string) => onChange({ ...filters, q: q.trim() || undefined }), 250);

  const set = (name: keyof Filters) => (value: string | null) => onChange({ ...filters, [name]: value || undefined });
  const ofAxis = (axis: string) => statuses
    .filter((status) => status.axis === axis)
    .sort((a, b) => a.position - b.position)
    .map((status) => ({ value: status.code, label: status.name }));
  const setPeriod = (period: string | null) =>
    onChange({ ...filters, period: period || undefined, placed_from: undefined, placed_to: undefined });
  const any = Object.values(filters).some(Boolean);
  const common = { clearable: true, w: 165, comboboxProps: { width: 220, position: 'bottom-start' as const } };

  return (
    <Group gap="xs" role="search">
      <TextInput id="order-search" ref={search} w={290} value={text} placeholder={t.search} aria-label={t.search}
        leftSection={<IconSearch size={15} />}
        onChange={(event) => { setText(event.currentTarget.value); searchSoon(event.currentTarget.value); }} />
      <Select {...common} aria-label={t.orderStatus} placeholder={t.orderStatus} data={ofAxis('order')}
        value={filters.order_status ?? null} onChange={set('order_status')} />
      <Select {...common} aria-label={t.paymentStatus} placeholder={t.paymentStatus} data={ofAxis('payment')}
        value={filters.payment_status ?? null} onChange={set('payment_status')} />
      <Select {...common} aria-label={t.deliveryStatus} placeholder={t.deliveryStatus} data={ofAxis('delivery')}
        value={filters.delivery_status ?? null} onChange={set('delivery_status')} />
      <Select {...common} aria-label={t.period} placeholder={t.period} value={filters.period ?? null} onChange={setPeriod}
        data={[
          { value: 'today', label: t.today }, { value: 'yesterday', label: t.yesterday }, { value: 'last7', label: t.last7 },
          { value: 'this_month', label: t.thisMonth }, { value: 'last_month', label: t.lastMonth }, { value: 'custom', label: t.custom },
        ]} />
      {filters.period === 'custom' && (
        <>
          <TextInput type="date" aria-label={t.from} value={filters.placed_from ?? ''} onChange={(e) => set('placed_from')(e.currentTarget.value)} />
          <TextInput type="date" aria-label={t.to} value={filters.placed_to ?? ''} onChange={(e) => set('placed_to')(e.currentTarget.value)} />
        </>
      )}
      <Select {...common} searchable aria-label={t.referrer} placeholder={t.referrer} value={filters.referrer ?? null}
        data={filters.referrer && !channels.includes(filters.referrer) ? [...channels, filters.referrer] : channels}
        onChange={set('referrer')} />
      {filters.referrer && (
        <Select {...common} clearable={false} w={140} aria-label={t.referrerMatch} value={filters.referrer_match ?? 'any'}
          data={[
            { value: 'any', label: t.referrerAny }, { value: 'first', label: t.referrerFirst },
            { value: 'last', label: t.referrerLast }, { value: 'only', label: t.referrerOnly },
          ]}
          onChange={(value) => set('referrer_match')(value === 'any' ? null : value)} />
      )}
      {any && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={14} />} onClick={() => onChange({})}>{t.clearFilters}</Button>
      )}
    </Group>
  );
}
