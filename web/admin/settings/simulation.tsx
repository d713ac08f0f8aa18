// What the formula beside would have asked of the orders of the last days.

import { Alert, Button, Card, Group, NumberInput, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { t } from '../../common/texts/admin';
import { api, wordsOf } from '../frame/client';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';

export function SimulationCard({ id, formula }: { id: string; formula: Schemas['DeliveryFormula'] }) {
  const [days, setDays] = useState(30);
  const run = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(api.POST('/api/v1/delivery-methods/{id}/simulate', { params: { path: { id } }, body: { formula, days } })),
  });
  return (
    <Card>
      <Title order={2}>{t.simulation}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t.simulationHint}
      </Text>
      <Group gap="xs" align="flex-end">
        <NumberInput
          label={t.daysBack}
          w={110}
          min={1}
          max={366}
          allowDecimal={false}
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
        />
        <Button variant="default" loading={run.isPending} onClick={() => run.mutate()}>
          {t.simulate}
        </Button>
      </Group>
      {run.isError && (
        <Alert color="red" role="alert" mt="xs">
          {wordsOf(run.error)}
        </Alert>
      )}
      {run.data && <Outcome outcome={run.data} />}
    </Card>
  );
}

function Outcome({ outcome }: { outcome: Schemas['Simulation'] }) {
  return (
    <div role="status">
      <Text mt="sm">{t.simulated(outcome.orders, money(outcome.before), money(outcome.after))}</Text>
      <Text size="sm" c="dimmed">
        {t.simulatedCount(outcome.dearer, outcome.cheaper, outcome.refused)} ·{' '}
        {t.courierTook(money(outcome.courier_cost))}
      </Text>
      {outcome.largest.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{t.colOrder}</th>
                <th className="num">{t.now}</th>
                <th className="num">{t.then}</th>
              </tr>
            </thead>
            <tbody>
              {outcome.largest.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link className="link" to="/orders/$id" params={{ id: row.id }}>
                      #{row.number}
                    </Link>
                  </td>
                  <td className="num">
                    <Amount value={row.before} />
                  </td>
                  <td className="num">{row.after ? <Amount value={row.after} /> : t.notTaken}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </div>
  );
}
