// Returns on the order's page: each with what to do next, and a new one.

import {
  Button,
  Card,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconTruckReturn } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { isZero, lei, money, time, typedAmount, weekday } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/returns';
import { api, queryClient, wordsOf } from '../frame/client';
import type { Order } from '../orders/actions';
import { AskReason } from '../parts/ask_reason';
import { useMay } from '../frame/session';
import { changed } from './changed';
import { CallCourier, Collections } from './collection';
import { Photos } from './photos';
import { anchorOf, Reception } from './reception';

type Return = Schemas['ReturnView'];
type Step = 'approve' | 'refuse' | 'close';

export const returnColours: Record<Return['state'], string> = {
  requested: 'red',
  approved: 'amber',
  received: 'amber',
  refunding: 'blue',
  refunded: 'green',
  refused: 'grey',
  cancelled: 'grey',
  closed: 'grey',
  given_back: 'grey',
};
const reasons = ['withdrawal', 'wrong_item', 'damaged', 'defect'] as const;

export function ReturnsCard({ order }: { order: Order }) {
  const may = useMay();
  const gone = ['handed_over', 'in_transit', 'delivered', 'returned'].includes(order.statuses.delivery.stage);
  const query = useQuery({
    queryKey: ['returns', order.id],
    queryFn: () => take(api.GET('/api/v1/orders/{id}/returns', { params: { path: { id: order.id } } })),
    enabled: gone,
  });
  const [opening, setOpening] = useState(false);
  if (!gone || !query.data) return null;
  const left = query.data.returnable.filter((item) => Number(item.left) > 0);
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{pageTexts.returns}</Title>
        {may('orders.edit') && left.length > 0 && !opening && (
          <Button variant="default" leftSection={<IconTruckReturn size={14} />} onClick={() => setOpening(true)}>
            {texts.openReturn}
          </Button>
        )}
      </Group>
      {query.data.items.length === 0 && !opening && (
        <Text size="sm" c="dimmed">
          {texts.noReturns}
        </Text>
      )}
      {opening && <NewReturn order={order} items={left} onDone={() => setOpening(false)} />}
      <Stack gap="md">
        {query.data.items.map((rma) => (
          <ReturnRow key={rma.id} order={order} rma={rma} />
        ))}
      </Stack>
    </Card>
  );
}

