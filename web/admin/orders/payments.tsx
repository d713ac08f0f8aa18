// The money of an order: every payment with what was said and done, and what may be done now.

import { Badge, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconCopy, IconCreditCardRefund } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { isZero, time } from '../../common/format';
import type { PaymentState } from '../../common/codes';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts } from '../../common/texts/admin/orders/payments';
import { api, queryClient, tell } from '../frame/client';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { type Order, refresh } from './actions';
import { RefundDialog } from './refund';

type Payment = Schemas['PaymentView'];

const colours: Record<PaymentState, string> = {
  pending: 'amber',
  authorised: 'blue',
  paid: 'green',
  partly_refunded: 'grey',
  refunded: 'grey',
  failed: 'red',
  disputed: 'red',
};

const paymentQuery = (id: string) => ({
  queryKey: ['payment', id],
  queryFn: () => take(api.GET('/api/v1/payments/{id}', { params: { path: { id } } })),
});

export function PaymentsCard({ order }: { order: Order }) {
  const may = useMay();
  if (order.payments.length === 0 && isZero(order.due)) return null;
  return (
    <Card>
      <Group justify="space-between">
        <Title order={2} mb="xs">
          {orderTexts.payments}
        </Title>
        {may('payments.edit') && !isZero(order.due) && order.statuses.order.stage !== 'cancelled' && (
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            onClick={() =>
              void navigator.clipboard.writeText(`${order.buyer_link}#pay`).then(() => tell(texts.linkCopied))
            }
          >
            {texts.paymentLink}
          </Button>
        )}
      </Group>
      {order.payments.length === 0 && (
        <Text size="sm" c="dimmed">
          {texts.noPayments}
        </Text>
      )}
      <Stack gap="xs">
        {order.payments.map((payment) => (
          <PaymentRow key={payment.id} payment={payment} order={order} />
        ))}
      </Stack>
    </Card>
  );
}

function PaymentRow({ payment, order }: { payment: Order['payments'][number]; order: Order }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="payment">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <strong>{payment.method_name}</strong>
          <span className="chip" data-colour={colours[payment.state]}>
            {texts.paymentStates[payment.state]}
          </span>
          <Amount value={payment.amount} />
          {!isZero(payment.refunded) && (
            <Text size="sm" c="dimmed">
              {texts.refundedSoFar} <Amount value={payment.refunded} />
            </Text>
          )}
        </Group>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {time(payment.settled_at ?? payment.created_at)}
            {payment.reference && ` · ${payment.reference}`}
          </Text>
          <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? commonTexts.hideDetails : texts.details}
          </Button>
        </Group>
      </Group>
      {payment.error && (
        <Text size="sm" c="var(--danger)">
          {payment.error}
        </Text>
      )}
      {open && <Details id={payment.id} order={order} />}
    </div>
  );
}

/** What may be done now; each answer is the payment as it is then. */
function usePaymentActions(payment: Payment, order: Order) {
  const path = { id: payment.id };
  const after = {
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['payment', payment.id] });
      void refresh(order.id);
    },
  };
  return {
    capture: useMutation({
      mutationFn: () => take(api.POST('/api/v1/payments/{id}/capture', { params: { path }, body: {} })),
      ...after,
    }),
    free: useMutation({
      mutationFn: () => take(api.POST('/api/v1/payments/{id}/void', { params: { path }, body: {} })),
      ...after,
    }),
    poll: useMutation({
      mutationFn: () => take(api.POST('/api/v1/payments/{id}/poll', { params: { path } })),
      ...after,
    }),
    settle: useMutation({
      mutationFn: (input: { operation: string; happened: boolean }) =>
        take(
          api.POST('/api/v1/payment-operations/{id}/settle', {
            params: { path: { id: input.operation } },
            body: { happened: input.happened, reason: texts.seenAtProcessor },
          }),
        ),
      ...after,
    }),
  };
}

function Details({ id, order }: { id: string; order: Order }) {
  const query = useQuery(paymentQuery(id));
  if (query.isPending)
    return (
      <Text size="sm" aria-busy="true">
        {commonTexts.loading}
      </Text>
    );
  if (query.isError)
    return (
      <Text size="sm" c="var(--danger)">
        {query.error.message}
      </Text>
    );
  return <History payment={query.data} order={order} />;
}

