// What an edit changes in money, before it is saved: asked of the server, which alone can count it.

import { Alert, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type BodyOf, take } from '../../common/api';
import { money } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { api, wordsOf } from '../frame/client';
import { useMay } from '../frame/session';
import type { Order } from './actions';

export function EditPreview({ order, edit }: { order: Order; edit: BodyOf<'/api/v1/orders/{id}/preview'> }) {
  const profit = useMay()('profit.read');
  const [settled] = useDebouncedValue(edit, 300);
  const changes = Object.keys(settled).some((name) => name !== 'note');
  const preview = useQuery({
    queryKey: ['order', order.id, 'preview', settled],
    enabled: changes,
    retry: false,
    queryFn: () => take(api.POST('/api/v1/orders/{id}/preview', { params: { path: { id: order.id } }, body: settled })),
    placeholderData: (before) => before,
  });
  if (!changes)
    return (
      <Text size="sm" c="dimmed">
        {texts.editHint}
      </Text>
    );
  if (preview.isError)
    return (
      <Alert color="orange" role="status">
        {wordsOf(preview.error)}
      </Alert>
    );
  const after = preview.data;
  if (!after)
    return (
      <Text size="sm" c="dimmed">
        {commonTexts.loading}
      </Text>
    );
  const rows = [
    [texts.goods, order.totals.goods, after.goods],
    [texts.delivery, order.totals.delivery, after.delivery],
    [texts.fees, order.totals.fees, after.fees],
    [commonTexts.total, order.totals.total, after.total],
    ...(profit ? [[commonTexts.profit, order.net_profit, after.net_profit] as const] : []),
  ] as const;
  return (
    <Table role="status" aria-label={texts.whatChanges}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{texts.whatChanges}</Table.Th>
          <Table.Th ta="right">{texts.now}</Table.Th>
          <Table.Th ta="right">{texts.then}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, before, then]) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right">{money(before)}</Table.Td>
            <Table.Td ta="right" fw={money(before) === money(then) ? 400 : 700}>
              {money(then)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
