import { Button, Card, Group, MultiSelect, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { isZero, kilograms, money, time } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts } from '../../common/texts/admin/orders/shipments';
import { api } from '../frame/client';
import { AskReason } from '../parts/ask_reason';
import { Copy } from '../parts/words';
import { useMay } from '../frame/session';
import type { Order, OrderActions } from './actions';

type Stage = Schemas['ShipmentView']['stage'];

/** What a person can say of a parcel that nobody tracks. */
const sayable: Stage[] = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'refused',
  'returning',
  'returned',
  'lost',
];

/** The courier cannot be asked whether it has the parcel: a person has looked on its own list. */
function Settle({ shipment, actions }: { shipment: Schemas['ShipmentView']; actions: OrderActions }) {
  const [number, setNumber] = useState('');
  const settle = (awb_number: string) => actions.settle.mutate({ shipment: shipment.id, awb_number });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        settle(number.trim());
      }}
    >
      <Group gap="xs" mt="xs" align="flex-end">
        <TextInput
          label={texts.awbOnCouriersList}
          required
          value={number}
          onChange={(e) => setNumber(e.currentTarget.value)}
        />
        <Button type="submit" loading={actions.settle.isPending}>
          {texts.itIsThere}
        </Button>
        <Button variant="default" loading={actions.settle.isPending} onClick={() => settle('')}>
          {texts.itIsNotThere}
        </Button>
      </Group>
    </form>
  );
}

