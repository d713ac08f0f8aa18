import { Button, Checkbox, Group, Stack, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { flexRender, getCoreRowModel, type Header, type Table, useReactTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/list';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api } from '../frame/client';
import { useNewOrders } from '../frame/news';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { ColumnMenu, type Columns, type Row, useColumns } from './columns';
import { ExportMenu } from './export';
import { FilterBar, type Filters, queryOf } from './filters';
import { rememberList } from './neighbours';
import { SelectionBar } from './selection_bar';
import { ViewTabs } from './views';

const rowHeight = 32;

function useOrders(filters: Filters) {
  const orders = useInfiniteQuery({
    queryKey: ['orders', 'list', filters],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/orders', {
          params: { query: { ...queryOf(filters), limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => orders.data?.pages.flatMap((page) => page.items) ?? [], [orders.data]);
  useEffect(() => rememberList(rows.map((row) => row.id)), [rows]);
  return { orders, rows };
}

/** Which rows are chosen: by hand, or all that match, seen or not. */
function useSelection(filters: Filters) {
  const [rows, setRows] = useState<Record<string, boolean>>({});
  const [everything, setEverything] = useState(false);
  const clear = () => {
    setRows({});
    setEverything(false);
  };
  // Other filters, another list: nothing of the one before stays chosen.
  const [of, setOf] = useState(filters);
  if (of !== filters) {
    setOf(filters);
    clear();
  }
  return { rows, setRows, everything, setEverything, clear };
}

export function OrdersPage() {
  const filters = useSearch({ from: '/shell/orders' });
  const navigate = useNavigate();
  const setFilters = (next: Filters) => void navigate({ to: '/orders', search: next });
  const [fresh, clearFresh] = useNewOrders();
  const { orders, rows } = useOrders(filters);
  const selection = useSelection(filters);
  const columns = useColumns();
  const [current, setCurrent] = useState(-1);
  const [of, setOf] = useState(filters);
  if (of !== filters) {
    setOf(filters);
    setCurrent(-1);
  }

  const table = useReactTable({
    data: rows,
    columns: columns.columns,
    getCoreRowModel: getCoreRowModel(),
    getRowId: (row) => row.id,
    columnResizeMode: 'onEnd',
    state: {
      rowSelection: selection.rows,
      columnOrder: columns.layout.order,
      columnSizing: columns.layout.sizes,
      columnVisibility: Object.fromEntries(columns.layout.hidden.map((id) => [id, false])),
    },
    onRowSelectionChange: selection.setRows,
    onColumnSizingChange: (change) =>
      columns.setLayout({
        ...columns.layout,
        sizes: typeof change === 'function' ? change(columns.layout.sizes) : change,
      }),
  });
  const selected = rows.filter((row) => selection.rows[row.id]);
  const focusOn = (row: number) => {
    setCurrent(row);
    requestAnimationFrame(() => document.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: 'nearest' }));
  };
  const move = (by: number) => rows.length > 0 && focusOn(Math.max(0, Math.min(rows.length - 1, current + by)));
  const pick = () => current >= 0 && table.getRow(rows[current].id).toggleSelected();
  useHotkeys([
    ['j', () => move(1)],
    ['ArrowDown', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowUp', () => move(-1)],
    ['x', pick],
    ['mod+a', () => table.toggleAllRowsSelected(true)],
    ['Escape', selection.clear],
    ['Enter', () => current >= 0 && void navigate({ to: '/orders/$id', params: { id: rows[current].id } })],
    ['/', () => document.getElementById('order-search')?.focus()],
    ['f', () => document.getElementById('add-filter')?.click()],
    ['n', () => void navigate({ to: '/orders/new' })],
  ]);

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.orders}</Title>
        <Group gap={4}>
          <ExportMenu filters={filters} />
          <ColumnMenu {...columns} />
          <Button component={Link} to="/orders/new">
            {pageTexts.newOrder}
          </Button>
        </Group>
      </Group>
      <ViewTabs filters={filters} />
      <FilterBar filters={filters} onChange={setFilters} />
      {fresh > 0 && (
        <Button
          variant="light"
          onClick={() => {
            clearFresh();
            void orders.refetch();
          }}
        >
          {texts.newOrders(fresh)}
        </Button>
      )}
      {orders.isError && <Broken error={orders.error} reset={() => void orders.refetch()} />}
      {orders.isPending ? (
        <Loading rows={14} />
      ) : (
        <Wide style={{ opacity: orders.isPlaceholderData ? 0.6 : 1 }}>
          <OrderTable table={table} columns={columns} current={current} all={selection.everything} />
          {rows.length === 0 && !orders.isError && !orders.hasNextPage && <Empty>{texts.noOrders}</Empty>}
        </Wide>
      )}
      <Further more={orders.hasNextPage} loading={orders.isFetchingNextPage} load={() => void orders.fetchNextPage()} />
      {selected.length > 0 && (
        <SelectionBar
          orders={selected}
          filters={filters}
          everything={selection.everything}
          onEverything={
            selected.length === rows.length && orders.hasNextPage ? () => selection.setEverything(true) : undefined
          }
          onDone={selection.clear}
        />
      )}
    </Stack>
  );
}

/** Loads on when its place comes near the window, and again while it stays there. */
function Further({ more, loading, load }: { more: boolean; loading: boolean; load: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !more || loading) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries[0].isIntersecting) load();
      },
      { rootMargin: '900px' },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [more, loading, load]);
  return (
    <div ref={end}>
      {more && (
        <Button variant="default" loading={loading} onClick={load}>
          {commonTexts.more}
        </Button>
      )}
    </div>
  );
}

