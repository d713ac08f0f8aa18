// How the person who is signed in hears of alerts outside the panel.

import { Card, Select, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/alerts';
import { api } from '../frame/client';
import { FormFoot, useForm } from '../settings/form';

type Listening = Schemas['Subscription'];

export function ListeningCard() {
  const mine = useQuery({ queryKey: ['my-alerts'], queryFn: () => take(api.GET('/api/v1/me/alerts')) });
  return mine.data ? <ListeningForm key={JSON.stringify(mine.data)} mine={mine.data} /> : null;
}

function ListeningForm({ mine }: { mine: Listening }) {
  const form = useForm({
    initial: mine,
    stale: ['my-alerts'],
    save: (body) => take(api.POST('/api/v1/me/alerts', { body })),
  });
  const { value, set, at } = form;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.listening}
      </Title>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          <div className="form">
            <Select
              label={texts.byMail}
              allowDeselect={false}
              value={value.by_mail}
              data={choicesOf(texts.byMailChoices)}
              onChange={(choice) => set({ by_mail: choice as Listening['by_mail'] })}
            />
            <TextInput
              type="tel"
              label={texts.phone}
              placeholder={texts.phoneHint}
              value={value.phone}
              error={at('phone')}
              onChange={(e) => set({ phone: e.currentTarget.value })}
            />
          </div>
          <FormFoot form={form} />
        </Stack>
      </form>
    </Card>
  );
}
