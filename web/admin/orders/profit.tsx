// The net profit of the order, line by line, as numbers and as a waterfall.

import { Alert, Card, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { api } from '../frame/client';
import { Loading } from '../parts/states';
import { Amount } from '../parts/words';
import type { Order } from './actions';
import { Wide } from '../parts/wide';

// The chart library is large and is only needed here.
const Waterfall = lazy(() => import('./waterfall'));

export function ProfitCard({ order }: { order: Order }) {
  const report = useQuery({
    queryKey: ['order', order.id, 'profit'],
    queryFn: () => take(api.GET('/api/v1/orders/{id}/profit', { params: { path: { id: order.id } } })),
  }).data;
  if (!report)
    return (
      <Card>
        <Loading rows={3} />
      </Card>
    );
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{texts.profitReport}</Title>
        <Text size="sm" c="dimmed">
          {report.final ? texts.profitFinal : texts.profitEstimate}
        </Text>
      </Group>
      {report.reasons.length > 0 && <Reasons reasons={report.reasons} />}
      <Suspense fallback={<div style={{ height: 180 }} />}>
        <Waterfall report={report} />
      </Suspense>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.kind}</th>
              <th>{texts.howComputed}</th>
              <th className="num">{commonTexts.amount}</th>
            </tr>
          </thead>
          <tbody>
            {report.lines
              .filter((line) => line.kind !== 'tax')
              .map((line, i) => (
                <tr key={i}>
                  <td>{texts.kinds[line.kind]}</td>
                  <td className="muted">{line.explanation}</td>
                  <td className="num">
                    <Amount value={line.amount} />
                  </td>
                </tr>
              ))}
            <tr>
              <td colSpan={2}>
                <strong>{texts.grossResult}</strong>
              </td>
              <td className="num">
                <strong>
                  <Amount value={report.gross_result} />
                </strong>
              </td>
            </tr>
            {report.lines
              .filter((line) => line.kind === 'tax')
              .map((line, i) => (
                <tr key={i}>
                  <td>{texts.kinds[line.kind]}</td>
                  <td className="muted">{line.explanation}</td>
                  <td className="num">
                    <Amount value={line.amount} />
                  </td>
                </tr>
              ))}
            <tr>
              <td colSpan={2}>
                <strong>{commonTexts.profit}</strong>
              </td>
              <td className="num">
                <strong>
                  <Amount value={report.net_profit} />
                </strong>
              </td>
            </tr>
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}

/** Why the order loses money, and what would mend it. */
function Reasons({ reasons }: { reasons: Schemas['LossReason'][] }) {
  return (
    <Alert color="orange" variant="light" mb="xs">
      <Text fw={600} size="sm" c="var(--mantine-color-text)">
        {texts.whyLoss}
      </Text>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {reasons.map((reason) => (
          <li key={`${reason.cause} ${reason.sku}`}>
            {texts.causes[reason.cause]}
            {reason.sku && (
              <>
                {' '}
                (
                <Link className="link" to="/products/$id" params={{ id: reason.product_id! }}>
                  {reason.sku}
                </Link>
                )
              </>
            )}
            : <Amount value={reason.amount} />. {texts.fixes[reason.cause]}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
