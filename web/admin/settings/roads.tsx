// Where parcels leave from beside the seat, how long the roads are that were measured, and how much longer those between counties are.

import { ActionIcon, Button, Card, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/settings/delivery';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { api, queryClient } from '../frame/client';
import { PlaceInput } from '../parts/place_input';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

export function Roads() {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <RoadsForm key={query.data.version} shop={query.data} />
      <KnownRoads />
    </Stack>
  );
}

function RoadsForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { warehouses: shop.settings.warehouses, road_factors: shop.settings.road_factors },
    stale: ['shop'],
    save: (settings) => saveShop(shop, { settings }),
  });
  const { warehouses, road_factors } = form.value;
  const house = (at: number, part: Partial<Schemas['Warehouse']>) =>
    form.set({ warehouses: warehouses.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  const road = (at: number, part: Partial<Schemas['RoadFactor']>) =>
    form.set({ road_factors: road_factors.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  return (
    <Card>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          <Title order={2}>{texts.warehouses}</Title>
          <Text size="sm" c="dimmed">
            {texts.warehousesHint}
          </Text>
          {warehouses.map((each, i) => (
            <Stack key={i} gap={4}>
              <Group gap="xs" align="flex-end">
                <TextInput
                  label={commonTexts.name}
                  required
                  readOnly={readOnly}
                  value={each.name}
                  onChange={(e) => house(i, { name: e.currentTarget.value })}
                />
                <PlaceInput
                  label={commonTexts.locality}
                  initial={each.locality}
                  onPick={(place) =>
                    house(i, { siruta: place.siruta, locality: `${place.name} (${place.county_name})` })
                  }
                />
                {!readOnly && (
                  <ActionIcon
                    color="gray"
                    aria-label={`${commonTexts.remove} ${each.name}`}
                    onClick={() => form.set({ warehouses: warehouses.filter((_, j) => i !== j) })}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                )}
              </Group>
              <AtCouriers house={each} readOnly={readOnly} onChange={(at_couriers) => house(i, { at_couriers })} />
            </Stack>
          ))}
          {!readOnly && (
            <Button
              variant="subtle"
              w="fit-content"
              onClick={() =>
                form.set({ warehouses: [...warehouses, { name: '', siruta: 0, locality: '', at_couriers: [] }] })
              }
            >
              {texts.addWarehouse}
            </Button>
          )}
          <Title order={2}>{texts.roads}</Title>
          <Text size="sm" c="dimmed">
            {texts.roadsHint}
          </Text>
          {road_factors.map((each, i) => (
            <Group key={i} gap="xs" align="flex-end">
              <TextInput
                label={texts.fromCounty}
                w={120}
                readOnly={readOnly}
                value={each.from}
                onChange={(e) => road(i, { from: e.currentTarget.value.toUpperCase().trim() })}
              />
              <TextInput
                label={texts.toCounty}
                w={120}
                readOnly={readOnly}
                value={each.to}
                onChange={(e) => road(i, { to: e.currentTarget.value.toUpperCase().trim() })}
              />
              <NumberInput
                label={texts.roadFactor}
                w={150}
                min={100}
                max={400}
                allowDecimal={false}
                readOnly={readOnly}
                value={each.percent}
                onChange={(percent) => road(i, { percent: Number(percent) })}
              />
              {!readOnly && (
                <ActionIcon
                  color="gray"
                  aria-label={`${commonTexts.remove} ${each.from} ${each.to}`}
                  onClick={() => form.set({ road_factors: road_factors.filter((_, j) => i !== j) })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
          ))}
          {!readOnly && (
            <Button
              variant="subtle"
              w="fit-content"
              onClick={() => form.set({ road_factors: [...road_factors, { from: '', to: '', percent: 130 }] })}
            >
              {texts.addRoad}
            </Button>
          )}
          {!readOnly && <FormFoot form={form} />}
        </Stack>
      </form>
    </Card>
  );
}

/** What couriers know a warehouse by: a pick-up point, a client number. */
function AtCouriers({
  house,
  readOnly,
  onChange,
}: {
  house: Schemas['Warehouse'];
  readOnly: boolean;
  onChange: (at: Schemas['WarehouseAtCourier'][]) => void;
}) {
  const couriers =
    useQuery({ queryKey: ['couriers'], queryFn: () => take(api.GET('/api/v1/couriers')) }).data?.items ?? [];
  // Who signs in is the same everywhere.
  const placesIn = (traits: Schemas['CourierTraits']) =>
    traits.credentials.filter((field) => !field.secret && !field.name.includes('user')).map((field) => field.name);
  const withAccount = couriers.filter(({ traits }) => placesIn(traits).length > 0);
  const valuesOf = (courier: string) =>
    withAccount.filter(({ traits }) => traits.name === courier).flatMap(({ traits }) => placesIn(traits));
  const change = (at: number, part: Partial<Schemas['WarehouseAtCourier']>) =>
    onChange(house.at_couriers.map((each, i) => (i === at ? { ...each, ...part } : each)));
  return (
    <Stack gap={4} pl="lg">
      {house.at_couriers.map((each, i) => (
        <Group key={i} gap="xs" align="flex-end">
          <Select
            label={commonTexts.courier}
            w={170}
            allowDeselect={false}
            readOnly={readOnly}
            value={each.courier || null}
            data={withAccount.map(({ traits }) => ({ value: traits.name, label: traits.title }))}
            onChange={(courier) => courier && change(i, { courier, credential: valuesOf(courier)[0] ?? '' })}
          />
          <Select
            label={texts.accountValue}
            w={190}
            allowDeselect={false}
            readOnly={readOnly}
            value={each.credential || null}
            data={valuesOf(each.courier).map((name) => ({
              value: name,
              label: labelOf(partnerTexts.credentials, name),
            }))}
            onChange={(credential) => credential && change(i, { credential })}
          />
          <TextInput
            label={texts.codeThere}
            w={170}
            readOnly={readOnly}
            value={each.value}
            onChange={(e) => change(i, { value: e.currentTarget.value })}
          />
          {!readOnly && (
            <ActionIcon
              color="gray"
              aria-label={`${commonTexts.remove} ${each.courier}`}
              onClick={() => onChange(house.at_couriers.filter((_, j) => i !== j))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button
          size="compact-sm"
          variant="subtle"
          w="fit-content"
          onClick={() => onChange([...house.at_couriers, { courier: '', credential: '', value: '' }])}
        >
          {texts.addAtCourier}
        </Button>
      )}
    </Stack>
  );
}

function KnownRoads() {
  const readOnly = !useMay()('settings.edit');
  const query = useQuery({ queryKey: ['roads'], queryFn: () => take(api.GET('/api/v1/roads')) });
  const kept = (roads: Schemas['Roads']) => queryClient.setQueryData(['roads'], roads);
  const [ends, setEnds] = useState({ from_siruta: 0, to_siruta: 0 });
  const [km, setKm] = useState<number>();
  const [round, setRound] = useState(0);
  const note = useMutation({
    mutationFn: () => take(api.PUT('/api/v1/roads', { body: { ...ends, km: km ?? 0 } })),
    onSuccess: (roads) => {
      kept(roads);
      setEnds({ from_siruta: 0, to_siruta: 0 });
      setKm(undefined);
      setRound(round + 1);
    },
  });
  const forget = useMutation({
    mutationFn: (road: { from_siruta: number; to_siruta: number }) =>
      take(api.POST('/api/v1/roads/forget', { body: road })),
    onSuccess: kept,
  });
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          note.mutate();
        }}
      >
        <Stack gap="xs">
          <Title order={2}>{texts.knownRoads}</Title>
          <Text size="sm" c="dimmed">
            {texts.knownRoadsHint}
          </Text>
          {query.data.learned.map((each) => (
            <Text key={each.from + each.to} size="sm">
              {texts.learnedFactor(each.from, each.to, each.percent, each.roads)}
            </Text>
          ))}
          {query.data.items.map((road) => (
            <Group key={`${road.from_siruta}-${road.to_siruta}`} gap="xs">
              <Text size="sm">
                {road.from} – {road.to}: {Math.round(road.metres / 1000)} km
              </Text>
              {road.driven && (
                <Text size="sm" c="dimmed">
                  {texts.roadDriven}
                </Text>
              )}
              {!readOnly && (
                <ActionIcon
                  color="gray"
                  aria-label={`${commonTexts.remove} ${road.from} – ${road.to}`}
                  onClick={() => forget.mutate({ from_siruta: road.from_siruta, to_siruta: road.to_siruta })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
          ))}
          {!readOnly && (
            <Group key={round} gap="xs" align="flex-end">
              <PlaceInput label={texts.fromPlace} onPick={({ siruta }) => setEnds({ ...ends, from_siruta: siruta })} />
              <PlaceInput label={texts.toPlace} onPick={({ siruta }) => setEnds({ ...ends, to_siruta: siruta })} />
              <NumberInput
                label="km"
                w={100}
                min={1}
                max={2000}
                allowDecimal={false}
                value={km ?? ''}
                onChange={(value) => setKm(Number(value) || undefined)}
              />
              <Button
                type="submit"
                variant="default"
                loading={note.isPending}
                disabled={!ends.from_siruta || !ends.to_siruta || !km}
              >
                {texts.noteRoad}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}