function History({ payment, order }: { payment: Payment; order: Order }) {
  const may = useMay()('payments.edit');
  const actions = usePaymentActions(payment, order);
  const [refunding, setRefunding] = useState(false);
  const { allowed } = payment;
  return (
    <Stack gap="xs" mt="xs">
      {may && (
        <Group gap="xs">
          {allowed.capture && (
            <Button loading={actions.capture.isPending} onClick={() => actions.capture.mutate()}>
              {texts.capture}
            </Button>
          )}
          {allowed.void && (
            <Button variant="default" loading={actions.free.isPending} onClick={() => actions.free.mutate()}>
              {texts.voidHold}
            </Button>
          )}
          {allowed.refund && (
            <Button
              variant="default"
              leftSection={<IconCreditCardRefund size={14} />}
              onClick={() => setRefunding(true)}
            >
              {texts.refund}
            </Button>
          )}
          {allowed.poll && (
            <Button variant="default" loading={actions.poll.isPending} onClick={() => actions.poll.mutate()}>
              {texts.askProcessor}
            </Button>
          )}
          {payment.processor && !allowed.refund && ['paid', 'partly_refunded'].includes(payment.state) && (
            <Text size="sm" c="dimmed">
              {texts.refundElsewhere}
            </Text>
          )}
        </Group>
      )}
      {payment.rate && (
        <Text size="sm">
          {texts.chargedIn} <Amount value={payment.charge} /> · {texts.bnrRate} {payment.rate}
        </Text>
      )}
      {payment.operations.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{commonTexts.kind}</th>
                <th className="num">{commonTexts.amount}</th>
                <th>{commonTexts.colStatus}</th>
                <th>{commonTexts.reason}</th>
                <th>{texts.by}</th>
                <th>{commonTexts.date}</th>
              </tr>
            </thead>
            <tbody>
              {payment.operations.map((each) => (
                <tr key={each.id}>
                  <td>{texts.operationKinds[each.kind]}</td>
                  <td className="num">
                    <Amount value={each.amount} />
                  </td>
                  <td>
                    {texts.operationStates[each.state]}
                    {each.error && (
                      <Text size="xs" c="var(--danger)">
                        {each.error}
                      </Text>
                    )}
                    {may && each.state === 'unclear' && (
                      <Group gap={4}>
                        <Button
                          variant="default"
                          onClick={() => actions.settle.mutate({ operation: each.id, happened: true })}
                        >
                          {texts.itHappened}
                        </Button>
                        <Button
                          variant="default"
                          onClick={() => actions.settle.mutate({ operation: each.id, happened: false })}
                        >
                          {texts.itDidNot}
                        </Button>
                      </Group>
                    )}
                  </td>
                  <td>{each.reason}</td>
                  <td>{each.actor}</td>
                  <td className="nowrap">{time(each.settled_at ?? each.created_at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {payment.events.map((each) => (
        <EventRow key={each.id} event={each} />
      ))}
      {payment.processor && payment.events.length === 0 && (
        <Text size="sm" c="dimmed">
          {texts.nothingHeard}
        </Text>
      )}
      {refunding && (
        <RefundDialog
          payment={payment}
          onClose={() => setRefunding(false)}
          onDone={() => {
            setRefunding(false);
            void queryClient.invalidateQueries({ queryKey: ['payment', payment.id] });
            void refresh(order.id);
          }}
        />
      )}
    </Stack>
  );
}

/** Something the processor said; its very text on a tap. */
export function EventRow({ event }: { event: Schemas['PaymentEventView'] }) {
  return (
    <details className="event">
      <summary>
        <span className="nowrap">{time(event.at)}</span> · {texts.eventSources[event.source]}:{' '}
        {texts.paymentNews[event.what]}
        {event.amount && (
          <>
            {' '}
            <Amount value={event.amount} />
          </>
        )}{' '}
        {event.verdict !== 'applied' && (
          <Badge variant="light" color={event.verdict === 'quarantined' ? 'red' : 'gray'}>
            {texts.verdicts[event.verdict]}
          </Badge>
        )}
        {event.words && <span className="muted"> {event.words}</span>}
      </summary>
      <Code block>{event.raw}</Code>
    </details>
  );
}
