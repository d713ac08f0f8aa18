// The buyer's order by its signed link: how far it is, what is to pay, the papers.

import { useEffect, useState } from 'react';
import { Problem, take } from '../../common/api';
import { isZero, money, phone, time } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { texts } from '../../common/texts/shop/order';
import { Frame } from '../frame/frame';
import { PaymentSection } from './payment_section';
import { Progress } from './progress';
import { ReturnsSection } from './returns_section';
import { ServiceSection } from './service_section';
import { api, route } from '../frame/route';
import { useLoad } from '../frame/use_load';

export function OrderPage({ id, token }: { id: string; token: string }) {
  const [again, setAgain] = useState(0);
  const loaded = useLoad(`${id} ${token} ${again}`, () =>
    take(api.GET('/api/v1/checkout/orders/{id}', { params: { path: { id }, query: { t: token } } })),
  );
  const order = loaded.data;
  useEffect(() => {
    if (order) document.title = `${commonTexts.order(order.number)} · ${order.shop}`;
  }, [order]);
  if (!order)
    return (
      <Frame>
        {loaded.error === undefined ? (
          <p aria-busy="true">{commonTexts.loading}</p>
        ) : (
          <p role="alert" className="alert">
            {loaded.error instanceof Problem && loaded.error.status === 404 ? texts.noOrder : commonTexts.notReached}
          </p>
        )}
      </Frame>
    );
  const address = order.delivery_address;
  return (
    <Frame>
      <h1>{commonTexts.order(order.number)}</h1>
      <p className="muted">{texts.placed(time(order.placed_at))}</p>
      <Progress statuses={order.statuses} />
      <div className="checkout">
        <div>
          <PaymentSection order={order} id={id} token={token} reload={() => setAgain((n) => n + 1)} />
          <section className="panel">
            <h2>{order.delivery_method}</h2>
            <p>
              {order.customer.name}, {phone(order.customer.phone)}
              <br />
              {order.pickup_point && (
                <>
                  <strong>{order.pickup_point.name}</strong>
                  <br />
                </>
              )}
              {address.street}, {address.locality}
            </p>
            {order.awb_numbers.map((awb) => (
              <p key={awb}>
                {texts.awb} <strong>{awb}</strong>
              </p>
            ))}
          </section>
          {order.invoices.length > 0 && (
            <section className="panel">
              <h2>{texts.documents}</h2>
              <ul className="plain">
                {order.invoices.map((invoice) => (
                  <li key={invoice.id}>
                    <a
                      target="_blank"
                      rel="noreferrer"
                      href={`${route.base === '/shop' ? '' : route.base}/api/v1/checkout/orders/${id}/invoices/${invoice.id}.pdf?t=${encodeURIComponent(token)}`}
                    >
                      {texts.kinds[invoice.kind]} {invoice.series} {invoice.number}
                    </a>{' '}
                    · {money(invoice.gross)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <ReturnsSection id={id} token={token} />
          <ServiceSection id={id} token={token} />
          <section className="panel">
            <h2>{texts.history}</h2>
            <ul className="plain">
              {[...order.steps].reverse().map((step, i) => (
                <li key={i}>
                  {step.text} <span className="muted">{time(step.at)}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
        <aside className="summary">
          <h2>{commonTexts.summary}</h2>
          <ul className="lines">
            {order.lines.map((line) => (
              <li key={line.sku}>
                <span>
                  {line.quantity} × {line.name}
                </span>
                <span className="num">{money(line.total)}</span>
              </li>
            ))}
          </ul>
          <dl className="totals">
            <dt>{commonTexts.goods}</dt>
            <dd>{money(order.totals.goods)}</dd>
            <dt>{commonTexts.delivery}</dt>
            <dd>{isZero(order.totals.delivery) ? commonTexts.free : money(order.totals.delivery)}</dd>
            {!isZero(order.totals.discount) && (
              <>
                <dt>{texts.discount}</dt>
                <dd>−{money(order.totals.discount)}</dd>
              </>
            )}
            {!isZero(order.totals.fees) && (
              <>
                <dt>{commonTexts.fees}</dt>
                <dd>{money(order.totals.fees)}</dd>
              </>
            )}
            <dt className="total">{commonTexts.total}</dt>
            <dd className="total">{money(order.totals.total)}</dd>
            <dt className="muted">{commonTexts.vat}</dt>
            <dd className="muted">{money(order.totals.vat)}</dd>
          </dl>
        </aside>
      </div>
    </Frame>
  );
}
