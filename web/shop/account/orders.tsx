// Orders as cards with how far each is, in the words of a person; paid, cancelled or ordered again from here.

import { useEffect, useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { money, time } from '../../common/format';
import { t } from '../../common/texts/shop';
import { addToCart } from '../cart/cart';
import { Progress } from '../order/progress';
import { api, go } from '../frame/route';
import { useLoad } from '../frame/use_load';

type Card = Schemas['AccountOrder'];

function pathOf(link: string): string {
  const url = new URL(link);
  return url.pathname + url.search;
}

export function Orders() {
  const [cursor, setCursor] = useState('');
  const [cards, setCards] = useState<Card[]>([]);
  const page = useLoad(cursor, () =>
    take(api.GET('/api/v1/account/orders', { params: { query: { limit: 10, ...(cursor ? { cursor } : {}) } } })),
  );
  useEffect(() => {
    if (page.data && !page.loading)
      setCards((before) => (cursor ? [...before, ...page.data!.items] : page.data!.items));
  }, [page.data]);
  const replace = (card: Card) => setCards(cards.map((each) => (each.id === card.id ? card : each)));
  if (page.error !== undefined)
    return (
      <p role="alert" className="alert">
        {t.notReached}
      </p>
    );
  if (page.loading && cards.length === 0) return <p aria-busy="true">{t.loading}</p>;
  return (
    <>
      {cards.length === 0 && <p>{t.noOrders}</p>}
      <ul className="plain cards">
        {cards.map((card) => (
          <OrderCard key={card.id} card={card} onChange={replace} />
        ))}
      </ul>
      {page.data?.next_cursor && (
        <button type="button" className="quiet" onClick={() => setCursor(page.data!.next_cursor!)}>
          {t.moreOrders}
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
      setProblem(error instanceof Problem ? (t.problems[error.code] ?? error.message) : t.notReached);
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
            {t.order(card.number)}
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
            {t.payNow} · {money(card.due)}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => void again()}>
          {t.orderAgain}
        </button>
        {card.can_cancel && !asking && (
          <button type="button" className="quiet" onClick={() => setAsking(true)}>
            {t.cancelOrder}
          </button>
        )}
        {asking && (
          <>
            <span>{t.reallyCancel}</span>
            <button type="button" className="quiet" onClick={() => void cancel()}>
              {t.yesCancel}
            </button>
            <button type="button" className="quiet" onClick={() => setAsking(false)}>
              {t.no}
            </button>
          </>
        )}
      </div>
    </li>
  );
}
