// Where parcels leave from beside the seat, and how much longer the roads between counties are.

import { ActionIcon, Button, Card, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../common/api';
import { t } from '../../common/texts/admin';
import { PlaceInput } from '../parts/place_input';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../session';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

export function Roads() {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return <RoadsForm key={query.data.version} shop={query.data} />;
}

function RoadsForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { warehouses: shop.settings.warehouses, road_factors: shop.settings.road_factors }, stale: ['shop'],
    save: (settings) => saveShop(shop, { settings }),
  });
  const { warehouses, road_factors } = form.value;
  const house = (at: number, part: Partial<Schemas['Warehouse']>) => form.set({ warehouses: warehouses.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  const road = (at: number, part: Partial<Schemas['RoadFactor']>) => form.set({ road_factors: road_factors.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  return (
    <Card>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          <Title order={2}>{t.warehouses}</Title>
          <Text size="sm" c="dimmed">{t.warehousesHint}</Text>
          {warehouses.map((each, i) => (
            <Group key={i} gap="xs" align="flex-end">
              <TextInput label={t.name} readOnly={readOnly} value={each.name} onChange={(e) => house(i, { name: e.currentTarget.value })} />
              <PlaceInput label={t.locality} initial={each.locality} onPick={(place) => house(i, { siruta: place.siruta, locality: `${place.name} (${place.county_name})` })} />
              {!readOnly && <ActionIcon color="gray" aria-label={`${t.remove} ${each.name}`} onClick={() => form.set({ warehouses: warehouses.filter((_, j) => i !== j) })}><IconTrash size={16} /></ActionIcon>}
            </Group>
          ))}
          {!readOnly && <Button variant="subtle" w="fit-content" onClick={() => form.set({ warehouses: [...warehouses, { name: '', siruta: 0, locality: '' }] })}>{t.addWarehouse}</Button>}
          <Title order={2}>{t.roads}</Title>
          <Text size="sm" c="dimmed">{t.roadsHint}</Text>
          {road_factors.map((each, i) => (
            <Group key={i} gap="xs" align="flex-end">
              <TextInput label={t.fromCounty} w={120} readOnly={readOnly} value={each.from} onChange={(e) => road(i, { from: e.currentTarget.value.toUpperCase().trim() })} />
              <TextInput label={t.toCounty} w={120} readOnly={readOnly} value={each.to} onChange={(e) => road(i, { to: e.currentTarget.value.toUpperCase().trim() })} />
              <NumberInput label={t.roadFactor} w={150} min={100} max={400} allowDecimal={false} readOnly={readOnly} value={each.percent} onChange={(percent) => road(i, { percent: Number(percent) })} />
              {!readOnly && <ActionIcon color="gray" aria-label={`${t.remove} ${each.from} ${each.to}`} onClick={() => form.set({ road_factors: road_factors.filter((_, j) => i !== j) })}><IconTrash size={16} /></ActionIcon>}
            </Group>
          ))}
          {!readOnly && <Button variant="subtle" w="fit-content" onClick={() => form.set({ road_factors: [...road_factors, { from: '', to: '', percent: 130 }] })}>{t.addRoad}</Button>}
          {!readOnly && <FormFoot form={form} />}
        </Stack>
      </form>
    </Card>
  );
}
