// The one button that fits the stage of the order, and what blocks it.

import { Alert, Button, Card, Group, Loader, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Problem, type Schemas } from '../../common/api';
import { isZero, money } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/orders/order';
import { AskReason } from '../parts/ask_reason';
import { useMay } from '../frame/session';
import type { Order, OrderActions } from './actions';

interface Props {
  order: Order;
  actions: OrderActions;
}

/** The status of a stage that may follow now. */
function next(order: Order, ...stages: string[]) {
  return order.next_statuses.find((status) => stages.includes(status.stage));
}

/** Where the order stands on the axis that a status belongs to. */
export function currentOf(order: Order, to: Schemas['StatusRef']) {
  const { order: own, payment, delivery } = order.statuses;
  return [own, payment, delivery].find((status) => status.axis === to.axis)!;
}

function liveShipment(order: Order) {
  return order.shipments.find((each) => each.state !== 'cancelled');
}

function Step({ order, actions }: Props) {
  const stage = order.statuses.order.stage;
  const delivery = order.statuses.delivery.stage;
  const shipment = liveShipment(order);
  if (stage === 'cancelled') return <Text>{texts.cancelledWords}</Text>;
  if (stage === 'completed') return <Text>{texts.completedWords}</Text>;

  const start = next(order, 'in_progress');
  if (['new', 'waiting'].includes(stage) && start)
    return (
      <Button
        size="sm"
        loading={actions.changeStatus.isPending}
        onClick={() => actions.changeStatus.mutate({ to: start, from: currentOf(order, start) })}
      >
        {texts.take}
      </Button>
    );

  if (order.by_courier && ['none', 'preparing'].includes(delivery)) {
    if (!shipment)
      return (
        <Button size="sm" loading={actions.send.isPending} onClick={() => actions.send.mutate(undefined)}>
          {texts.send}
        </Button>
      );
    if (shipment.state === 'requested' || shipment.state === 'sending')
      return (
        <Group gap="xs">
          <Loader size="xs" />
          <Text>{texts.sending}</Text>
        </Group>
      );
    if (shipment.state === 'failed' || shipment.state === 'unclear')
      return (
        <>
          <Text className="negative">{shipment.error || texts.unclear}</Text>
          {(shipment.state === 'failed' || shipment.finds) && (
            <Button size="sm" loading={actions.retry.isPending} onClick={() => actions.retry.mutate(shipment.id)}>
              {texts.retrySending}
            </Button>
          )}
        </>
      );
    return (
      <Group gap="xs">
        <Button size="sm" component="a" target="_blank" href={`/api/v1/shipments/${shipment.id}/label.pdf?format=a6`}>
          {texts.printAwb}
        </Button>
        <Button
          size="sm"
          variant="default"
          component="a"
          target="_blank"
          href={`/api/v1/shipments/${shipment.id}/label.pdf?format=a4`}
        >
          {texts.printAwbA4}
        </Button>
        <Text c="dimmed">AWB {shipment.awb_number}</Text>
      </Group>
    );
  }
  const delivered = next(order, 'delivered');
  if (!order.by_courier && delivery !== 'delivered' && delivered)
    return (
      <Button
        size="sm"
        loading={actions.changeStatus.isPending}
        onClick={() => actions.changeStatus.mutate({ to: delivered, from: currentOf(order, delivered) })}
      >
        {texts.handOver}
      </Button>
    );
  if (['handed_over', 'in_transit'].includes(delivery)) return <Text>{texts.waitingDelivery}</Text>;
  if (!isZero(order.due))
    return (
      <Button
        size="sm"
        loading={actions.pay.isPending}
        onClick={() => actions.pay.mutate({ amount: order.due, reference: '' })}
      >
        {texts.receivePayment} · {money(order.due)}
      </Button>
    );
  const complete = next(order, 'completed');
  if (complete && delivery === 'delivered' && (!order.held || order.released))
    return (
      <Button
        size="sm"
        loading={actions.changeStatus.isPending}
        onClick={() => actions.changeStatus.mutate({ to: complete, from: currentOf(order, complete) })}
      >
        {texts.complete}
      </Button>
    );
  return <Text>{order.held && !order.released ? texts.blocked : texts.nothingToDo}</Text>;
}

export function NextStep({ order, actions, onMend }: Props & { onMend: () => void }) {
  const may = useMay();
  const [releasing, setReleasing] = useState(false);
  const blocked = order.held && !order.released;
  const done = order.statuses.order.stage === 'completed';
  // What the courier will not take is mended in the order, and then sent again.
  const refused =
    actions.send.error instanceof Problem && /^(customer|delivery_address)\./.test(actions.send.error.field ?? '')
      ? actions.send.error
      : undefined;
  const failed = liveShipment(order)?.state === 'failed' && !done;
  const mend = refused
    ? texts.courierNeeds(labelOf(texts.addressFields, refused.field!))
    : failed
      ? texts.mendAndRetry
      : undefined;
  return (
    <>
      {blocked && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
          <Group justify="space-between">
            <Text c="var(--mantine-color-text)">{texts.heldSentence(money(order.net_profit).replace('−', ''))}</Text>
            {may('orders.release_loss') && (
              <Button color="red.9" onClick={() => setReleasing(true)}>
                {texts.release}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {order.released && !done && (
        <Alert color="orange" variant="light">
          <Text c="var(--mantine-color-text)">{texts.releasedSentence}</Text>
        </Alert>
      )}
      <Card className="next" data-colour={blocked ? 'red' : done ? 'green' : 'blue'}>
        <Group justify="space-between">
          <Title order={2}>{texts.nextStep}</Title>
          <Group gap="sm" data-testid="next-step">
            <Step order={order} actions={actions} />
          </Group>
        </Group>
        {mend && (
          <Group justify="space-between" mt="xs">
            <Text size="sm" className="negative" role="alert">
              {mend}
            </Text>
            {may('orders.edit') && (
              <Button variant="default" leftSection={<IconPencil size={14} />} onClick={onMend}>
                {texts.mendOrder}
              </Button>
            )}
          </Group>
        )}
      </Card>
      <AskReason
        title={texts.releaseTitle}
        colour="red.9"
        opened={releasing}
        pending={actions.release.isPending}
        onClose={() => setReleasing(false)}
        onConfirm={(reason) => actions.release.mutate(reason, { onSettled: () => setReleasing(false) })}
      />
    </>
  );
}
