// A company by its CUI: checked as it is typed, the rest from the public register. When that is down one types on.

import { useEffect, useEffectEvent, useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { api } from '../frame/route';
import { Field } from './field';
import type { Form } from './form';

interface Props {
  form: Form;
  set: (change: Partial<Form>) => void;
  at: (field: string) => string | undefined;
}

export function CompanyFields({ form, set, at }: Props) {
  const [answer, setAnswer] = useState<{ of: string; company?: Schemas['RegisteredCompany']; word: string }>();
  const { company } = form;
  const digits = company.cui.replace(/\D/g, '');
  const { company: found = undefined, word = '' } = answer?.of === digits ? answer : {};
  // What was typed by hand stays; what is empty is filled in.
  const fill = useEffectEvent((entry: Schemas['RegisteredCompany']) =>
    set({
      company: {
        ...company,
        cui: entry.cui,
        name: company.name || entry.name,
        reg_no: company.reg_no || entry.reg_no,
      },
    }),
  );
  useEffect(() => {
    if (digits.length < 6) return;
    let current = true;
    const timer = setTimeout(() => {
      take(api.GET('/api/v1/checkout/companies/{cui}', { params: { path: { cui: digits } } })).then(
        (entry) => {
          if (!current) return;
          setAnswer({ of: digits, company: entry, word: '' });
          fill(entry);
        },
        (error: unknown) => {
          if (current && error instanceof Problem)
            setAnswer({
              of: digits,
              word: labelOf(texts.register, error.code, error.field ? commonTexts.fields['billing.company.cui'] : ''),
            });
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
        label={commonTexts.cui}
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
          {!found.active && ` · ${texts.notActive}`}
          {found.place.siruta !== 0 && !form.place && (
            <>
              {' '}
              <button type="button" className="quiet" onClick={useSeat}>
                {texts.deliverToSeat}
              </button>
            </>
          )}
        </p>
      )}
      {(
        [
          ['name', commonTexts.companyName],
          ['reg_no', commonTexts.regNo],
          ['iban', commonTexts.iban],
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
        label={texts.purchaseOrder}
        name="billing.purchase_order"
        value={form.purchaseOrder}
        error={at('billing.purchase_order')}
        onChange={(purchaseOrder) => set({ purchaseOrder })}
      />
    </>
  );
}
