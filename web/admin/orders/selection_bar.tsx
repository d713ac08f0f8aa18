// What can be done with several orders at once: a bar of actions, then how far the work is, a result a row and the way back.

import { Button, Group, Menu, Progress, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconPrinter, IconTag, IconTruckDelivery, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type BodyOf, idempotencyKey, type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/list';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts as statusTexts } from '../../common/texts/admin/settings/statuses';
import { api, queryClient, wordsOfCode } from '../frame/client';
import { StatusChip } from '../parts/words';
import { useMay } from '../frame/session';
import { type Filters, statusesQuery } from './filters';
import { type Papers, printPapers } from './print';

/** So many are printed while one waits. */
const printedAtOnce = 100;

type Action = NonNullable<BodyOf<'/api/v1/bulk'>['action']>;

interface Props {
  orders: Schemas['OrderSummary'][];
  filters: Filters;
  everything: boolean; // all that match, seen or not
  onEverything?: () => void;
  onDone: () => void;
}

export function SelectionBar({ orders, filters, everything, onEverything, onDone }: Props) {
  const may = useMay();
  const [task, setTask] = useState<string>();
  const [tag, setTag] = useState('');
  const statuses = useQuery(statusesQuery).data?.items ?? [];
  const ids = orders.map((order) => order.id);
  const start = useMutation({
    mutationFn: ({ action, value = '', papers }: { action: Action; value?: string; papers?: Papers }) =>
      take(
        api.POST('/api/v1/bulk', {
          params: { header: { 'Idempotency-Key': idempotencyKey() } },
          body: {
            action,
            value,
            reason: '',
            ...(papers && { print: { papers, format: 'a6' } }),
            ...(everything ? { orders: [], filter: new URLSearchParams(filters).toString() } : { orders: ids }),
          },
        }),
      ),
    onSuccess: ({ id }) => setTask(id),
  });
  const printNow = useMutation({ mutationFn: (papers: Papers) => printPapers(ids, papers) });
  // Many take a while: they are made as a task, and fetched when it is done.
  const print = (papers: Papers) =>
    everything || ids.length > printedAtOnce ? start.mutate({ action: 'print', papers }) : printNow.mutate(papers);
  useHotkeys([
    ['c', () => may('shipments.send') && start.mutate({ action: 'send' })],
    ['p', () => print(['labels'])],
    ['s', () => document.getElementById('bulk-status')?.click()],
  ]);
  const words = everything ? texts.everythingSelected : texts.selected(orders.length);
  if (task) return <BulkProgress id={task} onUndo={setTask} onDone={onDone} />;
  return (
    <div className="selection" role="region" aria-label={words}>
      <Text fw={600}>{words}</Text>
      {onEverything && !everything && (
        <Button variant="subtle" onClick={onEverything}>
          {texts.selectEverything}
        </Button>
      )}
      {may('shipments.send') && (
        <Button
          leftSection={<IconTruckDelivery size={16} />}
          loading={start.isPending}
          onClick={() => start.mutate({ action: 'send' })}
        >
          {texts.sendSelected}
        </Button>
      )}
      {may('orders.status') && (
        <Menu position="top-start">
          <Menu.Target>
            <Button id="bulk-status" variant="default">
              {orderTexts.changeStatus}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
            {(['order', 'payment', 'delivery'] as const).map((axis) => (
              <div key={axis}>
                <Menu.Label>{statusTexts.axes[axis]}</Menu.Label>
                {statuses
                  .filter((status) => status.axis === axis)
                  .sort((a, b) => a.position - b.position)
                  .map((status) => (
                    <Menu.Item key={status.id} onClick={() => start.mutate({ action: 'status', value: status.code })}>
                      <StatusChip status={status} />
                    </Menu.Item>
                  ))}
              </div>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {may('invoices.issue') && (
        <Button variant="default" onClick={() => start.mutate({ action: 'invoice' })}>
          {texts.issueInvoices}
        </Button>
      )}
      {may('orders.edit') && (
        <Menu position="top-start" closeOnItemClick={false}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconTag size={16} />}>
              {texts.tag}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                start.mutate({ action: 'tag', value: tag });
              }}
            >
              <Group gap="xs" p={4} wrap="nowrap">
                <TextInput
                  aria-label={texts.tag}
                  placeholder={texts.tag}
                  value={tag}
                  onChange={(e) => setTag(e.currentTarget.value)}
                />
                <Button type="submit" disabled={!tag.trim()}>
                  {commonTexts.add}
                </Button>
                <Button
                  variant="default"
                  disabled={!tag.trim()}
                  onClick={() => start.mutate({ action: 'untag', value: tag })}
                >
                  {commonTexts.remove}
                </Button>
              </Group>
            </form>
          </Menu.Dropdown>
        </Menu>
      )}
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPrinter size={16} />} loading={printNow.isPending}>
            {commonTexts.print}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(
            [
              'labels',
              'invoices',
              'transport_sheets',
              'pick_list',
              'packing_slips',
              'warranty_certificates',
              'return_forms',
            ] as const
          ).map((paper) => (
            <Menu.Item key={paper} onClick={() => print([paper])}>
              {texts.papers[paper]}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => print(['pick_list', 'labels', 'invoices'])}>{texts.papers.everything}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={onDone}>
        {commonTexts.cancel}
      </Button>
    </div>
  );
}

/** How far the work is; it goes on when one leaves. */
function BulkProgress({ id, onUndo, onDone }: { id: string; onUndo: (task: string) => void; onDone: () => void }) {
  const task = useQuery({
    queryKey: ['bulk', id],
    queryFn: () => take(api.GET('/api/v1/bulk/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.state === 'done' ? false : 400),
  }).data;
  const done = task?.state === 'done';
  useEffect(() => {
    if (!done) return;
    void queryClient.invalidateQueries({ queryKey: ['orders'] });
    if (task?.action === 'send') void queryClient.invalidateQueries({ queryKey: ['notices'] });
  }, [done, task?.action]);
  const undo = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/bulk/{id}/undo', {
          params: { path: { id }, header: { 'Idempotency-Key': idempotencyKey() } },
        }),
      ),
    onSuccess: (back) => onUndo(back.id),
  });
  if (!task) return null;
  const finished = task.done + task.failed;
  return (
    <div className="selection" role="region" aria-label={texts.bulkActions[task.action]}>
      <div style={{ flex: 1, minWidth: 220 }}>
        <Group justify="space-between" mb={4}>
          <Text fw={600} role="status">
            {texts.bulkActions[task.action]}: {texts.bulkState(task.done, task.failed, task.total, done)}
          </Text>
          <Group gap="xs">
            {done && task.action === 'print' && task.done > 0 && (
              <Button
                component="a"
                target="_blank"
                href={`/api/v1/bulk/${id}/papers.pdf`}
                leftSection={<IconPrinter size={14} />}
              >
                {texts.openPapers}
              </Button>
            )}
            {task.can_undo && (
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={14} />}
                loading={undo.isPending}
                onClick={() => undo.mutate()}
              >
                {commonTexts.undo}
              </Button>
            )}
            <Button variant={done ? 'filled' : 'subtle'} onClick={onDone}>
              {done ? commonTexts.close : texts.leaveRunning}
            </Button>
          </Group>
        </Group>
        <Progress
          value={task.total ? (finished / task.total) * 100 : 0}
          animated={!done}
          color={task.failed > 0 ? 'orange.9' : 'teal.9'}
          aria-label={texts.bulkActions[task.action]}
        />
        {task.failures.length > 0 && (
          <ul className="plain failures">
            {task.failures.map((row) => (
              <li key={row.order_id}>
                <strong>{row.number || row.order_id}</strong> {wordsOfCode(row.code, row.detail)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
