// Leads a new merchant from nothing to the first order; gone when all is done.

import { Card, Group, Progress, Text, Title } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/dashboard';
import { api } from '../frame/client';
import { useMay } from '../frame/session';

const places: Record<string, string> = {
  seller: '/settings/shop',
  products: '/products',
  delivery: '/settings/delivery-methods',
  payment: '/settings/payment-methods',
  courier: '/settings/couriers',
  mail: '/settings/messages',
  efactura: '/settings/efactura',
  templates: '/settings/messages',
  people: '/settings/people',
  first_order: '/orders/new',
};

export function SetUp() {
  const may = useMay();
  const steps = useQuery({
    queryKey: ['set-up'],
    enabled: may('settings.edit'),
    queryFn: () => take(api.GET('/api/v1/set-up')),
  }).data?.items;
  if (!steps || steps.every((step) => step.done)) return null;
  const done = steps.filter((step) => step.done).length;
  return (
    <Card>
      <Group justify="space-between" mb={4}>
        <Title order={2}>{texts.setUp}</Title>
        <Text size="sm" c="dimmed">
          {texts.setUpState(done, steps.length)}
        </Text>
      </Group>
      <Progress value={(done / steps.length) * 100} mb="xs" aria-label={texts.setUp} />
      <ul className="plain set-up">
        {steps.map((step) => (
          <li key={step.key}>
            {step.done ? (
              <IconCircleCheck size={16} color="#2b8a3e" aria-label={texts.stepDone} />
            ) : (
              <IconCircle size={16} color="#868e96" aria-label={texts.stepOpen} />
            )}
            <Link className="link" to={places[step.key]}>
              {labelOf(texts.setUpSteps, step.key)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
