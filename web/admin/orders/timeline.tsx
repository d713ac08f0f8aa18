// Every action on the order, newest first, by day, with what changed.

import { Card, Group, Select, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { day, hour } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as historyTexts } from '../../common/texts/admin/history';
import { texts } from '../../common/texts/admin/orders/order';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import type { Order } from './actions';

type Event = Schemas['Event'];

function personOf(event: Event): string {
  const kind = labelOf(historyTexts.actors, event.actor_kind, '');
  if (event.actor_kind === 'operator') return event.actor;
  return event.actor && !['buyer', 'system', 'job'].includes(event.actor_kind)
    ? `${kind} (${event.actor})`
    : kind || event.actor;
}

export function Timeline({ order }: { order: Order }) {
  const [person, setPerson] = useState<string | null>(null);
  const events = useQuery({
    queryKey: ['order', order.id, 'events'],
    queryFn: () =>
      take(api.GET('/api/v1/orders/{id}/events', { params: { path: { id: order.id }, query: { limit: 200 } } })),
  });
  if (events.isError) return <Broken error={events.error} />;
  if (events.isPending) return <Loading rows={4} />;
  const people = [...new Set(events.data.items.map(personOf))];
  const shown = events.data.items.filter((event) => !person || personOf(event) === person).reverse();
  const days = [...new Set(shown.map((event) => day(event.at)))];
  return (
    <Card>
      <Group justify="space-between">
        <Title order={2}>{texts.timeline}</Title>
        <Select
          aria-label={texts.person}
          placeholder={texts.allPeople}
          clearable
          data={people}
          value={person}
          onChange={setPerson}
          w={180}
        />
      </Group>
      <div className="timeline">
        {days.map((each) => (
          <section key={each}>
            <h3>{each}</h3>
            <ol className="timeline">
              {shown
                .filter((event) => day(event.at) === each)
                .map((event) => (
                  <li key={event.seq}>
                    <Text size="sm">
                      <strong>{personOf(event)}</strong> {labelOf(historyTexts.events, event.kind)}{' '}
                      <span className="muted">{hour(event.at)}</span>
                    </Text>
                    {event.changes.map((change, i) => (
                      <Text key={i} size="xs" c="dimmed" className="changes">
                        {labelOf(historyTexts.fields, change.field)}: {change.from ? `${change.from} → ` : ''}
                        {change.to}
                      </Text>
                    ))}
                    {event.reason && <Text size="xs">„{event.reason}”</Text>}
                  </li>
                ))}
            </ol>
          </section>
        ))}
      </div>
    </Card>
  );
}
