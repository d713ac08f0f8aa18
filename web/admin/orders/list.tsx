import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { api } from '../client';
import { useNewOrders } from '../news';
import { Broken, Empty, Loading } from '../parts/states';
import { Age, Amount, StatusChip } from '../parts/words';
import { useMay } from '../session';
import { FilterBar, type Filters, queryOf } from './filters';
import { SelectionBar } from './selection_bar';
import { ViewTabs } from './views';
import { Wide } from '../parts/wide';

type Row = Schemas['OrderSummary'];
const column = createColumnHelper<Row>();

function useColumns(profit: boolean) {
  return useMemo(() => [
    column.accessor('number', {
      header: t.colOrder,
      cell: ({ row: { original } }) => (
        <span className="nowrap">
          <Link className="link" to="/orders/$id" params={{ id: original.id }}>{original.number}</Link> <Age at={original.placed_at} />
        </span>
      ),
    }),
    column.accessor('customer', {
      header: t.colCustomer,
      cell: ({ row: { original } }) => <span className="ellipsis">{original.customer.name} <span className="muted">{original.locality}</span></span>,
    }),
    column.accessor('lines', { header: t.colLines, cell: (cell) => <span className="ellipsis">{cell.getValue()}</span> }),
    column.accessor('total', { header: t.colTotal, cell: (cell) => <Amount value={cell.getValue()} />, meta: 'num' }),
    column.accessor('statuses.order', { id: 'status', header: t.colStatus, cell: (cell) => <StatusChip status={cell.getValue()} /> }),
    column.accessor('statuses.payment', { id: 'payment', header: t.colPayment, cell: (cell) => <StatusChip status={cell.getValue()} /> }),
    column.accessor('statuses.delivery', { id: 'delivery', header: t.colDelivery, cell: (cell) => <StatusChip status={cell.getValue()} /> }),
    ...(profit ? [column.accessor('net_profit', { header: t.colProfit, cell: (cell) => <Amount value={cell.getValue()} />, meta: 'num' })] : []),
    column.accessor('channel', { header: t.colSource, cell: (cell) => <span className="nowrap muted">{cell.getValue()}</span>, meta: 'wide-only' }),
    column.accessor('held', { header: '', cell: (cell) => (cell.getValue() ? <span className="alarm">{t.held}</span> : null) }),
  ], [profit]);
}

export function OrdersPage() {
  const filters = useSearch({ from: '/shell/orders' });
  const navigate = useNavigate();
  const may = useMay();
  const setFilters = (next: Filters) => void navigate({ to: '/orders', search: next });
  const [fresh, clearFresh] = useNewOrders();

  const orders = useInfiniteQuery({
    queryKey: ['orders', 'list', filters],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/orders', {
      params: { query: { ...queryOf(filters), limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
    })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => orders.data?.pages.flatMap((page) => page.items) ?? [], [orders.data]);
  const [selection, setSelection] = useState<Record<string, boolean>>({});
  const [current, setCurrent] = useState(-1);
  useEffect(() => { setSelection({}); setCurrent(-1); }, [filters]);

  const table = useReactTable({
    data: rows, columns: useColumns(may('profit.read')), getCoreRowModel: getCoreRowModel(), getRowId: (row) => row.id,
    state: { rowSelection: selection }, onRowSelectionChange: setSelection,
  });

  const move = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, current + by));
    setCurrent(next);
    document.querySelector(`[data-row="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys([
    ['j', () => move(1)], ['ArrowDown', () => move(1)], ['k', () => move(-1)], ['ArrowUp', () => move(-1)],
    ['x', () => current >= 0 && table.getRow(rows[current].id).toggleSelected()],
    ['Enter', () => current >= 0 && void navigate({ to: '/orders/$id', params: { id: rows[current].id } })],
    ['/', () => document.getElementById('order-search')?.focus()],
  ]);

  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = orders;
  useEffect(() => {
    if (!end.current || !hasNextPage) return;
    const watcher = new IntersectionObserver((entries) => {
      if (entries[0].isIntersecting && !isFetchingNextPage) void fetchNextPage();
    }, { rootMargin: '600px' });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const selected = rows.filter((row) => selection[row.id]);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{t.orders}</Title>
        <Text size="xs" c="dimmed" visibleFrom="md">{t.keys}</Text>
      </Group>
      <ViewTabs filters={filters} />
      <FilterBar filters={filters} onChange={setFilters} />
      {fresh > 0 && (
        <Button variant="light" onClick={() => { clearFresh(); void orders.refetch(); }}>{t.newOrders(fresh)}</Button>
      )}
      {orders.isError && <Broken error={orders.error} reset={() => void orders.refetch()} />}
      {orders.isPending ? <Loading rows={14} /> : (
        <Wide style={{ opacity: orders.isPlaceholderData ? 0.6 : 1 }}>
          <table className="grid dense">
            <thead>
              <tr>
                <th><Checkbox size="xs" aria-label={t.selectAll} checked={rows.length > 0 && table.getIsAllRowsSelected()}
                  indeterminate={table.getIsSomeRowsSelected()} onChange={table.getToggleAllRowsSelectedHandler()} /></th>
                {table.getFlatHeaders().map((header) => (
                  <th key={header.id} className={header.column.columnDef.meta as string | undefined}>
                    {flexRender(header.column.columnDef.header, header.getContext())}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.getRowModel().rows.map((row, index) => (
                <tr key={row.id} data-row={index} data-current={index === current} aria-selected={row.getIsSelected()}>
                  <td><Checkbox size="xs" aria-label={`${t.select} ${row.original.number}`} checked={row.getIsSelected()}
                    onChange={row.getToggleSelectedHandler()} /></td>
                  {row.getVisibleCells().map((cell) => (
                    <td key={cell.id} className={cell.column.columnDef.meta as string | undefined}>
                      {flexRender(cell.column.columnDef.cell, cell.getContext())}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && !orders.isError && <Empty>{t.noOrders}</Empty>}
        </Wide>
      )}
      <div ref={end} />
      {hasNextPage && <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t.more}</Button>}
      {selected.length > 0 && <SelectionBar orders={selected} onDone={() => setSelection({})} />}
    </Stack>
  );
}
