// What came, in what condition, and what goes on the shelf again; by the scanner or by hand.

import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/returns';
import { api } from '../frame/client';
import type { Order } from '../orders/actions';
import { changed } from './changed';

type Return = Schemas['ReturnView'];

export const anchorOf = (rma: Return) => `rma-${rma.number}`;

export function Reception({ order, rma, onDone }: { order: Order; rma: Return; onDone: () => void }) {
  // What is faulty or was hit on the way is not sold again unless somebody says so.
  const asNew = ['withdrawal', 'wrong_item'].includes(rma.reason);
  const [lines, setLines] = useState(
    rma.lines.map((line) => ({
      line_no: line.line_no,
      received: line.quantity,
      restocked: asNew ? line.quantity : '0',
      condition: '',
    })),
  );
  const [scans, setScans] = useState<Record<number, number>>({});
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const set = (at: number, part: Partial<(typeof lines)[number]>) =>
    setLines(lines.map((each, i) => (i === at ? { ...each, ...part } : each)));
  const receive = useMutation({
    mutationFn: () =>
      take(api.POST('/api/v1/returns/{id}/receive', { params: { path: { id: rma.id } }, body: { lines } })),
    onSuccess: onDone,
    ...changed(rma.order_id),
  });
  /** From the first scan on, only what was scanned is here. */
  const scan = () => {
    const code = text.trim().toLowerCase();
    setText('');
    if (!code) return;
    const barcode = (line_no: number) => order.lines.find((each) => each.line_no === line_no)?.barcode.toLowerCase();
    const fits = rma.lines.filter((line) => line.sku.toLowerCase() === code || barcode(line.line_no) === code);
    const line = fits.find((each) => (scans[each.line_no] ?? 0) < Number(each.quantity));
    if (!line) return setProblem(fits.length > 0 ? texts.tooMany(code) : texts.notInReturn(code));
    const next = { ...scans, [line.line_no]: (scans[line.line_no] ?? 0) + 1 };
    setScans(next);
    setProblem('');
    setLines(
      lines.map((each) => {
        const received = String(next[each.line_no] ?? 0);
        return { ...each, received, restocked: asNew ? received : '0' };
      }),
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        receive.mutate();
      }}
    >
      <Stack gap="xs" mt="xs">
        <TextInput
          label={texts.scanGoods}
          w={320}
          autoFocus
          value={text}
          error={problem || undefined}
          onChange={(e) => setText(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter') {
              e.preventDefault();
              scan();
            }
          }}
        />
        {rma.lines.map((line, i) => (
          <Group key={line.line_no} gap="xs" align="flex-end">
            <Text size="sm" w={220}>
              {line.name}
            </Text>
            <NumberInput
              label={texts.received}
              w={90}
              min={0}
              max={Number(line.quantity)}
              value={Number(lines[i].received)}
              onChange={(value) =>
                set(i, {
                  received: String(value),
                  restocked: String(Math.min(Number(value), Number(lines[i].restocked))),
                })
              }
            />
            <NumberInput
              label={texts.restocked}
              w={120}
              min={0}
              max={Number(lines[i].received)}
              value={Number(lines[i].restocked)}
              onChange={(value) => set(i, { restocked: String(value) })}
            />
            <TextInput
              label={texts.condition}
              w={260}
              value={lines[i].condition}
              onChange={(e) => set(i, { condition: e.currentTarget.value })}
            />
          </Group>
        ))}
        <Group gap="xs">
          <Button type="submit" loading={receive.isPending}>
            {texts.noteReception}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {commonTexts.giveUp}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
