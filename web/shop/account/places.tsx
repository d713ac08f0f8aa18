// Addresses and companies that the buyer keeps, for the next order.

import { useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { texts } from '../../common/texts/shop/account';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { Field } from '../checkout/field';
import { PlaceField } from '../checkout/place_field';
import { api } from '../frame/route';
import { wordsOf } from '../frame/words';
import { type Account, refreshAccount } from './use_account';

export function Places({ account }: { account: Account }) {
  const [adding, setAdding] = useState<'address' | 'company'>();
  const remove = async (id: string) => {
    await take(api.POST('/api/v1/account/places/{id}/remove', { params: { path: { id } } }));
    await refreshAccount();
  };
  return (
    <>
      <ul className="plain cards">
        {account.places.map((place) => (
          <li key={place.id} className="panel row">
            <div>
              <h2>{place.label || (place.company ? place.company.name : place.address?.locality)}</h2>
              {place.address && (
                <p>
                  {place.address.street}, {place.address.locality}, {place.address.county} {place.address.postal_code}
                </p>
              )}
              {place.company && (
                <p>
                  {place.company.name}, {place.company.cui}, {place.company.reg_no}
                </p>
              )}
            </div>
            <button
              type="button"
              className="quiet"
              aria-label={`${commonTexts.remove}: ${place.label}`}
              onClick={() => void remove(place.id)}
            >
              {commonTexts.remove}
            </button>
          </li>
        ))}
      </ul>
      {account.places.length === 0 && <p>{texts.noPlaces}</p>}
      {adding ? (
        <NewPlace kind={adding} onDone={() => setAdding(undefined)} />
      ) : (
        <div className="actions">
          <button type="button" onClick={() => setAdding('address')}>
            {texts.newAddress}
          </button>
          <button type="button" onClick={() => setAdding('company')}>
            {texts.newCompany}
          </button>
        </div>
      )}
    </>
  );
}

function NewPlace({ kind, onDone }: { kind: 'address' | 'company'; onDone: () => void }) {
  const [label, setLabel] = useState('');
  const [place, setPlace] = useState<Schemas['Locality']>();
  const [street, setStreet] = useState('');
  const [company, setCompany] = useState({ name: '', cui: '', reg_no: '', iban: '', bank: '', address: '' });
  const [problem, setProblem] = useState<Problem>();
  const at = (field: string) => (problem?.field === field ? wordsOf(problem) : undefined);
  const save = async () => {
    try {
      await take(
        api.POST('/api/v1/account/places', {
          body: {
            label,
            ...(kind === 'address'
              ? {
                  address: {
                    siruta: place?.siruta ?? 0,
                    county: place?.county ?? '',
                    locality: place?.name ?? '',
                    street,
                    postal_code: place?.postal_code ?? '',
                    country: 'RO',
                  },
                }
              : { company }),
          },
        }),
      );
      await refreshAccount();
      onDone();
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0, 'not_reached', commonTexts.notReached));
    }
  };
  return (
    <form
      className="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{kind === 'address' ? texts.newAddress : texts.newCompany}</h2>
      <Field label={texts.label} name="label" value={label} onChange={setLabel} />
      {kind === 'address' ? (
        <>
          <PlaceField error={at('address.locality') ?? at('address.county')} onPick={setPlace} />
          <Field
            label={commonTexts.street}
            name="address.street"
            autoComplete="street-address"
            value={street}
            error={at('address.street')}
            onChange={setStreet}
          />
        </>
      ) : (
        (
          [
            ['name', commonTexts.companyName],
            ['cui', commonTexts.cui],
            ['reg_no', commonTexts.regNo],
            ['iban', commonTexts.iban],
          ] as const
        ).map(([field, text]) => (
          <Field
            key={field}
            label={text}
            name={`company.${field}`}
            value={company[field]}
            error={at(`company.${field}`)}
            onChange={(value) => setCompany({ ...company, [field]: value })}
          />
        ))
      )}
      {problem && !problem.field && (
        <p role="alert" className="alert">
          {wordsOf(problem)}
        </p>
      )}
      <div className="actions">
        <button type="submit">{texts.save}</button>
        <button type="button" className="quiet" onClick={onDone}>
          {commonTexts.giveUp}
        </button>
      </div>
    </form>
  );
}
