import { Card, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { isZero } from '../../common/format';
import { t } from '../../common/texts/admin';
import { Amount } from '../parts/words';
import { useMay } from '../session';
import type { Order } from './actions';
import { Wide } from '../parts/wide';

export function LinesCard({ order }: { order: Order }) {
  const costs = useMay()('profit.read');
  const totals = [
    [t.goods, order.totals.goods], [t.delivery, order.totals.delivery],
    ...(isZero(order.totals.fees) ? [] : [[t.fees, order.totals.fees] as const]),
  ] as const;
  const span = costs ? 4 : 3;
  return (
    <Card>
      <Title order={2} mb="xs">{t.lines}</Title>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{t.name}</th><th className="num">{t.quantity}</th><th className="num">{t.price}</th>
              {costs && <th className="num">{t.cost}</th>}<th className="num">{t.total}</th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.line_no}>
                <td><Link to="/products/$id" params={{ id: line.product_id }}>{line.name}</Link> <span className="muted">{line.sku}</span></td>
                <td className="num">{line.quantity} {line.unit}</td>
                <td className="num"><Amount value={line.unit_price} /></td>
                {costs && <td className="num muted"><Amount value={line.unit_cost} /></td>}
                <td className="num"><Amount value={line.total} /></td>
              </tr>
            ))}
            {totals.map(([name, amount]) => (
              <tr key={name}><td colSpan={span} className="num muted">{name}</td><td className="num"><Amount value={amount} /></td></tr>
            ))}
            <tr><td colSpan={span} className="num"><strong>{t.total}</strong> <span className="muted">{t.includedVat} <Amount value={order.totals.vat} /></span></td>
              <td className="num"><strong><Amount value={order.totals.total} /></strong></td></tr>
            <tr><td colSpan={span} className="num muted">{t.paid}</td><td className="num"><Amount value={order.paid} /></td></tr>
            <tr><td colSpan={span} className="num muted">{t.due}</td><td className="num"><strong><Amount value={order.due} /></strong></td></tr>
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}
