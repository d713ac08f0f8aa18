// Guarantees and repairs on the order's page.

import { Button, Card, Group, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/service';
import { api, queryClient, wordsOf } from '../frame/client';
import { type Order, refresh } from '../orders/actions';
import { useMay } from '../frame/session';
import { Days, GuaranteeTable, stageColours } from './list';

export function ServiceCard({ order }: { order: Order }) {
  const may = useMay();
  const gone = ['handed_over', 'in_transit', 'delivered', 'returned'].includes(order.statuses.delivery.stage);
  const query = useQuery({
    queryKey: ['service', 'order', order.id],
    queryFn: () => take(api.GET('/api/v1/orders/{id}/service-cases', { params: { path: { id: order.id } } })),
    enabled: gone,
  });
  const [opening, setOpening] = useState(false);
  if (!gone || !query.data || query.data.guarantees.length === 0) return null;
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{texts.guarantee}</Title>
        {may('orders.edit') && !opening && (
          <Button variant="default" leftSection={<IconTool size={14} />} onClick={() => setOpening(true)}>
            {texts.takeIn}
          </Button>
        )}
      </Group>
      <GuaranteeTable rows={query.data.guarantees} />
      {opening && <TakeIn order={order} pieces={query.data.guarantees} onDone={() => setOpening(false)} />}
      <Stack gap={4} mt="xs">
        {query.data.items.map((piece) => (
          <Group key={piece.id} gap="xs">
            <Link className="link" to="/service/$id" params={{ id: piece.id }}>
              {texts.case(piece.number)}
            </Link>
            <span className="chip" data-colour={stageColours[piece.stage]}>
              {piece.step_name}
            </span>
            <Text size="sm">
              {piece.product} {piece.maker_serial}
            </Text>
            <Text size="sm">
              <Days piece={piece} />
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}

function TakeIn({ order, pieces, onDone }: { order: Order; pieces: Schemas['Warranty'][]; onDone: () => void }) {
  const navigate = useNavigate();
  const [at, setAt] = useState('0');
  const [defect, setDefect] = useState('');
  const [accessories, setAccessories] = useState('');
  const [visible, setVisible] = useState('');
  const [serial, setSerial] = useState('');
  const piece = pieces[Number(at)];
  const open = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/orders/{id}/service-cases', {
          params: { path: { id: order.id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: {
            line_no: piece.line_no,
            maker_serial: piece.maker_serial || serial,
            brought_by: '',
            accessories,
            visible_state: visible,
            defect,
          },
        }),
      ),
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: ['service'] });
      void refresh(order.id);
      void navigate({ to: '/service/$id', params: { id: made.id } });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <Stack gap="xs" mt="xs">
        <Group gap="xs" align="flex-end">
          <Select
            label={texts.whichPiece}
            w={360}
            allowDeselect={false}
            value={at}
            data={pieces.map((each, i) => ({ value: String(i), label: `${each.name} ${each.maker_serial}` }))}
            onChange={(value) => setAt(value!)}
          />
          {!piece.maker_serial && (
            <TextInput label={texts.serial} w={200} value={serial} onChange={(e) => setSerial(e.currentTarget.value)} />
          )}
        </Group>
        <Textarea
          label={texts.defect}
          required
          autosize
          minRows={2}
          value={defect}
          onChange={(e) => setDefect(e.currentTarget.value)}
        />
        <Group gap="xs" grow>
          <TextInput
            label={texts.accessories}
            value={accessories}
            onChange={(e) => setAccessories(e.currentTarget.value)}
          />
          <TextInput label={texts.visibleState} value={visible} onChange={(e) => setVisible(e.currentTarget.value)} />
        </Group>
        {open.isError && (
          <Text size="sm" className="negative" role="alert">
            {wordsOf(open.error)}
          </Text>
        )}
        <Group gap="xs">
          <Button type="submit" loading={open.isPending}>
            {texts.takeIn}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {commonTexts.giveUp}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
