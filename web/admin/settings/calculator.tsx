// What the formula beside asks for a parcel, before it is saved; the server computes it.

import { Card, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { lei, money } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as productTexts } from '../../common/texts/admin/products';
import { texts } from '../../common/texts/admin/settings/delivery';
import { api, wordsOf } from '../frame/client';
import { PlaceInput } from '../parts/place_input';
import { Amount } from '../parts/words';
import { AmountInput } from './formula_editor';

const clujNapoca = 54984;

export function Calculator({ formula, courier }: { formula: Schemas['DeliveryFormula']; courier: string }) {
  const [parcel, setParcel] = useState({
    weight_g: 2500,
    volume_cm3: 8000,
    pieces: 1,
    goods: lei('150.00'),
    siruta: clujNapoca,
  });
  const [asked] = useDebouncedValue({ formula, courier, ...parcel }, 200);
  const price = useQuery({
    queryKey: ['delivery-price', asked],
    queryFn: () => take(api.POST('/api/v1/delivery-methods/price', { body: asked })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const numbers = [
    ['weight_g', productTexts.weightG],
    ['volume_cm3', 'cm³'],
    ['pieces', texts.pieces],
  ] as const;
  return (
    <Card>
      <Title order={2}>{texts.calculator}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.calculatorHint}
      </Text>
      <Stack gap="xs">
        <PlaceInput
          label={texts.toPlace}
          initial="Cluj-Napoca (Cluj)"
          onPick={(place) => setParcel({ ...parcel, siruta: place.siruta })}
        />
        {numbers.map(([field, label]) => (
          <NumberInput
            key={field}
            label={label}
            min={0}
            allowDecimal={false}
            value={parcel[field]}
            onChange={(value) => setParcel({ ...parcel, [field]: Number(value) })}
          />
        ))}
        <AmountInput
          label={texts.goodsValue}
          value={parcel.goods}
          onChange={(goods) => setParcel({ ...parcel, goods: goods ?? lei('0.00') })}
        />
        {price.isError && (
          <Text className="negative" size="sm" role="alert">
            {wordsOf(price.error)}
          </Text>
        )}
        {price.data && !price.isError && (
          <div aria-live="polite">
            <table className="grid">
              <tbody>
                {price.data.parts.map((part, i) => (
                  <tr key={i}>
                    <td>{labelOf(texts.parts, part.what)}</td>
                    <td className="muted">{part.explanation}</td>
                    <td className="num">
                      <Amount value={part.amount} />
                    </td>
                  </tr>
                ))}
                <tr>
                  <td colSpan={2}>
                    <strong>{commonTexts.total}</strong>
                  </td>
                  <td className="num">
                    <strong>
                      <Amount value={price.data.price} />
                    </strong>
                  </td>
                </tr>
              </tbody>
            </table>
            {price.data.missing_for_free && (
              <Text size="sm" c="dimmed">
                {texts.missingForFree(money(price.data.missing_for_free))}
              </Text>
            )}
          </div>
        )}
      </Stack>
    </Card>
  );
}
