// The ready views of the order list, as tabs with counts.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { api } from '../client';
import { type Filters, statusesQuery } from './filters';

interface View {
  name: string;
  filters: Filters;
  counted?: string[]; // codes of the statuses whose counters say how many
}

/** Views are said in stages, which the program understands whatever the merchant calls them. */
function views(statuses: Schemas['Status'][]): View[] {
  const codes = (axis: string, ...stages: string[]) => statuses
    .filter((status) => status.axis === axis && stages.includes(status.stage))
    .map((status) => status.code);
  const fresh = codes('order', 'new'), preparing = codes('delivery', 'preparing'), pending = codes('payment', 'pending', 'failed');
  const moving = codes('delivery', 'handed_over', 'in_transit'), returned = codes('delivery', 'returned');
  const open = codes('order', 'new', 'in_progress', 'waiting');
  return [
    { name: t.viewNew, filters: { order_status: fresh.join(',') }, counted: fresh },
    { name: t.viewToSend, filters: { order_status: codes('order', 'in_progress').join(','), delivery_status: [...codes('delivery', 'none'), ...preparing].join(',') } },
    { name: t.viewUnpaid, filters: { order_status: open.join(','), payment_status: pending.join(',') } },
    { name: t.viewOnTheWay, filters: { delivery_status: moving.join(',') }, counted: moving },
    { name: t.viewHeld, filters: { held: 'true' } },
    { name: t.viewReturned, filters: { delivery_status: returned.join(',') }, counted: returned },
    { name: t.viewAll, filters: {} },
  ];
}

export function ViewTabs({ filters }: { filters: Filters }) {
  const statuses = useQuery(statusesQuery).data?.items ?? [];
  const counters = useQuery({
    queryKey: ['orders', 'counters'],
    queryFn: () => take(api.GET('/api/v1/order-counters')),
    refetchInterval: 60_000,
  }).data?.items ?? [];
  const count = (codes?: string[]) => {
    if (!codes || counters.length === 0) return '';
    const sum = counters.filter((each) => codes.includes(each.code)).reduce((total, each) => total + each.count, 0);
    return sum >= 1000 ? '1000+' : String(sum);
  };
  const same = (a: Filters, b: Filters) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
  return (
    <nav className="tabs" aria-label={t.orders}>
      {views(statuses).map((view) => (
        <Link key={view.name} to="/orders" search={view.filters} activeOptions={{ exact: true, includeSearch: true }} activeProps={{}}
          aria-current={same(view.filters, filters) ? 'page' : undefined}>
          {view.name}<span className="count">{count(view.counted)}</span>
        </Link>
      ))}
    </nav>
  );
}
