// Ready to pack: scan the order, scan each product, the label prints, next. Everything by the scanner alone.

import { Alert, Button, Card, Group, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts } from '../../common/texts/admin/orders/packing';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient, wordsOf } from '../frame/client';
import { Picture } from '../parts/picture';
import { printPapers } from './print';

type Order = Schemas['OrderView'];

/** Whole pieces are scanned one by one; what is weighed or measured counts as one scan a line. */
const scansOf = (line: Order['lines'][number]) => (/^\d+$/.test(line.quantity) ? Number(line.quantity) : 1);

async function findOrder(code: string): Promise<Order> {
  const found = await take(api.GET('/api/v1/orders', { params: { query: { q: code, limit: 5 } } }));
  const match =
    found.items.find((each) => String(each.number) === code || each.awb_number === code) ??
    (found.items.length === 1 ? found.items[0] : undefined);
  if (!match) throw new Error(texts.noOrderScanned(code));
  return take(api.GET('/api/v1/orders/{id}', { params: { path: { id: match.id } } }));
}

/** The AWB, asked for now if the order has none yet. */
async function labelReady(order: Order): Promise<void> {
  const live = order.shipments.find((each) => each.state !== 'cancelled');
  if (live?.state === 'registered') return;
  if (!live)
    await take(
      api.POST('/api/v1/orders/{id}/shipments', {
        params: { path: { id: order.id }, header: { 'Idempotency-Key': idempotencyKey() } },
        body: {},
      }),
    );
  for (let tries = 0; tries < 40; ++tries) {
    const now = await take(api.GET('/api/v1/orders/{id}', { params: { path: { id: order.id } } }));
    const shipment = now.shipments.find((each) => each.state !== 'cancelled');
    if (shipment?.state === 'registered') return;
    if (shipment?.state === 'failed') throw new Error(shipment.error);
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(orderTexts.unclear);
}

export function PackingPage() {
  const [order, setOrder] = useState<Order>();
  const [scanned, setScanned] = useState<Record<number, number>>({});
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [packed, setPacked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [order]);

  const finish = useMutation({
    mutationFn: async (done: Order) => {
      if (done.by_courier) {
        await labelReady(done);
        await printPapers([done.id], ['labels']);
      }
    },
    onSuccess: () => {
      setPacked(packed + 1);
      setOrder(undefined);
      setScanned({});
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    },
    onError: (error) => setProblem(wordsOf(error)),
  });

  const scan = async (code: string) => {
    setProblem('');
    setText('');
    if (!code) return;
    try {
      if (!order) return setOrder(await findOrder(code));
      const line = order.lines.find(
        (each) =>
          (each.barcode === code || each.sku.toLowerCase() === code.toLowerCase()) &&
          (scanned[each.line_no] ?? 0) < scansOf(each),
      );
      if (!line) {
        const known = order.lines.some(
          (each) => each.barcode === code || each.sku.toLowerCase() === code.toLowerCase(),
        );
        return setProblem(known ? texts.tooMany(code) : texts.notInOrder(code));
      }
      const next = { ...scanned, [line.line_no]: (scanned[line.line_no] ?? 0) + 1 };
      setScanned(next);
      if (order.lines.every((each) => (next[each.line_no] ?? 0) >= scansOf(each))) finish.mutate(order);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  const total = order?.lines.reduce((sum, line) => sum + scansOf(line), 0) ?? 0;
  const done = Object.values(scanned).reduce((sum, count) => sum + count, 0);
  const sorted = [...(order?.lines ?? [])].sort((a, b) => (a.shelf || '~').localeCompare(b.shelf || '~'));
  return (
    <Stack gap="sm" maw={820}>
      <Group justify="space-between">
        <Title order={1}>{pageTexts.packing}</Title>
        {packed > 0 && <Text role="status">{texts.packedCount(packed)}</Text>}
      </Group>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void scan(text.trim());
        }}
      >
        <TextInput
          ref={field}
          size="lg"
          label={order ? texts.scanProduct : texts.scanOrder}
          value={text}
          autoComplete="off"
          disabled={finish.isPending}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </form>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      {finish.isPending && <Text role="status">{orderTexts.sending}</Text>}
      {order && (
        <Card>
          <Group justify="space-between" mb="xs">
            <Title order={2}>
              <Link className="link" to="/orders/$id" params={{ id: order.id }}>
                {commonTexts.order(order.number)}
              </Link>{' '}
              · {order.customer.name}
            </Title>
            <Group gap="xs">
              {problem && done >= total && <Button onClick={() => finish.mutate(order)}>{commonTexts.retry}</Button>}
              <Button
                variant="default"
                onClick={() => {
                  setOrder(undefined);
                  setScanned({});
                  setProblem('');
                }}
              >
                {texts.otherOrder}
              </Button>
            </Group>
          </Group>
          <Progress value={total ? (done / total) * 100 : 0} mb="sm" aria-label={pageTexts.packing} />
          {order.note && (
            <Alert color="orange" mb="xs">
              {order.note}
            </Alert>
          )}
          <ul className="plain">
            {sorted.map((line) => {
              const ready = (scanned[line.line_no] ?? 0) >= scansOf(line);
              return (
                <li key={line.line_no} className="pack-line" data-ready={ready || undefined}>
                  <Picture url={line.image_url} name={line.name} size={48} />
                  <span className="grow">
                    <strong>{line.name}</strong>
                    <br />
                    <span className="muted">
                      {line.shelf && `${orderTexts.shelf} ${line.shelf} · `}
                      {line.sku} {line.barcode}
                    </span>
                  </span>
                  <strong className="figure">
                    {scanned[line.line_no] ?? 0} / {line.quantity} {line.unit}
                  </strong>
                </li>
              );
            })}
          </ul>
        </Card>
      )}
    </Stack>
  );
}
