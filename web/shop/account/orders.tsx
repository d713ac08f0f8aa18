// Orders as cards with how far each is, in the words of a person; paid, cancelled or ordered again from here.

import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { money, time } from '../../common/format';
import { texts } from '../../common/texts/shop/account';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { addToCart } from '../cart/cart';
import { Progress } from '../order/progress';
import { api, go } from '../frame/route';
import { wordsOf } from '../frame/words';
import { useLoad } from '../frame/use_load';

type Card = Schemas['AccountOrder'];

function pathOf(link: string): string {
  const url = new URL(link);
  return url.pathname + url.search;
}

export function Orders() {
  const [after, setAfter] = useState<{ cursor: string; earlier: Card[] }>({ cursor: '', earlier: [] });
  const [changed, setChanged] = useState<Card[]>([]);
  const page = useLoad(after.cursor, async () => {
    const { cursor, earlier } = after;
    const next = await take(
      api.GET('/api/v1/account/orders', { params: { query: { limit: 10, ...(cursor ? { cursor } : {}) } } }),
    );
    return { ...next, items: [...earlier, ...next.items] };
  });
  const loaded = page.data?.items ?? [];
  const cards = loaded.map((card) => changed.find((each) => each.id === card.id) ?? card);
  const replace = (card: Card) => setChanged([card, ...changed]);
  if (page.error !== undefined)
    return (
      <p role="alert" className="alert">
        {commonTexts.notReached}
      </p>
    );
  if (page.loading && cards.length === 0) return <p aria-busy="true">{commonTexts.loading}</p>;
  return (
    <>
      {cards.length === 0 && <p>{texts.noOrders}</p>}
      <ul className="plain cards">
        {cards.map((card) => (
          <OrderCard key={card.id} card={card} onChange={replace} />
        ))}
      </ul>
      {page.data?.next_cursor && (
        <button
          type="button"
          className="quiet"
          onClick={() => setAfter({ cursor: page.data!.next_cursor!, earlier: loaded })}
        >
          {texts.moreOrders}
        </button>
      )}
    </>
  );
}

function OrderCard({ card, onChange }: { card: Card; onChange: (card: Card) => void }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const open = () => go(pathOf(card.link));
  const cancel = async () => {
    try {
      onChange(
        await take(
          api.POST('/api/v1/account/orders/{id}/cancel', { params: { path: { id: card.id } }, body: { reason: '' } }),
        ),
      );
      setAsking(false);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  const again = async () => {
    const url = new URL(card.link);
    const order = await take(
      api.GET('/api/v1/checkout/orders/{id}', {
        params: { path: { id: card.id }, query: { t: url.searchParams.get('t') ?? '' } },
      }),
    );
    for (const line of order.lines)
      for (let i = 0; i < Math.max(1, Math.round(Number(line.quantity))); ++i) addToCart(line.sku, line.name);
    go('checkout');
  };
  return (
    <li className="panel">
      <div className="row">
        <h2>
          <a
            href={pathOf(card.link)}
            onClick={(event) => {
              event.preventDefault();
              open();
            }}
          >
            {commonTexts.order(card.number)}
          </a>
        </h2>
        <strong className="num">{money(card.total)}</strong>
      </div>
      <p className="muted">
        {time(card.placed_at)} · {card.lines}
      </p>
      <Progress statuses={card.statuses} />
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        {card.can_pay && (
          <button type="button" onClick={open}>
            {texts.payNow} · {money(card.due)}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => void again()}>
          {texts.orderAgain}
        </button>
        {card.can_cancel && !asking && (
          <button type="button" className="quiet" onClick={() => setAsking(true)}>
            {texts.cancelOrder}
          </button>
        )}
        {asking && (
          <>
            <span>{texts.reallyCancel}</span>
            <button type="button" className="quiet" onClick={() => void cancel()}>
              {texts.yesCancel}
            </button>
            <button type="button" className="quiet" onClick={() => setAsking(false)}>
              {texts.no}
            </button>
          </>
        )}
      </div>
    </li>
  );
}