function ReturnRow({ order, rma }: { order: Order; rma: Return }) {
  const may = useMay();
  const [asking, setAsking] = useState<'refuse' | 'close'>();
  // The sheet of the parcel was scanned.
  const [receiving, setReceiving] = useState(location.hash === `#${anchorOf(rma)}`);
  const [paying, setPaying] = useState(false);
  const [calling, setCalling] = useState(false);
  const step = useMutation({
    mutationFn: ({ name, answer = '' }: { name: Step; answer?: string }) => {
      const request = { params: { path: { id: rma.id } }, body: { answer } };
      return take(
        name === 'approve'
          ? api.POST('/api/v1/returns/{id}/approve', request)
          : name === 'refuse'
            ? api.POST('/api/v1/returns/{id}/refuse', request)
            : api.POST('/api/v1/returns/{id}/close', request),
      );
    },
    ...changed(rma.order_id),
  });
  const cancel = useMutation({
    mutationFn: () => take(api.POST('/api/v1/returns/{id}/cancel', { params: { path: { id: rma.id } } })),
    ...changed(rma.order_id),
  });
  const replace = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/returns/{id}/replace', {
          params: { path: { id: rma.id }, header: { 'Idempotency-Key': idempotencyKey() } },
        }),
      ),
    ...changed(rma.order_id),
  });
  const repair = useMutation({
    mutationFn: () => take(api.POST('/api/v1/returns/{id}/service', { params: { path: { id: rma.id } } })),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['service'] });
      changed(rma.order_id).onSettled();
    },
  });
  const fetching = rma.collections.some((each) => !['failed', 'cancelled'].includes(each.state));
  const mayReplace = ['approved', 'received'].includes(rma.state) && !rma.replacement_id;
  const again = useMutation({
    mutationFn: () =>
      take(api.POST('/api/v1/returns/{id}/pay-back', { params: { path: { id: rma.id } }, body: { reason: '' } })),
    ...changed(rma.order_id),
  });
  const open = ['requested', 'approved', 'received', 'refunding'].includes(rma.state);
  return (
    <div data-testid="return" id={anchorOf(rma)}>
      <Group justify="space-between">
        <Group gap="xs">
          <strong>RMA {rma.number}</strong>
          <span className="chip" data-colour={returnColours[rma.state]}>
            {texts.returnStates[rma.state]}
          </span>
          <Text size="sm" c="dimmed">
            {time(rma.opened_at)} · {rma.by_buyer ? texts.openedByBuyer : texts.openedByShop}
          </Text>
        </Group>
        {may('orders.edit') && (
          <Group gap="xs">
            <Button variant="default" component="a" target="_blank" href={`/api/v1/returns/${rma.id}/paper.pdf`}>
              {commonTexts.print}
            </Button>
            {rma.state === 'requested' && (
              <Button loading={step.isPending} onClick={() => step.mutate({ name: 'approve' })}>
                {texts.approveReturn}
              </Button>
            )}
            {rma.state === 'approved' && <Button onClick={() => setReceiving(!receiving)}>{texts.goodsAreHere}</Button>}
            {rma.state === 'approved' && !fetching && may('shipments.send') && (
              <Button variant="default" onClick={() => setCalling(true)}>
                {texts.callCourier}
              </Button>
            )}
            {rma.state === 'received' && may('payments.edit') && (
              <Button onClick={() => setPaying(true)}>{texts.payBack}</Button>
            )}
            {rma.state === 'received' && (
              <Button variant="default" loading={repair.isPending} onClick={() => repair.mutate()}>
                {texts.toService}
              </Button>
            )}
            {mayReplace && (
              <Button
                variant="default"
                loading={replace.isPending}
                onClick={() => replace.mutate()}
                title={commonTexts.replacementHint}
              >
                {commonTexts.sendReplacement}
              </Button>
            )}
            {rma.state === 'received' && (
              <Button variant="default" onClick={() => setAsking('close')}>
                {texts.closeReturn}
              </Button>
            )}
            {rma.state === 'refunding' && may('payments.edit') && (
              <Button loading={again.isPending} onClick={() => again.mutate()}>
                {texts.payBackRest}
              </Button>
            )}
            {['requested', 'approved'].includes(rma.state) && !fetching && (
              <Button variant="default" c="var(--danger)" onClick={() => setAsking('refuse')}>
                {texts.refuseReturn}
              </Button>
            )}
            {rma.state === 'approved' && !fetching && (
              <Button variant="subtle" loading={cancel.isPending} onClick={() => cancel.mutate()}>
                {texts.cancelReturn}
              </Button>
            )}
          </Group>
        )}
      </Group>
      <Text size="sm">{rma.lines.map((line) => `${line.quantity} × ${line.name}`).join(', ')}</Text>
      <Text size="sm" c="dimmed">
        {rma.cause || commonTexts.returnReasons[rma.reason]} · {texts.wants} {texts.returnWishes[rma.wish]}
        {rma.by_courier && ` · ${texts.asksForCourier}`}
        {rma.iban && ` · IBAN ${rma.iban}`}
      </Text>
      {rma.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          „{rma.note}”
        </Text>
      )}
      {rma.answer && (
        <Text size="sm">
          {texts.ourAnswer}: {rma.answer}
        </Text>
      )}
      {rma.lines
        .filter((line) => line.condition)
        .map((line) => (
          <Text key={line.line_no} size="sm" c="dimmed">
            {line.name}: {line.condition}
          </Text>
        ))}
      <Collections rma={rma} />
      <Photos rma={rma} />
      {open && (
        <Text size="sm" c="dimmed">
          {texts.payBackUntil(weekday(rma.refund_until))} · {texts.worth(money(rma.worth))}
        </Text>
      )}
      {!isZero(rma.amount) && <Text size="sm">{texts.paidBackOf(money(rma.paid_back), money(rma.amount))}</Text>}
      {receiving && rma.state === 'approved' && (
        <Reception order={order} rma={rma} onDone={() => setReceiving(false)} />
      )}
      {calling && <CallCourier rma={rma} onClose={() => setCalling(false)} />}
      {paying && <PayBack rma={rma} onClose={() => setPaying(false)} />}
      <AskReason
        title={asking === 'refuse' ? texts.refuseReturn : texts.closeReturn}
        hint={texts.buyerReads}
        colour={asking === 'refuse' ? 'red.9' : undefined}
        opened={asking !== undefined}
        pending={step.isPending}
        onClose={() => setAsking(undefined)}
        onConfirm={(answer) =>
          asking && step.mutate({ name: asking, answer }, { onSettled: () => setAsking(undefined) })
        }
      />
    </div>
  );
}

