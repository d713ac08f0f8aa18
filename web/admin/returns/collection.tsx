// The courier's parcel of a return: called for, followed, printed, called off.

import { Button, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { b } from '../../common/texts/returns';
import { api, wordsOf } from '../frame/client';
import { useMay } from '../frame/session';
import { changed } from './changed';

type Return = Schemas['ReturnView'];

export function Collections({ rma }: { rma: Return }) {
  return (
    <>
      {rma.collections
        .filter((each) => each.state !== 'cancelled')
        .map((each) => (
          <Parcel key={each.id} rma={rma} parcel={each} />
        ))}
    </>
  );
}

function Parcel({ rma, parcel }: { rma: Return; parcel: Schemas['CollectionView'] }) {
  const may = useMay()('shipments.send');
  const path = { params: { path: { id: parcel.id } } };
  const track = useMutation({
    mutationFn: () => take(api.POST('/api/v1/shipments/{id}/track', { ...path, body: {} })),
    ...changed(rma.order_id),
  });
  const retry = useMutation({
    mutationFn: () => take(api.POST('/api/v1/shipments/{id}/retry', { ...path, body: {} })),
    ...changed(rma.order_id),
  });
  const cancel = useMutation({
    mutationFn: () => take(api.POST('/api/v1/shipments/{id}/cancel', { ...path, body: { reason: '' } })),
    ...changed(rma.order_id),
  });
  const registered = parcel.state === 'registered';
  return (
    <Group gap="xs" data-testid="collection">
      <Text size="sm">
        {parcel.title}
        {parcel.awb_number && ` · AWB ${parcel.awb_number}`} ·{' '}
        {registered ? t.shipmentStages[parcel.stage] : t.shipmentStates[parcel.state]}
        {parcel.error && <span className="negative"> {parcel.error}</span>}
      </Text>
      {registered && (
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          target="_blank"
          href={`/api/v1/shipments/${parcel.id}/label.pdf?format=a4`}
        >
          {b.label}
        </Button>
      )}
      {registered && (
        <Button size="compact-sm" variant="default" loading={track.isPending} onClick={() => track.mutate()}>
          {b.trackNow}
        </Button>
      )}
      {may && ['failed', 'unclear'].includes(parcel.state) && (
        <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate()}>
          {b.sendAgain}
        </Button>
      )}
      {may && (parcel.state === 'failed' || (registered && parcel.stage === 'registered')) && (
        <Button
          size="compact-sm"
          variant="default"
          c="var(--danger)"
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {b.cancelAwb}
        </Button>
      )}
    </Group>
  );
}

export function CallCourier({ rma, onClose }: { rma: Return; onClose: () => void }) {
  const couriers =
    useQuery({ queryKey: ['couriers'], queryFn: () => take(api.GET('/api/v1/couriers')) }).data?.items ?? [];
  const [courier, setCourier] = useState<string | null>(null);
  const [parcels, setParcels] = useState(1);
  const [note, setNote] = useState('');
  const call = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/returns/{id}/collect', {
          params: { path: { id: rma.id } },
          body: { courier: courier ?? '', parcels, note },
        }),
      ),
    onSuccess: onClose,
    ...changed(rma.order_id),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${b.callCourierTitle} · RMA ${rma.number}`}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          call.mutate();
        }}
      >
        <Stack gap="sm">
          <Select
            label={b.courier}
            clearable
            placeholder={b.asItCame}
            value={courier}
            onChange={setCourier}
            data={couriers.map(({ traits }) => ({ value: traits.name, label: traits.title }))}
          />
          <NumberInput
            label={b.parcels}
            min={1}
            max={50}
            allowDecimal={false}
            value={parcels}
            onChange={(value) => setParcels(Number(value) || 1)}
          />
          <TextInput label={b.noteToCourier} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          <Text size="sm" c="dimmed">
            {b.collectHint}
          </Text>
          {call.isError && (
            <Text size="sm" className="negative" role="alert">
              {wordsOf(call.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.giveUp}
            </Button>
            <Button type="submit" loading={call.isPending}>
              {b.callCourier}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
