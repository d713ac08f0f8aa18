// One screen tells the whole story of an order.

import { ActionIcon, Alert, Anchor, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconExternalLink, IconPencil } from '@tabler/icons-react';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { time } from '../../common/format';
import { texts as alertTexts } from '../../common/texts/admin/alerts';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { kindOf } from '../alerts/kind';
import { AskReason } from '../parts/ask_reason';
import { Broken, Loading } from '../parts/states';
import { StatusChip } from '../parts/words';
import { ReturnsCard } from '../returns/card';
import { ServiceCard } from '../service/card';
import { useMay } from '../frame/session';
import { orderQuery, useOrderActions } from './actions';
import { DocumentsCard } from './documents';
import { EditOrder } from './edit_order';
import { LinesCard } from './lines';
import { MessagesCard } from './messages';
import { neighbour } from './neighbours';
import { currentOf, NextStep } from './next_step';
import { PaymentsCard } from './payments';
import { ProfitCard } from './profit';
import { ShipmentsCard } from './shipments';
import { SideCards } from './side';
import { Timeline } from './timeline';
import { Watchers } from './watchers';

/** The order before or after this one in the list it was opened from. */
function Neighbour({ id, by }: { id: string; by: 1 | -1 }) {
  const navigate = useNavigate();
  const other = neighbour(id, by);
  const go = () => {
    if (other) void navigate({ to: '/orders/$id', params: { id: other } });
  };
  useHotkeys([[by < 0 ? '[' : ']', go]]);
  return (
    <ActionIcon
      size={24}
      color="gray"
      disabled={!other}
      onClick={go}
      title={by < 0 ? '[' : ']'}
      aria-label={by < 0 ? texts.newerOrder : texts.olderOrder}
    >
      {by < 0 ? <IconChevronUp size={15} /> : <IconChevronDown size={15} />}
    </ActionIcon>
  );
}

export function OrderPage() {
  const { id } = useParams({ from: '/shell/orders/$id' });
  const query = useQuery(orderQuery(id));
  const actions = useOrderActions(id);
  const may = useMay();
  const [cancelling, setCancelling] = useState(false);
  const [editing, setEditing] = useState(false);
  if (query.isError) return <Broken error={query.error} reset={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  const order = query.data;
  const closed = ['completed', 'cancelled'].includes(order.statuses.order.stage);

  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Anchor component={Link} to="/orders" size="sm">
              ← {pageTexts.orders}
            </Anchor>
            <Neighbour id={id} by={-1} />
            <Neighbour id={id} by={1} />
          </Group>
          <Group gap="md" mt={2}>
            <Title order={1}>{commonTexts.order(order.number)}</Title>
            <StatusChip status={order.statuses.order} />
            <StatusChip status={order.statuses.payment} />
            <StatusChip status={order.statuses.delivery} />
          </Group>
          <Group gap="sm">
            <Text size="sm" c="dimmed">
              {time(order.placed_at)}
            </Text>
            <Watchers id={id} />
          </Group>
        </div>
        <Group gap="xs">
          {may('orders.status') && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} />}>
                  {texts.changeStatus}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {order.next_statuses.length === 0 && <Menu.Item disabled>{texts.noTransition}</Menu.Item>}
                {order.next_statuses
                  .filter((status) => status.stage !== 'cancelled')
                  .map((status) => (
                    <Menu.Item
                      key={status.id}
                      onClick={() => actions.changeStatus.mutate({ to: status, from: currentOf(order, status) })}
                    >
                      <StatusChip status={status} />
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          )}
          {may('orders.edit') && !closed && (
            <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
              {texts.edit}
            </Button>
          )}
          <Button
            variant="default"
            component="a"
            href={order.buyer_link}
            target="_blank"
            leftSection={<IconExternalLink size={14} />}
          >
            {texts.buyerPage}
          </Button>
          {may('orders.edit') && !closed && (
            <Button variant="default" c="var(--danger)" onClick={() => setCancelling(true)}>
              {texts.cancelOrder}
            </Button>
          )}
        </Group>
      </Group>
      <div className="order">
        <div className="stack">
          {order.replaces && (
            <Alert color="blue" variant="light" py={6}>
              <Link className="link" to="/orders/$id" params={{ id: order.replaces.id }}>
                {texts.replacementFor(order.replaces.number)}
              </Link>
            </Alert>
          )}
          {order.replaced_by.map((other) => (
            <Alert key={other.id} color="blue" variant="light" py={6}>
              <Link className="link" to="/orders/$id" params={{ id: other.id }}>
                {texts.replacedBy(other.number)}
              </Link>
            </Alert>
          ))}
          {order.alerts
            .filter((alert) => alert.kind !== 'order_at_loss')
            .map((alert) => (
              <Alert key={alert.id} color="orange" variant="light" py={6}>
                {kindOf(alert.kind)}: {alert.details}
                {alert.assigned_to && ` (${alertTexts.takenBy(alert.assigned_to)})`}
              </Alert>
            ))}
          <NextStep order={order} actions={actions} onMend={() => setEditing(true)} />
          <LinesCard order={order} actions={actions} />
          <PaymentsCard order={order} />
          {may('profit.read') && <ProfitCard order={order} />}
          <ShipmentsCard order={order} actions={actions} />
          <ReturnsCard order={order} />
          <ServiceCard order={order} />
          <DocumentsCard order={order} actions={actions} />
          <MessagesCard order={order} actions={actions} />
        </div>
        <SideCards order={order} actions={actions} />
      </div>
      <Timeline order={order} />
      <AskReason
        title={texts.cancelOrderTitle}
        colour="red.9"
        opened={cancelling}
        pending={actions.cancel.isPending}
        onClose={() => setCancelling(false)}
        onConfirm={(reason) => actions.cancel.mutate(reason, { onSettled: () => setCancelling(false) })}
      />
      {editing && <EditOrder order={order} onClose={() => setEditing(false)} />}
    </Stack>
  );
}
