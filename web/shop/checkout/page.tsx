// The checkout: one column on a phone, two on a desk. Every cost stands there before the button.

import { useEffect, useMemo, useState } from 'react';
import { idempotencyKey, Problem, type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { language } from '../../common/language';
import { t } from '../../common/texts/shop';
import { emptyCart, useCart } from '../cart';
import { Frame } from '../frame';
import { api, go, linkTo } from '../route';
import { touches } from '../touches';
import { useLoad } from '../use_load';
import { Field } from './field';
import { MethodChoice } from './method_choice';
import { PlaceField } from './place_field';
import { Summary } from './summary';

interface Form {
  name: string;
  email: string;
  phone: string;
  place?: Schemas['Locality'];
  street: string;
  postal_code: string;
  asCompany: boolean;
  company: { name: string; cui: string; reg_no: string; iban: string };
  delivery: string;
  payment: string;
  note: string;
}

const blank: Form = {
  name: '', email: '', phone: '', street: '', postal_code: '', asCompany: false,
  company: { name: '', cui: '', reg_no: '', iban: '' }, delivery: '', payment: '', note: '',
};

function addressOf(form: Form): Schemas['Address'] | undefined {
  if (!form.place) return undefined;
  return { siruta: form.place.siruta, county: form.place.county, locality: form.place.name, street: form.street, postal_code: form.postal_code };
}

function billingOf(form: Form): Schemas['Billing'] {
  return form.asCompany ? { company: { ...form.company, bank: '', address: '' } } : { person: { name: form.name } };
}

export function CheckoutPage() {
  const cart = useCart();
  const [form, setForm] = useState(blank);
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const lines = cart.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) }));

  // Only what moves the price asks for a new quote.
  const asked = JSON.stringify([lines, form.place?.siruta, form.asCompany, form.delivery, form.payment]);
  const quote = useLoad<Schemas['Quote'] | undefined>(asked, async () => {
    if (lines.length === 0) return undefined;
    return take(api.POST('/api/v1/checkout/quotes', {
      body: {
        lines,
        ...(form.place ? { delivery_address: { ...addressOf(form)!, street: '', postal_code: '' } } : {}),
        ...(form.asCompany ? { billing: { company: { name: '-', cui: '', reg_no: '', iban: '', bank: '', address: '' } } } : {}),
        ...(form.delivery ? { delivery_method: form.delivery } : {}), ...(form.payment ? { payment_method: form.payment } : {}),
      },
    }));
  }, 120);
  const offer = useLoad('shop', () => take(api.GET('/api/v1/checkout/products', { params: { query: { limit: 1 } } })));
  const key = useMemo(idempotencyKey, [asked]);

  // A method that can no longer be chosen with the other one makes way for one that can.
  useEffect(() => {
    if (quote.error instanceof Problem && quote.error.code === 'method_not_available')
      set(quote.error.field === 'delivery_method' ? { delivery: '' } : { payment: '' });
  }, [quote.error]);
  useEffect(() => { document.title = `${t.checkout} · ${offer.data?.shop ?? ''}`; }, [offer.data]);

  const priced = quote.data;
  const chosen = priced?.delivery_methods.find((method) => method.code === priced.delivery_method);
  const needsPlace = !(form.delivery && chosen && chosen.parts.length === 0 && chosen.code === form.delivery);
  const wordsOf = (p: Problem) => p.code === 'price_changed' ? t.priceChanged : p.code === 'not_reached' ? t.notReached
    : p.code === 'out_of_stock' ? t.outOfStock : (p.field && t.fields[p.field]) || p.message;
  const at = (field: string) => (problem?.field === field ? wordsOf(problem) : undefined);

  const place = async () => {
    if (!priced) return;
    setSending(true);
    setProblem(undefined);
    try {
      const placed = await take(api.POST('/api/v1/checkout/orders', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          lines, customer: { name: form.name, email: form.email, phone: form.phone },
          ...(addressOf(form) ? { delivery_address: addressOf(form) } : {}), billing: billingOf(form),
          delivery_method: priced.delivery_method, payment_method: priced.payment_method, referrers: touches(),
          expected_total: priced.total, language: language(), ...(form.note ? { note: form.note } : {}),
        },
      }));
      emptyCart();
      const link = new URL(placed.links.order);
      go(link.pathname + link.search);
    } catch (error) {
      const refused = error instanceof Problem ? error : new Problem(0, 'not_reached', '');
      setProblem(refused);
      document.querySelector<HTMLElement>(`[name="${refused.field}"]`)?.focus();
    } finally {
      setSending(false);
    }
  };

  if (cart.length === 0)
    return <Frame shop={offer.data?.shop ?? ''}><h1>{t.checkout}</h1><p>{t.emptyCart}</p><a {...linkTo('')}>{t.backToShop}</a></Frame>;
  return (
    <Frame shop={offer.data?.shop ?? ''}>
      <h1>{t.checkout}</h1>
      <form className="checkout" noValidate onSubmit={(event) => { event.preventDefault(); void place(); }}>
        <div>
          <fieldset>
            <legend>{t.contact}</legend>
            <Field label={t.email} name="customer.email" type="email" autoComplete="email" value={form.email} error={at('customer.email')} onChange={(email) => set({ email })} />
            <Field label={t.name} name="customer.name" autoComplete="name" value={form.name} error={at('customer.name')} onChange={(name) => set({ name })} />
            <Field label={t.phone} name="customer.phone" type="tel" autoComplete="tel" value={form.phone} error={at('customer.phone')} onChange={(phone) => set({ phone })} />
          </fieldset>
          <fieldset>
            <legend>{t.deliverTo}</legend>
            {priced && (
              <MethodChoice name="delivery" methods={priced.delivery_methods} chosen={form.delivery || priced.delivery_method} onChoose={(delivery) => set({ delivery })}
                known={form.place !== undefined} />
            )}
            {needsPlace && (
              <>
                <PlaceField error={at('delivery_address') ?? at('delivery_address.locality') ?? at('delivery_address.county')}
                  onPick={(picked) => set({ place: picked, postal_code: picked?.postal_code ?? '' })} />
                <Field label={t.street} name="delivery_address.street" autoComplete="street-address" value={form.street} error={at('delivery_address.street')} onChange={(street) => set({ street })} />
                <Field label={t.postalCode} name="delivery_address.postal_code" autoComplete="postal-code" inputMode="numeric" value={form.postal_code} error={at('delivery_address.postal_code')} onChange={(postal_code) => set({ postal_code })} />
              </>
            )}
            {chosen?.missing_for_free && form.place && <p className="hint">{t.missingForFree(money(chosen.missing_for_free))}</p>}
          </fieldset>
          <fieldset>
            <legend>{t.billing}</legend>
            <div className="switch">
              <label><input type="radio" name="billing" checked={!form.asCompany} onChange={() => set({ asCompany: false })} /> {t.person}</label>
              <label><input type="radio" name="billing" checked={form.asCompany} onChange={() => set({ asCompany: true })} /> {t.company}</label>
            </div>
            {form.asCompany && ([['name', t.companyName], ['cui', t.cui], ['reg_no', t.regNo], ['iban', t.iban]] as const).map(([field, label]) => (
              <Field key={field} label={label} name={`billing.company.${field}`} value={form.company[field]} error={at(`billing.company.${field}`)}
                onChange={(value) => set({ company: { ...form.company, [field]: value } })} />
            ))}
          </fieldset>
          <fieldset>
            <legend>{t.payment}</legend>
            {priced && <MethodChoice name="payment" methods={priced.payment_methods} chosen={form.payment || priced.payment_method} onChoose={(payment) => set({ payment })} known />}
            <Field label={t.note} name="note" value={form.note} onChange={(note) => set({ note })} />
          </fieldset>
        </div>
        <aside className="summary">
          <Summary cart={cart} quote={priced} placed={form.place !== undefined || !needsPlace} />
          {quote.error !== undefined && !(quote.error instanceof Problem && quote.error.code === 'method_not_available') && (
            <p role="alert" className="alert">{quote.error instanceof Problem ? wordsOf(quote.error) : t.notReached}</p>
          )}
          {problem && <p role="alert" className="alert">{wordsOf(problem)}</p>}
          <button type="submit" className="buy" disabled={sending || quote.loading || !priced}>{priced ? t.buy(money(priced.total)) : t.estimating}</button>
        </aside>
      </form>
    </Frame>
  );
}
