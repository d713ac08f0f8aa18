// The checkout: one column on a phone, two on a desk. Every cost stands there before the button.

import { useEffect, useEffectEvent, useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { language } from '../../common/language';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { cartId, emptyCart, useCart } from '../cart/cart';
import { Frame } from '../frame/frame';
import { api, go, linkTo } from '../frame/route';
import { payOrder } from '../order/pay';
import { touches } from '../cart/touches';
import { useLoad } from '../frame/use_load';
import { useShop } from '../frame/use_shop';
import { wordsOf as wordsOfRefusal } from '../frame/words';
import { CompanyFields } from './company_fields';
import { CouponField } from './coupon_field';
import { Field } from './field';
import { addressOf, billingOf, type Form, forgetForm, orderKey, useForm } from './form';
import { KnownBuyer } from './known_buyer';
import { MethodChoice } from './method_choice';
import { PlaceField } from './place_field';
import { PointField } from './point_field';
import { Summary } from './summary';

type Lines = Schemas['WantedLine'][];

function wordsOf(problem: Problem): string {
  if (problem.code === 'price_changed') return texts.priceChanged;
  if (problem.code === 'out_of_stock') return texts.outOfStock;
  return wordsOfRefusal(problem);
}

/** The locker, when it belongs to the chosen method. */
function toPoint(form: Form): { pickup_point?: string } {
  return form.point && form.pointOf === form.delivery ? { pickup_point: form.point.code } : {};
}

/** The price of the cart with the choices made so far; only what moves the price asks again. */
function useQuote(lines: Lines, form: Form, again: number) {
  const asked = JSON.stringify([
    lines,
    form.place?.siruta,
    form.asCompany,
    form.delivery,
    form.payment,
    form.coupon,
    toPoint(form),
    again,
  ]);
  return useLoad<Schemas['Quote'] | undefined>(
    asked,
    async () => {
      if (lines.length === 0) return undefined;
      return take(
        api.POST('/api/v1/checkout/quotes', {
          body: {
            lines,
            ...(form.place ? { delivery_address: { ...addressOf(form)!, street: '', postal_code: '' } } : {}),
            ...(form.asCompany
              ? { billing: { company: { name: '-', cui: '', reg_no: '', iban: '', bank: '', address: '' } } }
              : {}),
            ...(form.delivery ? { delivery_method: form.delivery } : {}),
            ...(form.payment ? { payment_method: form.payment } : {}),
            ...(form.coupon ? { coupon: form.coupon } : {}),
            ...toPoint(form),
          },
        }),
      );
    },
    120,
  );
}

const lastOrder = 'taraba.last_order';

/** With an empty cart: the order that was just placed, for who comes back to this page. */
function NothingToOrder() {
  const last = sessionStorage.getItem(lastOrder);
  return (
    <Frame>
      <h1>{texts.checkout}</h1>
      <p>{texts.emptyCart}</p>
      {last && (
        <p>
          <a href={last}>{texts.seeLastOrder}</a>
        </p>
      )}
      <a {...linkTo('')}>{commonTexts.backToShop}</a>
    </Frame>
  );
}

export function CheckoutPage() {
  const cart = useCart();
  const [form, set] = useForm();
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const [again, setAgain] = useState(0);
  const lines = cart.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) }));
  const quote = useQuote(lines, form, again);
  const shop = useShop();

  const refused = quote.error instanceof Problem ? quote.error : undefined;
  const couponProblem = refused?.field === 'coupon' ? wordsOf(refused) : undefined;
  // A method that can no longer be chosen with the other one makes way for one that can; a bad coupon keeps nobody from ordering.
  const makeWay = useEffectEvent((field?: string) =>
    set(field === 'delivery_method' ? { delivery: '' } : { payment: '' }),
  );
  useEffect(() => {
    if (refused?.code === 'method_not_available') makeWay(refused.field);
  }, [refused]);
  useEffect(() => {
    document.title = `${texts.checkout} · ${shop?.shop ?? ''}`;
  }, [shop]);

  const priced = quote.data;
  const chosen = priced?.delivery_methods.find((method) => method.code === priced.delivery_method);
  const needsPlace = chosen?.kind !== 'pickup' || form.delivery === '';
  const toLocker = needsPlace && chosen?.to_points === true;
  const at = (field: string) => (problem?.field === field ? wordsOf(problem) : undefined);
  const lineProblems = Object.fromEntries(
    cart.flatMap((line, i) =>
      problem?.field?.startsWith(`lines[${i}]`) || refused?.field?.startsWith(`lines[${i}]`)
        ? [[line.sku, wordsOf((problem ?? refused)!)]]
        : [],
    ),
  );

  const place = async () => {
    if (!priced) return;
    setSending(true);
    setProblem(undefined);
    const body = {
      lines,
      customer: { name: form.name, email: form.email, phone: form.phone },
      ...(toLocker ? toPoint(form) : addressOf(form) ? { delivery_address: addressOf(form) } : {}),
      billing: billingOf(form),
      delivery_method: priced.delivery_method,
      payment_method: priced.payment_method,
      referrers: touches(),
      expected_total: priced.total,
      language: language(),
      ...(form.note ? { note: form.note } : {}),
      ...(form.coupon && !couponProblem ? { coupon: form.coupon } : {}),
    };
    try {
      const placed = await take(
        api.POST('/api/v1/checkout/orders', {
          params: { header: { 'Idempotency-Key': await orderKey(cartId(), body) } },
          body,
        }),
      );
      const link = new URL(placed.links.order);
      sessionStorage.setItem(lastOrder, link.pathname + link.search);
      forgetForm();
      emptyCart();
      const online = priced.payment_methods.find((method) => method.code === priced.payment_method)?.kind === 'online';
      // Whatever happens at the processor, the order and its page are there.
      if (online && (await payOrder(placed.id, link.searchParams.get('t') ?? '', priced.payment_method))) return;
      go(link.pathname + link.search);
    } catch (error) {
      const why = error instanceof Problem ? error : new Problem(0, 'not_reached', '');
      setProblem(why);
      // Somebody was faster or a price moved: look again, and say so beside the new figures.
      if (why.status === 409) setAgain(again + 1);
      document.querySelector<HTMLElement>(`[name="${why.field}"]`)?.focus();
    } finally {
      setSending(false);
    }
  };

  if (cart.length === 0) return <NothingToOrder />;
  return (
    <Frame>
      <h1>{texts.checkout}</h1>
      <form
        className="checkout"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void place();
        }}
      >
        <div>
          <fieldset>
            <legend>{commonTexts.contact}</legend>
            <KnownBuyer form={form} set={set} />
            <Field
              label={commonTexts.email}
              name="customer.email"
              type="email"
              autoComplete="email"
              value={form.email}
              error={at('customer.email')}
              onChange={(email) => set({ email })}
            />
            <Field
              label={commonTexts.name}
              name="customer.name"
              autoComplete="name"
              value={form.name}
              error={at('customer.name')}
              onChange={(name) => set({ name })}
            />
            <Field
              label={commonTexts.phone}
              name="customer.phone"
              type="tel"
              autoComplete="tel"
              value={form.phone}
              error={at('customer.phone')}
              onChange={(phone) => set({ phone })}
            />
          </fieldset>
          <fieldset>
            <legend>{texts.deliverTo}</legend>
            {priced && (
              <MethodChoice
                name="delivery"
                methods={priced.delivery_methods}
                chosen={form.delivery || priced.delivery_method}
                onChoose={(delivery) => set({ delivery })}
                known={form.place !== undefined}
              />
            )}
            {needsPlace && (
              <>
                <PlaceField
                  key={form.place?.siruta ?? 'none'}
                  initial={form.place}
                  error={at('delivery_address') ?? at('delivery_address.locality') ?? at('delivery_address.county')}
                  onPick={(picked) => set({ place: picked, ...(picked ? { postal_code: picked.postal_code } : {}) })}
                />
                {toLocker && form.place && (
                  <PointField
                    method={priced!.delivery_method}
                    siruta={form.place.siruta}
                    chosen={toPoint(form).pickup_point}
                    error={at('pickup_point')}
                    onChoose={(point) =>
                      set({ point, pointOf: priced!.delivery_method, delivery: priced!.delivery_method })
                    }
                  />
                )}
                {!toLocker && (
                  <Field
                    label={commonTexts.street}
                    name="delivery_address.street"
                    autoComplete="street-address"
                    value={form.street}
                    error={at('delivery_address.street')}
                    onChange={(street) => set({ street })}
                  />
                )}
                {!toLocker && (
                  <Field
                    label={texts.postalCode}
                    name="delivery_address.postal_code"
                    autoComplete="postal-code"
                    inputMode="numeric"
                    value={form.postal_code}
                    error={at('delivery_address.postal_code')}
                    onChange={(postal_code) => set({ postal_code })}
                  />
                )}
              </>
            )}
            {chosen?.missing_for_free && form.place && (
              <p className="hint">{texts.missingForFree(money(chosen.missing_for_free))}</p>
            )}
          </fieldset>
          <fieldset>
            <legend>{texts.billing}</legend>
            <div className="switch">
              <label>
                <input
                  type="radio"
                  name="billing"
                  checked={!form.asCompany}
                  onChange={() => set({ asCompany: false })}
                />{' '}
                {texts.person}
              </label>
              <label>
                <input type="radio" name="billing" checked={form.asCompany} onChange={() => set({ asCompany: true })} />{' '}
                {texts.company}
              </label>
            </div>
            {form.asCompany && <CompanyFields form={form} set={set} at={at} />}
          </fieldset>
          <fieldset>
            <legend>{texts.payment}</legend>
            {priced && (
              <MethodChoice
                name="payment"
                methods={priced.payment_methods}
                chosen={form.payment || priced.payment_method}
                onChoose={(payment) => set({ payment })}
                known
              />
            )}
            <Field label={texts.note} name="note" value={form.note} onChange={(note) => set({ note })} />
          </fieldset>
        </div>
        <aside className="summary">
          <Summary
            cart={cart}
            quote={priced}
            placed={form.place !== undefined || !needsPlace}
            problems={lineProblems}
          />
          <CouponField coupon={form.coupon} problem={couponProblem} onChange={(coupon) => set({ coupon })} />
          {quote.error !== undefined &&
            !couponProblem &&
            refused?.code !== 'method_not_available' &&
            !refused?.field?.startsWith('lines') && (
              <p role="alert" className="alert">
                {refused ? wordsOf(refused) : commonTexts.notReached}
              </p>
            )}
          {problem && (
            <p role="alert" className="alert">
              {wordsOf(problem)}
            </p>
          )}
          <button type="submit" className="buy" disabled={sending || quote.loading || !priced}>
            {priced ? texts.buy(money(priced.total)) : texts.estimating}
          </button>
          <Legal terms={shop?.terms_url} privacy={shop?.privacy_url} />
        </aside>
      </form>
    </Frame>
  );
}

/** By ordering one agrees to the terms (OUG 34/2014 art. 8); they are a tap away. */
function Legal({ terms, privacy }: { terms?: string; privacy?: string }) {
  return (
    <p className="muted">
      {texts.legal}
      {terms && (
        <>
          {' '}
          <a href={terms} target="_blank" rel="noreferrer">
            {texts.terms}
          </a>
        </>
      )}
      {privacy && (
        <>
          {' '}
          <a href={privacy} target="_blank" rel="noreferrer">
            {texts.privacy}
          </a>
        </>
      )}
    </p>
  );
}
