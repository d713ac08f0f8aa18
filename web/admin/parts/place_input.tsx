// A locality found as one types, diacritics or not.

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { api } from '../frame/client';

interface Props {
  label: string;
  initial?: string;
  required?: boolean;
  onPick: (place: Schemas['Locality']) => void;
}

function named(place: Schemas['Locality']): string {
  const commune = place.commune && place.commune !== place.name ? `, ${place.commune}` : '';
  return `${place.name}${commune} (${place.county_name})`;
}

export function PlaceInput({ label, initial = '', required, onPick }: Props) {
  const [text, setText] = useState(initial);
  const [wanted] = useDebouncedValue(text.replace(/[,(].*$/, '').trim(), 150);
  const found = useQuery({
    queryKey: ['localities', wanted],
    enabled: wanted.length > 1,
    queryFn: () => take(api.GET('/api/v1/localities', { params: { query: { q: wanted } } })),
    placeholderData: (before) => before,
  });
  const places = found.data?.items ?? [];
  return (
    <Select
      label={label}
      required={required}
      searchable
      searchValue={text}
      onSearchChange={setText}
      allowDeselect={false}
      filter={({ options }) => options}
      placeholder={initial || undefined}
      data={places.map((place) => ({ value: String(place.siruta), label: named(place) }))}
      onChange={(siruta) => {
        const place = places.find((each) => String(each.siruta) === siruta);
        if (place) onPick(place);
      }}
    />
  );
}
