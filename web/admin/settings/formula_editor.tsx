// The merchant's delivery formula as fields and small tables.

import { ActionIcon, Button, Group, NumberInput, Select, Stack, Switch, TextInput, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Money, Schemas } from '../../common/api';
import { lei, typedAmount } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/settings/delivery';
import { PlaceInput } from '../parts/place_input';

type Formula = Schemas['DeliveryFormula'];

interface AmountProps {
  label: string;
  hidden?: boolean;
  value?: Money;
  readOnly?: boolean;
  onChange: (value: Money | undefined) => void;
}

/** An amount as people type it; the last one that can be read counts. */
export function AmountInput({ label, hidden, value, readOnly, onChange }: AmountProps) {
  const [text, setText] = useState(value?.amount.replace('.', ',') ?? '');
  const wrong = text.trim() !== '' && !typedAmount(text);
  return (
    <TextInput
      w={130}
      label={hidden ? undefined : label}
      aria-label={hidden ? label : undefined}
      inputMode="decimal"
      rightSection="lei"
      readOnly={readOnly}
      value={text}
      error={wrong ? '123,45' : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value,
          amount = typedAmount(next);
        setText(next);
        if (amount) onChange(lei(amount));
        else if (next.trim() === '') onChange(undefined);
      }}
    />
  );
}

interface BandsProps {
  title: string;
  unit: string;
  bands: Formula['weight_bands'];
  scale?: number; // how many of the server's units one typed unit is
  readOnly?: boolean;
  onChange: (bands: Formula['weight_bands']) => void;
}

