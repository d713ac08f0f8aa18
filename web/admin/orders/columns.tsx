// The columns of the order list, and the menu in which a person chooses and orders them.

import { ActionIcon, Button, Checkbox, Group, Popover, Stack } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Schemas } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/list';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { usePreference } from '../parts/preference';
import { Age, Amount, StatusChip } from '../parts/words';
import { useMay } from '../frame/session';

export type Row = Schemas['OrderSummary'];
const column = createColumnHelper<Row>();

const all = [
  column.accessor('number', {
    header: commonTexts.colOrder,
    size: 146,
    cell: ({ row: { original } }) => (
      <span className="nowrap">
        <Link className="link" to="/orders/$id" params={{ id: original.id }}>
          {original.number}
        </Link>{' '}
        <Age at={original.placed_at} />
      </span>
    ),
  }),
  column.accessor('customer', {
    header: texts.colCustomer,
    size: 165,
    cell: ({ row: { original } }) => (
      <span title={`${original.customer.name}, ${original.locality}`}>
        {original.customer.name} <span className="muted">{original.locality}</span>
      </span>
    ),
  }),
  column.accessor('lines', {
    header: texts.colLines,
    size: 135,
    cell: (cell) => <span title={cell.getValue()}>{cell.getValue()}</span>,
  }),
  column.accessor('total', {
    header: texts.colTotal,
    size: 95,
    cell: (cell) => <Amount value={cell.getValue()} />,
    meta: 'num',
  }),
  column.accessor('statuses.order', {
    id: 'status',
    header: commonTexts.colStatus,
    size: 152,
    cell: (cell) => <StatusChip status={cell.getValue()} />,
  }),
  column.accessor('statuses.payment', {
    id: 'payment',
    header: commonTexts.colPayment,
    size: 145,
    cell: (cell) => <StatusChip status={cell.getValue()} />,
  }),
  column.accessor('statuses.delivery', {
    id: 'delivery',
    header: texts.colDelivery,
    size: 138,
    cell: (cell) => <StatusChip status={cell.getValue()} />,
  }),
  column.accessor('net_profit', {
    id: 'profit',
    header: texts.colProfit,
    size: 84,
    cell: (cell) => <Amount value={cell.getValue()} />,
    meta: 'num',
  }),
  column.accessor('alerts', {
    header: pageTexts.alerts,
    size: 78,
    cell: ({ row: { original } }) =>
      original.held ? (
        <span className="alarm">{texts.held}</span>
      ) : original.alerts > 0 ? (
        <span className="late">{texts.late}</span>
      ) : null,
  }),
  column.accessor('channel', { header: texts.colSource, size: 120 }),
  column.accessor('tags', {
    header: orderTexts.tags,
    size: 130,
    cell: (cell) =>
      cell.getValue().map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      )),
  }),
  column.accessor('company', { header: commonTexts.company, size: 150 }),
  column.accessor('customer.phone', { id: 'phone', header: commonTexts.phone, size: 110 }),
  column.accessor('county', { header: commonTexts.county, size: 70 }),
  column.accessor('payment_method', { header: texts.paymentMethod, size: 150 }),
  column.accessor('delivery_method', { header: texts.deliveryMethod, size: 170 }),
  column.accessor('awb_number', { header: 'AWB', size: 130 }),
  column.accessor('due', {
    header: commonTexts.due,
    size: 105,
    cell: (cell) => <Amount value={cell.getValue()} />,
    meta: 'num',
  }),
  column.accessor('handler', { header: orderTexts.handler, size: 110 }),
];

const idOf = (each: (typeof all)[number]) => each.id ?? String((each as { accessorKey?: string }).accessorKey);
const names: Record<string, string> = Object.fromEntries(all.map((each) => [idOf(each), String(each.header)]));

interface Layout {
  order: string[];
  hidden: string[];
  sizes: Record<string, number>;
}

const initial: Layout = {
  order: all.map(idOf),
  hidden: [
    'channel',
    'tags',
    'company',
    'phone',
    'county',
    'payment_method',
    'delivery_method',
    'awb_number',
    'due',
    'handler',
  ],
  sizes: {},
};

export function useColumns() {
  const profit = useMay()('profit.read');
  const [layout, setLayout] = usePreference('orders.columns', initial);
  // A column that is new since the layout was kept stands at the end.
  const order = [
    ...layout.order.filter((id) => names[id]),
    ...initial.order.filter((id) => !layout.order.includes(id)),
  ];
  const columns = useMemo(() => all.filter((each) => profit || idOf(each) !== 'profit'), [profit]);
  return { columns, layout: { ...layout, order }, setLayout };
}

export type Columns = ReturnType<typeof useColumns>;

export function ColumnMenu({ columns, layout, setLayout }: Columns) {
  const offered = new Set(columns.map(idOf)); // profits only to whom may see them
  const move = (id: string, by: number) => {
    const at = layout.order.indexOf(id),
      order = [...layout.order];
    [order[at], order[at + by]] = [order[at + by], order[at]];
    setLayout({ ...layout, order });
  };
  const toggle = (id: string) =>
    setLayout({
      ...layout,
      hidden: layout.hidden.includes(id) ? layout.hidden.filter((each) => each !== id) : [...layout.hidden, id],
    });
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={14} />}>
          {texts.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.columns}>
        <Stack gap={2}>
          {layout.order.map(
            (id, i) =>
              offered.has(id) && (
                <Group key={id} justify="space-between" wrap="nowrap" gap="md">
                  <Checkbox
                    size="sm"
                    className="pick"
                    label={names[id]}
                    checked={!layout.hidden.includes(id)}
                    disabled={id === 'number'}
                    onChange={() => toggle(id)}
                  />
                  <Group gap={0} wrap="nowrap">
                    <ActionIcon
                      size={24}
                      color="gray"
                      disabled={i === 0}
                      aria-label={texts.earlier(names[id])}
                      onClick={() => move(id, -1)}
                    >
                      <IconArrowUp size={13} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      color="gray"
                      disabled={i === layout.order.length - 1}
                      aria-label={texts.later(names[id])}
                      onClick={() => move(id, 1)}
                    >
                      <IconArrowDown size={13} />
                    </ActionIcon>
                  </Group>
                </Group>
              ),
          )}
          <Button variant="subtle" onClick={() => setLayout(initial)}>
            {texts.resetColumns}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
