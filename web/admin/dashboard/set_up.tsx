// Leads a new merchant from nothing to the first order; gone when all is done.

import { Card, Group, Progress, Text, Title } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { take } from '../../common/api';
import { t } from '../../common/texts/admin';
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
        <Title order={2}>{t.setUp}</Title>
        <Text size="sm" c="dimmed">
          {t.setUpState(done, steps.length)}
        </Text>
      </Group>
      <Progress value={(done / steps.length) * 100} mb="xs" aria-label={t.setUp} />
      <ul className="plain set-up">
        {steps.map((step) => (
          <li key={step.key}>
            {step.done ? (
              <IconCircleCheck size={16} color="#2b8a3e" aria-label={t.stepDone} />
            ) : (
              <IconCircle size={16} color="#868e96" aria-label={t.stepOpen} />
            )}
            <Link className="link" to={places[step.key]}>
              {t.setUpSteps[step.key]}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