function Shipment({
  order,
  shipment,
  actions,
  onCancel,
}: {
  order: Order;
  shipment: Schemas['ShipmentView'];
  actions: OrderActions;
  onCancel: () => void;
}) {
  const registered = shipment.state === 'registered';
  const [km, setKm] = useState<number>();
  const may = useMay();
  return (
    <div>
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={600}>
            {shipment.awb_number ? `${shipment.title} · AWB ${shipment.awb_number}` : shipment.title}
          </Text>
          {shipment.awb_number && <Copy text={shipment.awb_number} />}
          <Text size="sm" c="dimmed">
            {order.shipments.length > 1 && `${texts.part(shipment.part)} · `}
            {registered ? texts.shipmentStages[shipment.stage] : texts.shipmentStates[shipment.state]} ·{' '}
            {texts.parcels(shipment.parcels)} · {kilograms(shipment.weight_g)}
            {!isZero(shipment.cash) && ` · ${texts.cashToCollect} ${money(shipment.cash)}`}
            {!isZero(shipment.tariff) && ` · ${commonTexts.cost} ${money(shipment.tariff)}`}
          </Text>
        </Group>
        {registered && (
          <Group gap="xs">
            {shipment.labels.map((format) => (
              <Button
                key={format}
                variant="default"
                component="a"
                target="_blank"
                leftSection={<IconPrinter size={14} />}
                href={`/api/v1/shipments/${shipment.id}/${format === 'zpl' ? 'label.zpl' : `label.pdf?format=${format}`}`}
              >
                {format.toUpperCase()}
              </Button>
            ))}
            {shipment.tracks ? (
              <Button
                variant="default"
                leftSection={<IconRefresh size={14} />}
                loading={actions.track.isPending}
                onClick={() => actions.track.mutate(shipment.id)}
              >
                {texts.trackNow}
              </Button>
            ) : (
              may('shipments.send') && (
                <>
                  <NumberInput
                    aria-label={texts.roadKm}
                    placeholder="km"
                    w={80}
                    min={1}
                    max={2000}
                    allowDecimal={false}
                    value={km ?? ''}
                    onChange={(value) => setKm(Number(value) || undefined)}
                  />
                  <Select
                    aria-label={texts.whereIsParcel}
                    placeholder={texts.whereIsParcel}
                    w={190}
                    value={null}
                    disabled={actions.sayStage.isPending}
                    data={sayable.map((stage) => ({ value: stage, label: texts.shipmentStages[stage] }))}
                    onChange={(stage) =>
                      stage &&
                      actions.sayStage.mutate({
                        shipment: shipment.id,
                        stage: stage as Stage,
                        road_km: stage === 'delivered' ? km : undefined,
                      })
                    }
                  />
                </>
              )
            )}
            {may('shipments.send') && shipment.stage === 'registered' && (
              <Button variant="default" c="var(--danger)" onClick={onCancel}>
                {texts.cancelAwb}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {order.shipments.length > 1 && shipment.lines.length > 0 && (
        <Text size="sm" c="dimmed">
          {shipment.lines
            .map(
              ({ line_no, quantity }) =>
                `${quantity} × ${order.lines.find((line) => line.line_no === line_no)?.name ?? line_no}`,
            )
            .join(', ')}
        </Text>
      )}
      {shipment.error && (
        <Text size="sm" className="negative">
          {shipment.error}
        </Text>
      )}
      {shipment.state === 'unclear' && !shipment.finds && may('shipments.send') && (
        <Settle shipment={shipment} actions={actions} />
      )}
      <ul className="timeline">
        {[...shipment.tracking].reverse().map((event) => (
          <li key={event.seq}>
            {event.text}
            {event.place && `, ${event.place}`} <span className="muted">{time(event.at)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Some of the goods go now, the rest later; also with another courier or with options. */
function SendPart({ order, actions }: { order: Order; actions: OrderActions }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const [quantities, setQuantities] = useState<Record<number, string>>({});
  const [courier, setCourier] = useState<string | null>(null);
  const [options, setOptions] = useState<string[]>([]);
  const [parcels, setParcels] = useState<number>();
  const couriers =
    useQuery({ queryKey: ['couriers'], queryFn: () => take(api.GET('/api/v1/couriers')), enabled: open }).data?.items ??
    [];
  if (!may('shipments.send')) return null;
  if (!open)
    return (
      <div>
        <Button mb="xs" size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {texts.sendPart}
        </Button>
      </div>
    );
  const offered = couriers.find(({ traits }) => traits.name === courier)?.traits.options ?? [
    ...new Set(couriers.flatMap(({ traits }) => traits.options)),
  ];
  const lines = order.left_to_send
    .map((left) => ({ line_no: left.line_no, quantity: (quantities[left.line_no] ?? left.quantity).replace(',', '.') }))
    .filter(({ quantity }) => Number(quantity) > 0);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        actions.sendPart.mutate(
          {
            lines,
            ...(parcels ? { parcels } : {}),
            ...(courier ? { courier } : {}),
            options: options as Schemas['CourierTraits']['options'],
          },
          {
            onSuccess: () => {
              setOpen(false);
              setQuantities({});
            },
          },
        );
      }}
    >
      <Stack gap="xs" mb="sm">
        {order.left_to_send.map((left) => (
          <TextInput
            key={left.line_no}
            w={320}
            label={order.lines.find((line) => line.line_no === left.line_no)?.name}
            description={texts.leftToSend(left.quantity)}
            inputMode="decimal"
            value={quantities[left.line_no] ?? left.quantity}
            onChange={(e) => setQuantities({ ...quantities, [left.line_no]: e.currentTarget.value })}
          />
        ))}
        <Group gap="xs" align="flex-end">
          <NumberInput
            label={texts.parcelCount}
            placeholder={texts.asTheMethodSays}
            w={150}
            min={1}
            max={50}
            allowDecimal={false}
            value={parcels ?? ''}
            onChange={(value) => setParcels(Number(value) || undefined)}
          />
          <Select
            label={commonTexts.courier}
            w={200}
            clearable
            placeholder={texts.asTheMethodSays}
            value={courier}
            onChange={setCourier}
            data={couriers.map(({ traits }) => ({ value: traits.name, label: traits.title }))}
          />
          <MultiSelect
            label={texts.courierWishes}
            w={280}
            value={options}
            onChange={setOptions}
            data={offered.map((option) => ({ value: option, label: texts.courierOptionNames[option] }))}
          />
          <Button type="submit" loading={actions.sendPart.isPending} disabled={lines.length === 0}>
            {orderTexts.send}
          </Button>
          <Button variant="subtle" onClick={() => setOpen(false)}>
            {commonTexts.giveUp}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function ShipmentsCard({ order, actions }: { order: Order; actions: OrderActions }) {
  const [cancelling, setCancelling] = useState<string>();
  if (!order.by_courier && order.shipments.length === 0) return null;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.shipments}
      </Title>
      {order.shipments.length === 0 && <Text c="dimmed">{texts.noShipments}</Text>}
      {order.by_courier && order.left_to_send.length > 0 && <SendPart order={order} actions={actions} />}
      <div className="stack">
        {order.shipments.map((shipment) => (
          <Shipment
            key={shipment.id}
            order={order}
            shipment={shipment}
            actions={actions}
            onCancel={() => setCancelling(shipment.id)}
          />
        ))}
      </div>
      <AskReason
        title={texts.cancelAwbTitle}
        colour="red.9"
        opened={cancelling !== undefined}
        pending={actions.cancelShipment.isPending}
        onClose={() => setCancelling(undefined)}
        onConfirm={(reason) =>
          actions.cancelShipment.mutate(
            { shipment: cancelling!, reason },
            { onSettled: () => setCancelling(undefined) },
          )
        }
      />
    </Card>
  );
}