function Bands({ title, unit, bands, scale = 1, readOnly, onChange }: BandsProps) {
  const set = (at: number, change: Partial<Formula['weight_bands'][number]>) =>
    onChange(bands.map((band, i) => (i === at ? { ...band, ...change } : band)));
  return (
    <Stack gap={4}>
      <Title order={3}>{title}</Title>
      {bands.map((band, i) => (
        <Group key={i} gap="xs" wrap="nowrap">
          <NumberInput
            w={130}
            aria-label={`${title} ${i + 1}: ${unit}`}
            readOnly={readOnly}
            min={1}
            thousandSeparator="."
            decimalSeparator=","
            value={band.up_to / scale}
            onChange={(value) => set(i, { up_to: Math.round(Number(value) * scale) })}
          />
          <AmountInput
            hidden
            label={`${title} ${i + 1}: ${commonTexts.price}`}
            readOnly={readOnly}
            value={band.price}
            onChange={(price) => set(i, { price: price ?? lei('0.00') })}
          />
          {!readOnly && (
            <ActionIcon
              color="gray"
              aria-label={`${commonTexts.remove} ${title} ${i + 1}`}
              onClick={() => onChange(bands.filter((_, j) => i !== j))}
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
          onClick={() => onChange([...bands, { up_to: (bands.at(-1)?.up_to ?? 0) + 1000 * scale, price: lei('0.00') }])}
        >
          {commonTexts.add} · {unit}
        </Button>
      )}
    </Stack>
  );
}

export function FormulaEditor({
  formula,
  readOnly,
  onChange,
}: {
  formula: Formula;
  readOnly?: boolean;
  onChange: (formula: Formula) => void;
}) {
  const set = (change: Partial<Formula>) => onChange({ ...formula, ...change });
  const numbers = [
    ['cm3_per_kg', texts.volumetric],
    ['road_factor_percent', texts.roadFactor],
    ['weight_g_max', texts.weightMax],
    ['parcel_weight_g_max', texts.parcelWeightMax],
    ['parcel_cm3_max', texts.parcelVolumeMax],
    ['parcel_side_mm_max', texts.parcelSideMax],
  ] as const;
  const setZone = (at: number, change: Partial<Schemas['Zone']>) =>
    set({ zones: formula.zones.map((zone, i) => (i === at ? { ...zone, ...change } : zone)) });
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <AmountInput
          label={texts.base}
          readOnly={readOnly}
          value={formula.base}
          onChange={(value) => set({ base: value ?? lei('0.00') })}
        />
        <AmountInput
          label={texts.perExtraKg}
          readOnly={readOnly}
          value={formula.per_extra_kg}
          onChange={(value) => set({ per_extra_kg: value ?? lei('0.00') })}
        />
        <AmountInput
          label={texts.perExtra10km}
          readOnly={readOnly}
          value={formula.per_extra_10km}
          onChange={(value) => set({ per_extra_10km: value ?? lei('0.00') })}
        />
        <AmountInput
          label={texts.freeAbove}
          readOnly={readOnly}
          value={formula.free_above}
          onChange={(free_above) => set({ free_above })}
        />
      </Group>
      <Group align="flex-start" gap="xl">
        <Bands
          title={texts.weightBands}
          unit={texts.upToKg}
          readOnly={readOnly}
          bands={formula.weight_bands}
          onChange={(weight_bands) => set({ weight_bands })}
        />
        <Bands
          title={texts.distanceBands}
          unit={texts.upToKm}
          readOnly={readOnly}
          bands={formula.distance_bands}
          onChange={(distance_bands) => set({ distance_bands })}
        />
        <Bands
          title={texts.quantityBands}
          unit={texts.upToPieces}
          readOnly={readOnly}
          bands={formula.quantity_bands}
          onChange={(quantity_bands) => set({ quantity_bands })}
        />
        <Bands
          title={texts.volumeBands}
          unit={texts.upToCm3}
          readOnly={readOnly}
          bands={formula.volume_bands}
          onChange={(volume_bands) => set({ volume_bands })}
        />
        <Bands
          title={texts.valueBands}
          unit={texts.upToLei}
          scale={100}
          readOnly={readOnly}
          bands={formula.value_bands}
          onChange={(value_bands) => set({ value_bands })}
        />
      </Group>
      <div className="form">
        {numbers.map(([field, label]) => (
          <NumberInput
            key={field}
            label={label}
            readOnly={readOnly}
            min={0}
            allowDecimal={false}
            value={formula[field]}
            onChange={(value) => set({ [field]: Number(value) })}
          />
        ))}
      </div>
      <Stack gap={4}>
        <Title order={3}>{texts.zones}</Title>
        {formula.zones.map((zone, i) => (
          <Group key={i} gap="xs" align="flex-end">
            <TextInput
              label={commonTexts.name}
              readOnly={readOnly}
              value={zone.name}
              onChange={(e) => setZone(i, { name: e.currentTarget.value })}
            />
            <TextInput
              label={commonTexts.zoneCounties}
              readOnly={readOnly}
              defaultValue={zone.counties.join(', ')}
              onChange={(e) =>
                setZone(i, {
                  counties: e.currentTarget.value
                    .toUpperCase()
                    .split(',')
                    .map((code) => code.trim())
                    .filter(Boolean),
                })
              }
            />
            <TextInput
              label={texts.zonePostalCodes}
              readOnly={readOnly}
              defaultValue={zone.postal_codes.join(', ')}
              onChange={(e) =>
                setZone(i, {
                  postal_codes: e.currentTarget.value
                    .split(',')
                    .map((code) => code.trim())
                    .filter(Boolean),
                })
              }
            />
            <Select
              label={texts.zonePlaces}
              w={130}
              allowDeselect={false}
              readOnly={readOnly}
              value={zone.places}
              data={(['any', 'town', 'village'] as const).map((kind) => ({
                value: kind,
                label: texts.placeKinds[kind],
              }))}
              onChange={(places) => setZone(i, { places: places as Schemas['Zone']['places'] })}
            />
            <AmountInput
              label={texts.surcharge}
              readOnly={readOnly}
              value={zone.surcharge}
              onChange={(value) => setZone(i, { surcharge: value ?? lei('0.00') })}
            />
            <AmountInput
              label={texts.freeAbove}
              readOnly={readOnly}
              value={zone.free_above}
              onChange={(free_above) => setZone(i, { free_above })}
            />
            {!readOnly && (
              <ActionIcon
                color="gray"
                aria-label={`${commonTexts.remove} ${zone.name}`}
                onClick={() => set({ zones: formula.zones.filter((_, j) => i !== j) })}
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
            onClick={() =>
              set({
                zones: [
                  ...formula.zones,
                  { name: '', counties: [], postal_codes: [], places: 'any', surcharge: lei('0.00') },
                ],
              })
            }
          >
            {commonTexts.add}
          </Button>
        )}
      </Stack>
      <FarPlaces formula={formula} readOnly={readOnly} set={set} />
      <Groups formula={formula} readOnly={readOnly} set={set} />
    </Stack>
  );
}

interface PartProps {
  formula: Formula;
  readOnly?: boolean;
  set: (change: Partial<Formula>) => void;
}

/** Localities that the courier charges kilometres for. */
function FarPlaces({ formula, readOnly, set }: PartProps) {
  const { far_places } = formula;
  return (
    <Stack gap={4}>
      <Title order={3}>{texts.farPlaces}</Title>
      <Group align="flex-end">
        <AmountInput
          label={texts.perFarKm}
          readOnly={readOnly}
          value={formula.per_far_km}
          onChange={(per_far_km) => set({ per_far_km })}
        />
        <Switch
          label={texts.farFromCourier}
          disabled={readOnly}
          checked={formula.far_from_courier}
          onChange={(e) => set({ far_from_courier: e.currentTarget.checked })}
          mb={6}
        />
      </Group>
      {far_places.map((place, i) => (
        <Group key={place.siruta || i} gap="xs" align="flex-end">
          <PlaceInput
            label={commonTexts.locality}
            initial={place.name}
            onPick={({ siruta, name, county_name }) =>
              set({
                far_places: far_places.map((each, j) =>
                  i === j ? { ...each, siruta, name: `${name} (${county_name})` } : each,
                ),
              })
            }
          />
          <NumberInput
            label="km"
            w={90}
            min={0}
            max={500}
            allowDecimal={false}
            readOnly={readOnly}
            value={place.km}
            onChange={(km) =>
              set({ far_places: far_places.map((each, j) => (i === j ? { ...each, km: Number(km) } : each)) })
            }
          />
          {!readOnly && (
            <ActionIcon
              color="gray"
              aria-label={`${commonTexts.remove} ${i + 1}`}
              onClick={() => set({ far_places: far_places.filter((_, j) => i !== j) })}
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
          onClick={() => set({ far_places: [...far_places, { siruta: 0, km: 0, name: '' }] })}
        >
          {commonTexts.add}
        </Button>
      )}
    </Stack>
  );
}

/** From what value on each group of customers travels free. */
function Groups({ formula, readOnly, set }: PartProps) {
  const groups = formula.free_by_group;
  const change = (at: number, part: Partial<Schemas['GroupThreshold']>) =>
    set({ free_by_group: groups.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  return (
    <Stack gap={4}>
      <Title order={3}>{texts.freeByGroup}</Title>
      {groups.map((each, i) => (
        <Group key={i} gap="xs" align="flex-end">
          <TextInput
            label={commonTexts.customerGroup}
            readOnly={readOnly}
            value={each.group}
            onChange={(e) => change(i, { group: e.currentTarget.value })}
          />
          <AmountInput
            label={texts.freeAbove}
            readOnly={readOnly}
            value={each.free_above}
            onChange={(free_above) => change(i, { free_above: free_above ?? lei('0.00') })}
          />
          {!readOnly && (
            <ActionIcon
              color="gray"
              aria-label={`${commonTexts.remove} ${each.group}`}
              onClick={() => set({ free_by_group: groups.filter((_, j) => i !== j) })}
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
          onClick={() => set({ free_by_group: [...groups, { group: '', free_above: lei('0.00') }] })}
        >
          {commonTexts.add}
        </Button>
      )}
    </Stack>
  );
}
