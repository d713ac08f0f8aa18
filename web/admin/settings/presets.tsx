// Published price lists of couriers, to begin a formula with.

import { Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { day, money } from '../../common/format';
import { texts } from '../../common/texts/admin/settings/delivery';
import { api } from '../frame/client';

type Formula = Schemas['DeliveryFormula'];
type Preset = Schemas['DeliveryPreset'];

/** What a list says takes its place; what is the shop's own (free delivery, zones, far places) stays. */
function startedFrom(formula: Formula, { formula: listed }: Preset): Formula {
  const { base, weight_bands, per_extra_kg, per_extra_10km, cm3_per_kg, weight_g_max, to_points } = listed;
  return {
    ...formula,
    base,
    weight_bands,
    per_extra_kg,
    per_extra_10km,
    cm3_per_kg,
    weight_g_max,
    to_points,
    quantity_bands: [],
    volume_bands: [],
    value_bands: [],
    distance_bands: [],
  };
}

export function Presets({
  formula,
  onPick,
}: {
  formula: Formula;
  onPick: (formula: Formula, courier: string) => void;
}) {
  const { data } = useQuery({
    queryKey: ['delivery-presets'],
    queryFn: () => take(api.GET('/api/v1/delivery-presets')),
  });
  const [picked, setPicked] = useState<Preset>();
  const titles = new Set(data?.items.map(({ courier }) => courier));
  if (!data?.items.length) return null;
  return (
    <Stack gap={4} mb="sm">
      <Select
        label={texts.presets}
        placeholder={texts.presetsHint}
        w={360}
        value={picked?.code ?? null}
        data={[...titles].map((courier) => ({
          group: courier.toUpperCase(),
          items: data.items
            .filter((each) => each.courier === courier)
            .map((each) => ({ value: each.code, label: each.name })),
        }))}
        onChange={(code) => {
          const preset = data.items.find((each) => each.code === code);
          setPicked(preset);
          if (preset) onPick(startedFrom(formula, preset), preset.courier);
        }}
      />
      {picked && (
        <Text size="sm" c="dimmed" role="status">
          {texts.presetFrom(picked.source, picked.dated ? day(picked.dated) : undefined, day(picked.read_on))}{' '}
          {picked.fuel_apart && texts.presetFuel} {texts.presetCash(money(picked.cash_fee))}
        </Text>
      )}
    </Stack>
  );
}
