import { Button, Card, Group, Select, Text, TextInput, Title } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../common/api';
import { isZero, kilograms, money, time } from '../../common/format';
import { t } from '../../common/texts/admin';
import { AskReason } from '../parts/ask_reason';
import { Copy } from '../parts/words';
import { useMay } from '../session';
import type { Order, OrderActions } from './actions';

type Stage = Schemas['ShipmentView']['stage'];

/** What a person can say of a parcel that nobody tracks. */
const sayable: Stage[] = ['picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'refused', 'returning', 'returned', 'lost'];

/** The courier cannot be asked whether it has the parcel: a person has looked on its own list. */
function Settle({ shipment, actions }: { shipment: Schemas['ShipmentView']; actions: OrderActions }) {
  const [number, setNumber] = useState('');
  const settle = (awb_number: string) => actions.settle.mutate({ shipment: shipment.id, awb_number });
  return (
    <form onSubmit={(event) => { event.preventDefault(); settle(number.trim()); }}>
      <Group gap="xs" mt="xs" align="flex-end">
        <TextInput label={t.awbOnCouriersList} required value={number} onChange={(e) => setNumber(e.currentTarget.value)} />
        <Button type="submit" loading={actions.settle.isPending}>{t.itIsThere}</Button>
        <Button variant="default" loading={actions.settle.isPending} onClick={() => settle('')}>{t.itIsNotThere}</Button>
      </Group>
    </form>
  );
}

function Shipment({ shipment, actions, onCancel }: { shipment: Schemas['ShipmentView']; actions: OrderActions; onCancel: () => void }) {
  const registered = shipment.state === 'registered';
  const may = useMay();
  return (
    <div>
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={600}>{shipment.awb_number ? `${shipment.title} · AWB ${shipment.awb_number}` : shipment.title}</Text>
          {shipment.awb_number && <Copy text={shipment.awb_number} />}
          <Text size="sm" c="dimmed">
            {registered ? t.shipmentStages[shipment.stage] : t.shipmentStates[shipment.state]} · {t.parcels(shipment.parcels)} · {kilograms(shipment.weight_g)}
            {!isZero(shipment.cash) && ` · ${t.cashToCollect} ${money(shipment.cash)}`}
            {!isZero(shipment.tariff) && ` · ${t.cost} ${money(shipment.tariff)}`}
          </Text>
        </Group>
        {registered && (
          <Group gap="xs">
            {shipment.labels.map((format) => (
              <Button key={format} variant="default" component="a" target="_blank" leftSection={<IconPrinter size={14} />}
                href={`/api/v1/shipments/${shipment.id}/${format === 'zpl' ? 'label.zpl' : `label.pdf?format=${format}`}`}>{format.toUpperCase()}</Button>
            ))}
            {shipment.tracks
              ? <Button variant="default" leftSection={<IconRefresh size={14} />} loading={actions.track.isPending} onClick={() => actions.track.mutate(shipment.id)}>{t.trackNow}</Button>
              : may('shipments.send') && (
                <Select aria-label={t.whereIsParcel} placeholder={t.whereIsParcel} w={190} value={null} disabled={actions.sayStage.isPending}
                  data={sayable.map((stage) => ({ value: stage, label: t.shipmentStages[stage] }))}
                  onChange={(stage) => stage && actions.sayStage.mutate({ shipment: shipment.id, stage: stage as Stage })} />
              )}
            {may('shipments.send') && shipment.stage === 'registered' && <Button variant="default" c="var(--danger)" onClick={onCancel}>{t.cancelAwb}</Button>}
          </Group>
        )}
      </Group>
      {shipment.error && <Text size="sm" className="negative">{shipment.error}</Text>}
      {shipment.state === 'unclear' && !shipment.finds && may('shipments.send') && <Settle shipment={shipment} actions={actions} />}
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
