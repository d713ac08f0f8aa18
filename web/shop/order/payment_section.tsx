// How the order is paid: what is due, what has become of a card payment, and every way to pay from here.

import { useEffect, useEffectEvent, useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { isZero, money } from '../../common/format';
import { texts } from '../../common/texts/shop/order';
import { Brands } from '../checkout/method_choice';
import { payOrder } from './pay';
import { api } from '../frame/route';

type Order = Schemas['BuyerOrder'];

interface Props {
  order: Order;
  id: string;
  token: string;
  reload: () => void;
}

/** While a payment is open the processor is asked; it decides, not this page's coming back. */
function useChecks(order: Order, id: string, token: string, reload: () => void): boolean {
  const open = order.payments.find((payment) => payment.state === 'pending');
  const [asked, setAsked] = useState(0);
  const waiting = asked < 8 ? open?.id : undefined;
  const check = useEffectEvent(async (payment: string) => {
    const answer = await take(
      api.POST('/api/v1/checkout/orders/{id}/payments/{payment}/check', {
        params: { path: { id, payment }, query: { t: token } },
      }),
    ).catch(() => undefined);
    setAsked(asked + 1);
    if (answer && answer.state !== 'pending') reload();
  });
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => void check(waiting), asked === 0 ? 600 : 2_500);
    return () => clearTimeout(timer);
  }, [waiting, asked]);
  return waiting !== undefined;
}

function Transfer({ order }: { order: Order }) {
  return (
    <dl className="totals">
      <dt>{texts.beneficiary}</dt>
      <dd>{order.shop}</dd>
      <dt>IBAN</dt>
      <dd>{order.iban.replace(/(.{4})/g, '$1 ').trim()}</dd>
      <dt>{texts.bank}</dt>
      <dd>{order.bank}</dd>
      <dt>{texts.reference}</dt>
      <dd>
        <strong>{order.payment_reference}</strong>
      </dd>
    </dl>
  );
}

function words(order: Order): string {
  const stage = order.statuses.payment.stage;
  const newest = order.payments.at(-1);
  const back = order.payments.find((payment) => !isZero(payment.refunded));
  if (back) return texts.refundedWords(money(back.refunded));
  if (newest?.state === 'disputed') return texts.disputedWords;
  if (stage === 'authorised') return texts.authorisedWords;
  if (isZero(order.due) || stage === 'paid') return texts.paidWords;
  if (order.payment_kind === 'on_invoice') return texts.creditWords;
  return '';
}

/** The chosen way first, the others behind a tap. */
function Ways({ order, id, token, reload }: Props) {
  const [going, setGoing] = useState('');
  const [failed, setFailed] = useState(false);
  const pay = async (method: string) => {
    setGoing(method);
    setFailed(false);
    if (await payOrder(id, token, method)) return;
    const offline = order.ways_to_pay.find((way) => way.code === method)?.kind !== 'online';
    setFailed(!offline);
    setGoing('');
    reload();
  };
  const button = (way: Order['ways_to_pay'][number], main: boolean) => (
    <p key={way.id}>
      <button type="button" className={main ? 'buy' : 'way'} disabled={going !== ''} onClick={() => void pay(way.code)}>
        {main
          ? `${texts.payOnline} · ${money(order.due)}`
          : way.kind === 'bank_transfer'
            ? texts.payByTransfer
            : way.name}
        {!isZero(way.cost) && ` (+${money(way.cost)})`}
      </button>
      {main && <Brands icons={way.icons} />}
    </p>
  );
  const chosen = order.ways_to_pay.find((way) => way.kind === 'online' && way.name === order.payment_method);
  const others = order.ways_to_pay.filter(
    (way) => way !== chosen && !(way.kind === 'bank_transfer' && order.payment_kind === 'bank_transfer'),
  );
  if (order.ways_to_pay.length === 0) return null;
  return (
    <>
      {failed && (
        <p role="alert" className="alert">
          {texts.noProcessor}
        </p>
      )}
      {chosen && button(chosen, true)}
      {others.length > 0 && (
        <details>
          <summary>{texts.payAnotherWay}</summary>
          {others.map((way) => button(way, false))}
        </details>
      )}
    </>
  );
}

export function PaymentSection(props: Props) {
  const { order } = props;
  const asking = useChecks(order, props.id, props.token, props.reload);
  if (order.statuses.order.stage === 'cancelled') return null;
  const said = words(order);
  const due =
    !isZero(order.due) && order.statuses.payment.stage !== 'authorised' && order.statuses.payment.stage !== 'refunded';
  const refused = due && !asking && order.payments.at(-1)?.state === 'failed';
  return (
    <section className="panel" id="pay">
      <h2>{order.payment_method}</h2>
      {said && <p>{said}</p>}
      {due && (
        <p>
          {texts.toPay}: <strong>{money(order.due)}</strong>
        </p>
      )}
      {due && asking && (
        <p aria-busy="true" role="status">
          {texts.checkingPayment}
        </p>
      )}
      {refused && (
        <p role="alert" className="alert">
          {texts.failedWords} {order.payments.at(-1)!.error && <small>({order.payments.at(-1)!.error})</small>}
        </p>
      )}
      {due && order.payment_reference && order.payment_kind === 'bank_transfer' && <Transfer order={order} />}
      {due && !asking && <Ways {...props} />}
    </section>
  );
}
