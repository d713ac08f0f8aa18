// What the formula beside would have asked of the orders of the last days.

import { Alert, Button, Card, Group, NumberInput, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts } from '../../common/texts/admin/settings/delivery';
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
      <Title order={2}>{texts.simulation}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.simulationHint}
      </Text>
      <Group gap="xs" align="flex-end">
        <NumberInput
          label={texts.daysBack}
          w={110}
          min={1}
          max={366}
          allowDecimal={false}
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
        />
        <Button variant="default" loading={run.isPending} onClick={() => run.mutate()}>
          {texts.simulate}
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
      <Text mt="sm">{texts.simulated(outcome.orders, money(outcome.before), money(outcome.after))}</Text>
      <Text size="sm" c="dimmed">
        {texts.simulatedCount(outcome.dearer, outcome.cheaper, outcome.refused)} ·{' '}
        {texts.courierTook(money(outcome.courier_cost))}
      </Text>
      {outcome.largest.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{commonTexts.colOrder}</th>
                <th className="num">{orderTexts.now}</th>
                <th className="num">{orderTexts.then}</th>
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
                  <td className="num">{row.after ? <Amount value={row.after} /> : texts.notTaken}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </div>
  );
}