/** Money leaves: the dialog says how much, by which way, and what else happens. */
function PayBack({ rma, onClose }: { rma: Return; onClose: () => void }) {
  const [amount, setAmount] = useState(rma.worth.amount.replace('.', ','));
  const [reason, setReason] = useState('');
  const typed = typedAmount(amount);
  const less = typed !== undefined && Number(typed) < Number(rma.worth.amount);
  const pay = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/returns/{id}/pay-back', {
          params: { path: { id: rma.id } },
          body: { amount: lei(typed ?? '0.00'), reason },
        }),
      ),
    onSuccess: onClose,
    ...changed(rma.order_id),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${texts.payBack} · RMA ${rma.number}`}
      closeButtonProps={{ 'aria-label': commonTexts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          pay.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={commonTexts.amount}
            inputMode="decimal"
            rightSection="lei"
            data-autofocus
            value={amount}
            error={typed === undefined && '123,45'}
            onChange={(e) => setAmount(e.currentTarget.value)}
          />
          {less && (
            <Textarea
              label={texts.whyLess}
              required
              value={reason}
              onChange={(e) => setReason(e.currentTarget.value)}
            />
          )}
          <Text size="sm">{texts.payBackHint}</Text>
          {rma.iban && <Text size="sm">IBAN {rma.iban}</Text>}
          {pay.isError && (
            <Text size="sm" className="negative" role="alert">
              {wordsOf(pay.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {commonTexts.giveUp}
            </Button>
            <Button type="submit" loading={pay.isPending} disabled={typed === undefined || (less && !reason.trim())}>
              {texts.payBack}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function NewReturn({ order, items, onDone }: { order: Order; items: Schemas['Returnable'][]; onDone: () => void }) {
  const [quantities, setQuantities] = useState<Record<number, number>>({});
  const [reason, setReason] = useState<(typeof reasons)[number]>('withdrawal');
  const [wish, setWish] = useState<Return['wish']>('money');
  const [note, setNote] = useState('');
  const lines = items
    .filter((item) => quantities[item.line_no] > 0)
    .map((item) => ({ line_no: item.line_no, quantity: String(quantities[item.line_no]) }));
  const open = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/orders/{id}/returns', {
          params: { path: { id: order.id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { lines, reason, wish, note, iban: '' },
        }),
      ),
    onSuccess: onDone,
    ...changed(order.id),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <Stack gap="xs" mb="sm">
        {items.map((item) => (
          <Group key={item.line_no} gap="xs" align="flex-end">
            <NumberInput
              label={item.name}
              description={
                item.withdrawal_until ? texts.withdrawalUntil(weekday(item.withdrawal_until)) : texts.noWithdrawal
              }
              w={320}
              min={0}
              max={Number(item.left)}
              value={quantities[item.line_no] ?? 0}
              onChange={(value) => setQuantities({ ...quantities, [item.line_no]: Number(value) })}
            />
          </Group>
        ))}
        <Group gap="xs" align="flex-end">
          <Select
            label={commonTexts.reason}
            w={220}
            allowDeselect={false}
            value={reason}
            data={reasons.map((each) => ({ value: each, label: commonTexts.returnReasons[each] }))}
            onChange={(value) => setReason(value as typeof reason)}
          />
          <Select
            label={texts.wants}
            w={160}
            allowDeselect={false}
            value={wish}
            data={(['money', 'replacement', 'repair'] as const).map((each) => ({
              value: each,
              label: texts.returnWishes[each],
            }))}
            onChange={(value) => setWish(value as typeof wish)}
          />
          <TextInput label={commonTexts.note} w={260} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          <Button type="submit" loading={open.isPending} disabled={lines.length === 0}>
            {texts.openReturn}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {commonTexts.giveUp}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
