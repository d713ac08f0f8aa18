// How far an order is, in the four steps that a buyer thinks in.

import type { Schemas } from '../../common/api';
import { texts } from '../../common/texts/shop/order';

type Statuses = Schemas['Statuses'];

function stepOf({ order, delivery }: Statuses): number {
  if (delivery.stage === 'delivered' || order.stage === 'completed') return 3;
  if (['handed_over', 'in_transit'].includes(delivery.stage)) return 2;
  return order.stage === 'new' ? 0 : 1;
}

export function Progress({ statuses }: { statuses: Statuses }) {
  if (statuses.order.stage === 'cancelled') return <p className="alert">{texts.cancelled}</p>;
  if (statuses.delivery.stage === 'returned') return <p className="alert">{texts.returned}</p>;
  const at = stepOf(statuses);
  return (
    <ol className="progress">
      {texts.progress.map((step, i) => (
        <li key={step} className={i <= at ? 'done' : ''} aria-current={i === at ? 'step' : undefined}>
          {step}
        </li>
      ))}
    </ol>
  );
}
