// Addresses and companies that the buyer keeps, for the next order.

import { useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/shop';
import { Field } from '../checkout/field';
import { PlaceField } from '../checkout/place_field';
import { api } from '../frame/route';
import { type Account, refreshAccount } from './use_account';

const wordsOf = (problem: Problem) =>
  (problem.field && t.fields[problem.field]) || t.problems[problem.code] || problem.message;

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
              aria-label={`${t.remove}: ${place.label}`}
              onClick={() => void remove(place.id)}
            >
              {t.remove}
            </button>
          </li>
        ))}
      </ul>
      {account.places.length === 0 && <p>{t.noPlaces}</p>}
      {adding ? (
        <NewPlace kind={adding} onDone={() => setAdding(undefined)} />
      ) : (
        <div className="actions">
          <button type="button" onClick={() => setAdding('address')}>
            {t.newAddress}
          </button>
          <button type="button" onClick={() => setAdding('company')}>
            {t.newCompany}
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
      setProblem(error instanceof Problem ? error : new Problem(0, 'not_reached', t.notReached));
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
      <h2>{kind === 'address' ? t.newAddress : t.newCompany}</h2>
      <Field label={t.label} name="label" value={label} onChange={setLabel} />
      {kind === 'address' ? (
        <>
          <PlaceField error={at('address.locality') ?? at('address.county')} onPick={setPlace} />
          <Field
            label={t.street}
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
            ['name', t.companyName],
            ['cui', t.cui],
            ['reg_no', t.regNo],
            ['iban', t.iban],
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
        <button type="submit">{t.save}</button>
        <button type="button" className="quiet" onClick={onDone}>
          {t.giveUp}
        </button>
      </div>
    </form>
  );
}
