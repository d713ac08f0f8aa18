import { Button, Card, Group, Text, Title } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../common/api';
import { isZero, kilograms, money, time } from '../../common/format';
import { t } from '../../common/texts/admin';
import { AskReason } from '../parts/ask_reason';
import { Copy } from '../parts/words';
import { useMay } from '../session';
import type { Order, OrderActions } from './actions';

function Shipment({ shipment, actions, onCancel }: { shipment: Schemas['ShipmentView']; actions: OrderActions; onCancel: () => void }) {
  const registered = shipment.state === 'registered';
  const may = useMay();
  return (
    <div>
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={600}>{shipment.awb_number ? `AWB ${shipment.awb_number}` : shipment.courier.toUpperCase()}</Text>
          {shipment.awb_number && <Copy text={shipment.awb_number} />}
          <Text size="sm" c="dimmed">
            {registered ? t.shipmentStages[shipment.stage] : t.shipmentStates[shipment.state]} · {t.parcels(shipment.parcels)} · {kilograms(shipment.weight_g)}
            {!isZero(shipment.cash) && ` · ${t.cashToCollect} ${money(shipment.cash)}`}
            {!isZero(shipment.tariff) && ` · ${t.cost} ${money(shipment.tariff)}`}
          </Text>
        </Group>
        {registered && (
          <Group gap="xs">
            <Button variant="default" component="a" target="_blank" leftSection={<IconPrinter size={14} />} href={`/api/v1/shipments/${shipment.id}/label.pdf?format=a6`}>A6</Button>
            <Button variant="default" component="a" target="_blank" leftSection={<IconPrinter size={14} />} href={`/api/v1/shipments/${shipment.id}/label.pdf?format=a4`}>A4</Button>
            <Button variant="default" leftSection={<IconRefresh size={14} />} loading={actions.track.isPending} onClick={() => actions.track.mutate(shipment.id)}>{t.trackNow}</Button>
            {may('shipments.send') && shipment.stage === 'registered' && <Button variant="default" c="var(--danger)" onClick={onCancel}>{t.cancelAwb}</Button>}
          </Group>
        )}
      </Group>
      {shipment.error && <Text size="sm" className="negative">{shipment.error}</Text>}
      <ul className="timeline">
        {[...shipment.tracking].reverse().map((event) => (
          <li key={event.seq}>{event.text}{event.place && `, ${event.place}`} <span className="muted">{time(event.at)}</span></li>
        ))}
      </ul>
    </div>
  );
}

export function ShipmentsCard({ order, actions }: { order: Order; actions: OrderActions }) {
  const [cancelling, setCancelling] = useState<string>();
  if (!order.by_courier && order.shipments.length === 0) return null;
  return (
    <Card>
      <Title order={2} mb="xs">{t.shipments}</Title>
      {order.shipments.length === 0 && <Text c="dimmed">{t.noShipments}</Text>}
      <div className="stack">
        {order.shipments.map((shipment) => (
          <Shipment key={shipment.id} shipment={shipment} actions={actions} onCancel={() => setCancelling(shipment.id)} />
        ))}
      </div>
      <AskReason title={t.cancelAwbTitle} colour="red.9" opened={cancelling !== undefined} pending={actions.cancelShipment.isPending}
        onClose={() => setCancelling(undefined)}
        onConfirm={(reason) => actions.cancelShipment.mutate({ shipment: cancelling!, reason }, { onSettled: () => setCancelling(undefined) })} />
    </Card>
  );
}
