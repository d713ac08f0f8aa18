// What was bought, from where on the shelf, at what margin, and the money of the order.

import { Button, Card, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isZero } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { Picture } from '../parts/picture';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import type { Order, OrderActions } from './actions';
import { Serials } from './serials';

/** So many lines are painted at once; who wants the rest asks for it. */
const shownAtFirst = 60;

export function LinesCard({ order, actions }: { order: Order; actions: OrderActions }) {
  const [all, setAll] = useState(false);
  const lines = all ? order.lines : order.lines.slice(0, shownAtFirst);
  const costs = useMay()('profit.read');
  const totals = [
    [texts.goods, order.totals.goods],
    ...(isZero(order.totals.discount) ? [] : [[texts.discount, order.totals.discount] as const]),
    [texts.delivery, order.totals.delivery],
    ...(isZero(order.totals.fees) ? [] : [[texts.fees, order.totals.fees] as const]),
  ] as const;
  const span = costs ? 6 : 4;
  return (
    <Card>
      <Title order={2} mb="xs">
        {commonTexts.lines}
      </Title>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.name}</th>
              <th className="num">{commonTexts.stock}</th>
              <th className="num">{commonTexts.quantity}</th>
              <th className="num">{commonTexts.price}</th>
              {costs && (
                <>
                  <th className="num">{commonTexts.cost}</th>
                  <th className="num">{texts.margin}</th>
                </>
              )}
              <th className="num">{commonTexts.total}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.line_no}>
                <td>
                  <span className="with-picture">
                    <Picture url={line.image_url} name={line.name} />
                    <span>
                      <Link to="/products/$id" params={{ id: line.product_id }}>
                        {line.name}
                      </Link>{' '}
                      <span className="muted">
                        {line.sku}
                        {line.shelf && ` · ${texts.shelf} ${line.shelf}`}
                      </span>{' '}
                      <Serials line={line} actions={actions} />
                    </span>
                  </span>
                </td>
                <td className="num muted">{line.available}</td>
                <td className="num">
                  {line.quantity} {line.unit}
                </td>
                <td className="num">
                  <Amount value={line.unit_price} />
                </td>
                {costs && (
                  <>
                    <td className="num muted">
                      <Amount value={line.unit_cost} />
                    </td>
                    <td className="num">
                      <Amount value={line.margin} />
                    </td>
                  </>
                )}
                <td className="num">
                  <Amount value={line.total} />
                </td>
              </tr>
            ))}
            {lines.length < order.lines.length && (
              <tr>
                <td colSpan={span + 1}>
                  <Button variant="subtle" onClick={() => setAll(true)}>
                    {texts.allLines(order.lines.length)}
                  </Button>
                </td>
              </tr>
            )}
            {totals.map(([name, amount]) => (
              <tr key={name}>
                <td colSpan={span} className="num muted">
                  {name}
                </td>
                <td className="num">
                  <Amount value={amount} />
                </td>
              </tr>
            ))}
            <tr>
              <td colSpan={span} className="num">
                <strong>{commonTexts.total}</strong>{' '}
                <span className="muted">
                  {texts.includedVat} <Amount value={order.totals.vat} />
                </span>
              </td>
              <td className="num">
                <strong>
                  <Amount value={order.totals.total} />
                </strong>
              </td>
            </tr>
            <tr>
              <td colSpan={span} className="num muted">
                {commonTexts.paid}
              </td>
              <td className="num">
                <Amount value={order.paid} />
              </td>
            </tr>
            <tr>
              <td colSpan={span} className="num muted">
                {commonTexts.due}
              </td>
              <td className="num">
                <strong>
                  <Amount value={order.due} />
                </strong>
              </td>
            </tr>
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}
