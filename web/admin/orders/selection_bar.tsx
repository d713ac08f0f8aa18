// What can be done with several orders at once, with a result a row.

import { Button, Modal, Text } from '@mantine/core';
import { IconPrinter, IconTruckDelivery, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { api, complain, queryClient, tell } from '../client';
import { useMay } from '../session';

interface Props {
  orders: Schemas['OrderSummary'][];
  onDone: () => void;
}

/** The AWBs of the orders, looked up one order after the other. */
async function shipmentsOf(orders: Props['orders']): Promise<string[]> {
  const ids: string[] = [];
  for (const order of orders) {
    const view = await take(api.GET('/api/v1/orders/{id}', { params: { path: { id: order.id } } }));
    ids.push(...view.shipments.filter((each) => each.state === 'registered').map((each) => each.id));
  }
  return ids;
}

export function SelectionBar({ orders, onDone }: Props) {
  const may = useMay();
  const [results, setResults] = useState<Schemas['BulkRow'][]>();
  const send = useMutation({
    mutationFn: () => take(api.POST('/api/v1/shipments', {
      body: { orders: orders.map((order) => order.id) }, params: { header: { 'Idempotency-Key': idempotencyKey() } },
    })),
    onSuccess: ({ items }) => {
      const failed = items.filter((row) => row.code);
      tell(t.sendResult(items.length - failed.length, failed.length));
      if (failed.length > 0) setResults(failed);
      else onDone();
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  const print = useMutation({
    mutationFn: () => shipmentsOf(orders),
    onSuccess: (ids) => {
      if (ids.length === 0) return complain(new Error(t.noLabels).message);
      window.open(`/api/v1/shipments/labels.pdf?format=a6&${ids.map((id) => `ids=${id}`).join('&')}`);
    },
  });
  const numberOf = (id: string) => orders.find((order) => order.id === id)?.number ?? id;
  return (
    <div className="selection" role="region" aria-label={t.selected(orders.length)}>
      <Text fw={600}>{t.selected(orders.length)}</Text>
      {may('shipments.send') && (
        <Button leftSection={<IconTruckDelivery size={16} />} loading={send.isPending} onClick={() => send.mutate()}>{t.sendSelected}</Button>
      )}
      <Button variant="default" leftSection={<IconPrinter size={16} />} loading={print.isPending} onClick={() => print.mutate()}>{t.printSelected}</Button>
      <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={onDone}>{t.cancel}</Button>
      <Modal opened={results !== undefined} onClose={() => { setResults(undefined); onDone(); }} title={t.sendSelected}
        closeButtonProps={{ 'aria-label': t.close }}>
        <table className="grid">
          <tbody>
            {results?.map((row) => <tr key={row.order}><td>{numberOf(row.order)}</td><td>{row.detail}</td></tr>)}
          </tbody>
        </table>
      </Modal>
    </div>
  );
}
