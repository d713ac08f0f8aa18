// A company by its CUI: checked as it is typed, the rest from the public register. When that is down one types on.

import { useEffect, useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/shop';
import { api } from '../frame/route';
import { Field } from './field';
import type { Form } from './form';

interface Props {
  form: Form;
  set: (change: Partial<Form>) => void;
  at: (field: string) => string | undefined;
}

export function CompanyFields({ form, set, at }: Props) {
  const [found, setFound] = useState<Schemas['RegisteredCompany']>();
  const [word, setWord] = useState('');
  const { company } = form;
  const digits = company.cui.replace(/\D/g, '');
  useEffect(() => {
    setFound(undefined);
    setWord('');
    if (digits.length < 6) return;
    let current = true;
    const timer = setTimeout(() => {
      take(api.GET('/api/v1/checkout/companies/{cui}', { params: { path: { cui: digits } } })).then(
        (entry) => {
          if (!current) return;
          setFound(entry);
          // What was typed by hand stays; what is empty is filled in.
          set({
            company: {
              ...company,
              cui: entry.cui,
              name: company.name || entry.name,
              reg_no: company.reg_no || entry.reg_no,
            },
          });
        },
        (error: unknown) => {
          if (current && error instanceof Problem)
            setWord(t.register[error.code] ?? (error.field ? t.fields['billing.company.cui'] : ''));
        },
      );
    }, 350);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [digits]);
  const useSeat = () => {
    const seat = found!.place;
    set({
      place: { ...seat, name: seat.locality, county_name: seat.county, commune: '' } as unknown as Schemas['Locality'],
      street: seat.street,
      postal_code: seat.postal_code,
    });
  };
  return (
    <>
      <Field
        label={t.cui}
        name="billing.company.cui"
        value={company.cui}
        error={at('billing.company.cui')}
        onChange={(cui) => set({ company: { ...company, cui } })}
      />
      {word && (
        <p className="hint" role="status">
          {word}
        </p>
      )}
      {found && (
        <p className="hint" role="status">
          {found.name} · {found.address}
          {!found.active && ` · ${t.notActive}`}
          {found.place.siruta !== 0 && !form.place && (
            <>
              {' '}
              <button type="button" className="quiet" onClick={useSeat}>
                {t.deliverToSeat}
              </button>
            </>
          )}
        </p>
      )}
      {(
        [
          ['name', t.companyName],
          ['reg_no', t.regNo],
          ['iban', t.iban],
        ] as const
      ).map(([field, label]) => (
        <Field
          key={field}
          label={label}
          name={`billing.company.${field}`}
          value={company[field]}
          error={at(`billing.company.${field}`)}
          onChange={(value) => set({ company: { ...company, [field]: value } })}
        />
      ))}
      <Field
        label={t.purchaseOrder}
        name="billing.purchase_order"
        value={form.purchaseOrder}
        error={at('billing.purchase_order')}
        onChange={(purchaseOrder) => set({ purchaseOrder })}
      />
    </>
  );
}
