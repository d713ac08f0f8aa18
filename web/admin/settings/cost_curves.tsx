// The formula as two curves: cost by weight and by distance, drawn as it is edited.

import { Card, Skeleton, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { texts } from '../../common/texts/admin/settings/delivery';
import { api } from '../frame/client';

type Point = Schemas['CurvePoint'];

const width = 320,
  height = 130,
  left = 44,
  bottom = 18;

function Curve({
  points,
  at,
  unit,
  label,
}: {
  points: Point[];
  at: (point: Point) => number;
  unit: string;
  label: string;
}) {
  if (points.length < 2) return null;
  // Places on the screen, never shown as amounts.
  const cost = (point: Point) => Number(point.price.amount);
  const most = Math.max(1, ...points.map(cost)),
    end = at(points[points.length - 1]);
  const x = (point: Point) => left + (at(point) / end) * (width - left - 6),
    y = (point: Point) => height - bottom - (cost(point) / most) * (height - bottom - 8);
  const top = points.reduce((a, b) => (cost(b) > cost(a) ? b : a));
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="curve"
      role="img"
      aria-label={`${label}: ${money(points[0].price)} – ${money(top.price)}`}
    >
      <line x1={left} y1={height - bottom} x2={width} y2={height - bottom} stroke="currentColor" opacity="0.3" />
      <polyline
        fill="none"
        stroke="#3b5bdb"
        strokeWidth="2"
        points={points.map((point) => `${x(point)},${y(point)}`).join(' ')}
      />
      <text x={left - 4} y={y(top) + 8} textAnchor="end" fontSize="10" fill="currentColor">
        {money(top.price).split(',')[0]}
      </text>
      <text x={left} y={height - 4} fontSize="10" fill="currentColor">
        0
      </text>
      <text x={width} y={height - 4} textAnchor="end" fontSize="10" fill="currentColor">
        {end} {unit}
      </text>
    </svg>
  );
}

export function CostCurves({ formula }: { formula: Schemas['DeliveryFormula'] }) {
  const [settled] = useDebouncedValue(formula, 250);
  const curves = useQuery({
    queryKey: ['curves', settled],
    retry: false,
    queryFn: () => take(api.POST('/api/v1/delivery-methods/curves', { body: { formula: settled } })),
    placeholderData: (before) => before,
  }).data;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.costByWeight}
      </Title>
      {curves ? (
        <Curve points={curves.by_weight} at={(point) => point.weight_g / 1000} unit="kg" label={texts.costByWeight} />
      ) : (
        <Skeleton height={height} />
      )}
      <Title order={2} my="xs">
        {texts.costByDistance}
      </Title>
      {curves ? (
        <Curve
          points={curves.by_distance}
          at={(point) => point.distance_m / 1000}
          unit="km"
          label={texts.costByDistance}
        />
      ) : (
        <Skeleton height={height} />
      )}
    </Card>
  );
}
