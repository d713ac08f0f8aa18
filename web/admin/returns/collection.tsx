// The courier's parcel of a return: called for, followed, printed, called off.

import { Button, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as shipmentTexts } from '../../common/texts/admin/orders/shipments';
import { texts } from '../../common/texts/admin/returns';
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
        {registered ? shipmentTexts.shipmentStages[parcel.stage] : shipmentTexts.shipmentStates[parcel.state]}
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
          {texts.label}
        </Button>
      )}
      {registered && (
        <Button size="compact-sm" variant="default" loading={track.isPending} onClick={() => track.mutate()}>
          {texts.trackNow}
        </Button>
      )}
      {may && ['failed', 'unclear'].includes(parcel.state) && (
        <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate()}>
          {texts.sendAgain}
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
          {texts.cancelAwb}
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
      title={`${texts.callCourierTitle} · RMA ${rma.number}`}
      closeButtonProps={{ 'aria-label': commonTexts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          call.mutate();
        }}
      >
        <Stack gap="sm">
          <Select
            label={texts.courier}
            clearable
            placeholder={texts.asItCame}
            value={courier}
            onChange={setCourier}
            data={couriers.map(({ traits }) => ({ value: traits.name, label: traits.title }))}
          />
          <NumberInput
            label={texts.parcels}
            min={1}
            max={50}
            allowDecimal={false}
            value={parcels}
            onChange={(value) => setParcels(Number(value) || 1)}
          />
          <TextInput label={texts.noteToCourier} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          <Text size="sm" c="dimmed">
            {texts.collectHint}
          </Text>
          {call.isError && (
            <Text size="sm" className="negative" role="alert">
              {wordsOf(call.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {commonTexts.giveUp}
            </Button>
            <Button type="submit" loading={call.isPending}>
              {texts.callCourier}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
