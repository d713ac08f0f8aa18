// A locality by typing, diacritics or not: the combobox of WAI-ARIA, with the list below.

import { useId, useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { texts } from '../../common/texts/shop/checkout';
import { api } from '../frame/route';
import { useLoad } from '../frame/use_load';

type Place = Schemas['Locality'];

function named(place: Place): string {
  const commune = place.commune && place.commune !== place.name ? `, ${place.commune}` : '';
  return `${place.name}${commune}, ${place.county_name}`;
}

export function PlaceField({
  error,
  initial,
  onPick,
}: {
  error?: string;
  initial?: Place;
  onPick: (place: Place | undefined) => void;
}) {
  const id = useId();
  const [text, setText] = useState(initial ? named(initial) : '');
  const [picked, setPicked] = useState(initial !== undefined);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const wanted = picked ? '' : text.split(',')[0].trim();
  const found = useLoad(
    wanted,
    async () =>
      wanted.length < 2 ? [] : (await take(api.GET('/api/v1/localities', { params: { query: { q: wanted } } }))).items,
    120,
  );
  const places = (found.data ?? []).slice(0, 8);
  const shown = open && wanted.length > 1 && places.length > 0;

  const pick = (place: Place) => {
    setText(named(place));
    setPicked(true);
    setOpen(false);
    onPick(place);
  };
  const keys = (event: React.KeyboardEvent) => {
    if (!shown) return;
    if (event.key === 'ArrowDown') setActive((active + 1) % places.length);
    else if (event.key === 'ArrowUp') setActive((active + places.length - 1) % places.length);
    else if (event.key === 'Enter') pick(places[active]);
    else if (event.key === 'Escape') setOpen(false);
    else return;
    event.preventDefault();
  };
  return (
    <div className="field place">
      <label htmlFor={id}>{texts.place}</label>
      <input
        id={id}
        name="delivery_address.locality"
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        autoComplete="off"
        aria-activedescendant={shown ? `${id}-${active}` : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        placeholder={texts.placeHint}
        value={text}
        onKeyDown={keys}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
          if (picked) {
            setPicked(false);
            onPick(undefined);
          }
        }}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={texts.place} hidden={!shown}>
        {places.map((place, i) => (
          <li
            key={place.siruta}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onMouseDown={(event) => {
              event.preventDefault();
              pick(place);
            }}
          >
            {named(place)} <span className="muted">{place.postal_code}</span>
          </li>
        ))}
      </ul>
      {error && (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
    </div>
  );
}
