// Who is signed in has everything filled in, and chooses among the addresses and companies they keep.

import { useEffect, useEffectEvent } from 'react';
import type { Schemas } from '../../common/api';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { type Account, useAccount } from '../account/use_account';
import { linkTo } from '../frame/route';
import type { Form } from './form';

type Address = Schemas['Address'];

function placeOf(address: Address): Schemas['Locality'] {
  return {
    siruta: address.siruta,
    county: address.county,
    name: address.locality,
    county_name: address.county,
    commune: '',
    postal_code: address.postal_code,
  } as Schemas['Locality'];
}

const withAddress = (address: Address): Partial<Form> => ({
  place: placeOf(address),
  street: address.street,
  postal_code: address.postal_code,
});
const withCompany = (company: Schemas['Company']): Partial<Form> => ({
  asCompany: true,
  company: { name: company.name, cui: company.cui, reg_no: company.reg_no, iban: company.iban },
});

export function KnownBuyer({ form, set }: { form: Form; set: (change: Partial<Form>) => void }) {
  const { account } = useAccount();
  const fill = useEffectEvent((account: Account) => {
    if (form.email) return;
    set({
      name: account.name,
      email: account.email,
      phone: account.phone,
      ...(account.last_address ? withAddress(account.last_address) : {}),
      ...(account.last_company ? withCompany(account.last_company) : {}),
    });
  });
  useEffect(() => {
    if (account) fill(account);
  }, [account]);
  if (!account)
    return (
      <p className="muted">
        {texts.haveAccount} <a {...linkTo('account')}>{commonTexts.signIn}</a>
      </p>
    );
  const addresses = account.places.filter((place) => place.address),
    companies = account.places.filter((place) => place.company);
  return (
    <div className="actions">
      <span className="muted">{texts.signedInAs(account.email)}</span>
      {addresses.map((place) => (
        <button key={place.id} type="button" className="quiet" onClick={() => set(withAddress(place.address!))}>
          {place.label || place.address!.locality}
        </button>
      ))}
      {companies.map((place) => (
        <button key={place.id} type="button" className="quiet" onClick={() => set(withCompany(place.company!))}>
          {place.label || place.company!.name}
        </button>
      ))}
    </div>
  );
}
