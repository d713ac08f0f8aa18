// What the buyer has typed. It stays in the browser until the order is placed: a lost connection or a closed page loses nothing.

import { useState } from 'react';
import type { Schemas } from '../../common/api';
import { route } from '../frame/route';

export interface Form {
  name: string;
  email: string;
  phone: string;
  place?: Schemas['Locality'];
  street: string;
  postal_code: string;
  point?: Schemas['NearPoint']; // the locker
  pointOf?: string; // and the method it belongs to
  asCompany: boolean;
  company: { name: string; cui: string; reg_no: string; iban: string };
  purchaseOrder: string;
  delivery: string;
  payment: string;
  note: string;
  coupon: string;
}

const blank: Form = {
  name: '',
  email: '',
  phone: '',
  street: '',
  postal_code: '',
  asCompany: false,
  company: { name: '', cui: '', reg_no: '', iban: '' },
  purchaseOrder: '',
  delivery: '',
  payment: '',
  note: '',
  coupon: '',
};

const key = `taraba.checkout.${route.shop}`;

export function useForm(): [Form, (change: Partial<Form>) => void] {
  const [form, setForm] = useState<Form>(() => {
    try {
      return { ...blank, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Form>) };
    } catch {
      return blank;
    }
  });
  const set = (change: Partial<Form>) =>
    setForm((before) => {
      const next = { ...before, ...change };
      sessionStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  return [form, set];
}

export function forgetForm(): void {
  sessionStorage.removeItem(key);
}

export function addressOf(form: Form): Schemas['Address'] | undefined {
  if (!form.place) return undefined;
  return {
    siruta: form.place.siruta,
    county: form.place.county,
    locality: form.place.name,
    street: form.street,
    postal_code: form.postal_code,
    country: 'RO',
  };
}

export function billingOf(form: Form): Schemas['Billing'] {
  return form.asCompany
    ? {
        company: { ...form.company, bank: '', address: '' },
        ...(form.purchaseOrder ? { purchase_order: form.purchaseOrder } : {}),
      }
    : { person: { name: form.name } };
}

/** The same cart with the same words is the same order, from whatever tab or click it is sent. */
export async function orderKey(cart: string, body: object): Promise<string> {
  const bytes = new TextEncoder().encode(`${cart}\n${JSON.stringify(body)}`);
  if (!crypto.subtle) return `${cart}-${JSON.stringify(body).length}`; // over plain HTTP in a test network
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