function Heading({ header, setWidth }: { header: Header<Row, unknown>; setWidth: (by: number) => void }) {
  return (
    <th className={header.column.columnDef.meta as string | undefined} style={{ width: header.getSize() }}>
      {flexRender(header.column.columnDef.header, header.getContext())}
      <span
        className="resizer"
        role="slider"
        tabIndex={0}
        aria-label={`${texts.columnWidth}: ${String(header.column.columnDef.header)}`}
        aria-valuenow={header.getSize()}
        aria-valuemin={header.column.columnDef.minSize}
        aria-valuemax={header.column.columnDef.maxSize}
        onPointerDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') setWidth(-10);
          if (event.key === 'ArrowRight') setWidth(10);
        }}
      />
    </th>
  );
}

/** Only the rows near the window are in the page, however many have been loaded. */
function OrderTable({
  table,
  columns,
  current,
  all,
}: {
  table: Table<Row>;
  columns: Columns;
  current: number;
  all: boolean;
}) {
  const rows = table.getRowModel().rows;
  const box = useRef<HTMLTableElement>(null);
  // Where the table begins in the page; what stands above it may grow.
  const [top, setTop] = useState(0);
  useEffect(() => {
    const watcher = new ResizeObserver(() => setTop(box.current?.offsetTop ?? 0));
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
  });
  const shown = virtual.getVirtualItems();
  const before = shown.length > 0 ? shown[0].start - virtual.options.scrollMargin : 0;
  const after =
    shown.length > 0 ? virtual.getTotalSize() - (shown[shown.length - 1].end - virtual.options.scrollMargin) : 0;
  return (
    <table
      ref={box}
      className="grid dense fixed"
      style={{ width: table.getTotalSize() + 34 }}
      aria-rowcount={rows.length + 1}
    >
      <thead>
        <tr>
          <th style={{ width: 34 }}>
            <Checkbox
              size="xs"
              aria-label={texts.selectAll}
              checked={rows.length > 0 && (all || table.getIsAllRowsSelected())}
              indeterminate={table.getIsSomeRowsSelected()}
              onChange={table.getToggleAllRowsSelectedHandler()}
            />
          </th>
          {table.getFlatHeaders().map((header) => (
            <Heading
              key={header.id}
              header={header}
              setWidth={(by) =>
                columns.setLayout({
                  ...columns.layout,
                  sizes: { ...columns.layout.sizes, [header.column.id]: Math.max(50, header.getSize() + by) },
                })
              }
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {before > 0 && <tr aria-hidden="true" className="space" style={{ height: before }} />}
        {shown.map(({ index }) => {
          const row = rows[index];
          return (
            <tr
              key={row.id}
              data-row={index}
              aria-rowindex={index + 2}
              data-current={index === current}
              aria-selected={row.getIsSelected()}
            >
              <td>
                <input
                  type="checkbox"
                  className="tick"
                  aria-label={`${texts.select} ${row.original.number}`}
                  checked={row.getIsSelected()}
                  onChange={row.getToggleSelectedHandler()}
                />
              </td>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={cell.column.columnDef.meta as string | undefined}>
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          );
        })}
        {after > 0 && <tr aria-hidden="true" className="space" style={{ height: after }} />}
      </tbody>
    </table>
  );
}
