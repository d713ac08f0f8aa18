// Programs that hear what happens: their addresses, what was sent to each, and sending it again.

import { Alert, Button, Card, Group, Stack, Switch, TagsInput, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { time } from '../../common/format';
import { codesOf, labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as historyTexts } from '../../common/texts/admin/history';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/people';
import { api, queryClient, tell } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Copy } from '../parts/words';
import { FormFoot, useForm } from './form';

const colours = { waiting: 'amber', delivered: 'green', failed: 'red' };

export function WebhooksPage() {
  const hooks = useQuery({ queryKey: ['webhooks'], queryFn: () => take(api.GET('/api/v1/webhooks')) });
  const [open, setOpen] = useState<string>();
  const [secret, setSecret] = useState<string>();
  if (hooks.isError) return <Broken error={hooks.error} />;
  if (hooks.isPending) return <Loading />;
  const hook = hooks.data.items.find((each) => each.id === open);
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.webhooks}</Title>
      <Text size="sm" c="dimmed">
        {texts.webhookHint}
      </Text>
      {secret && (
        <Alert color="teal" role="status">
          <strong>{texts.secretOnce}</strong>
          <Group gap="xs">
            <code>{secret}</code>
            <Copy text={secret} label={texts.secret} />
          </Group>
        </Alert>
      )}
      <Group gap="xs">
        {hooks.data.items.map((each) => (
          <Button key={each.id} variant={each.id === open ? 'light' : 'default'} onClick={() => setOpen(each.id)}>
            {each.url}
          </Button>
        ))}
        <Button variant="subtle" onClick={() => setOpen('new')}>
          {texts.newWebhook}
        </Button>
      </Group>
      {open && (
        <HookForm
          key={`${open}${hook?.version}`}
          hook={hook}
          onSaved={(saved) => {
            setSecret(saved.secret);
            setOpen(saved.id);
          }}
          onRemoved={() => setOpen(undefined)}
        />
      )}
      {hook && <Deliveries id={hook.id} />}
    </Stack>
  );
}

function HookForm({
  hook,
  onSaved,
  onRemoved,
}: {
  hook?: Schemas['Webhook'];
  onSaved: (saved: Schemas['Webhook']) => void;
  onRemoved: () => void;
}) {
  const form = useForm({
    initial: { url: hook?.url ?? '', events: hook?.events ?? [], active: hook?.active ?? true },
    stale: ['webhooks'],
    onSaved,
    save: (body) =>
      hook
        ? take(
            api.PATCH('/api/v1/webhooks/{id}', {
              params: { path: { id: hook.id } },
              headers: { 'If-Match': `"${hook.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/webhooks', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  });
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id: hook!.id } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      onRemoved();
    },
  });
  return (
    <Card>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          <TextInput
            label={texts.address}
            required
            value={form.value.url}
            error={form.at('url')}
            placeholder="https://"
            onChange={(e) => form.set({ url: e.currentTarget.value })}
          />
          <TagsInput
            label={texts.eventsWanted}
            description={texts.eventsHint}
            value={form.value.events}
            data={codesOf(historyTexts.events)}
            onChange={(events) => form.set({ events })}
          />
          <Switch
            label={commonTexts.isActive}
            checked={form.value.active}
            onChange={(e) => form.set({ active: e.currentTarget.checked })}
          />
          <FormFoot form={form}>
            {hook && (
              <Button variant="default" c="var(--danger)" onClick={() => remove.mutate()}>
                {commonTexts.remove}
              </Button>
            )}
          </FormFoot>
        </Stack>
      </form>
    </Card>
  );
}

function Deliveries({ id }: { id: string }) {
  const log = useQuery({
    queryKey: ['deliveries', id],
    refetchInterval: 5000,
    queryFn: () =>
      take(api.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: { limit: 50 } } })),
  });
  const replay = useMutation({
    mutationFn: (delivery: string) =>
      take(api.POST('/api/v1/webhook-deliveries/{id}/replay', { params: { path: { id: delivery } } })),
    onSuccess: () => {
      tell(texts.sentAgain);
      void queryClient.invalidateQueries({ queryKey: ['deliveries', id] });
    },
  });
  if (log.isError) return <Broken error={log.error} />;
  if (log.isPending) return <Loading rows={3} />;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.deliveryLog}
      </Title>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{texts.event}</th>
              <th>{texts.about}</th>
              <th>{commonTexts.colStatus}</th>
              <th className="num">{commonTexts.attempts}</th>
              <th>{texts.answer}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {log.data.items.map((each) => (
              <tr key={each.id}>
                <td>{labelOf(historyTexts.events, each.event)}</td>
                <td className="muted">{each.subject}</td>
                <td>
                  <span className="chip" data-colour={colours[each.state]}>
                    {texts.deliveryStates[each.state]}
                  </span>
                </td>
                <td className="num">{each.attempts}</td>
                <td className="muted">{each.delivered_at ? time(each.delivered_at) : each.error}</td>
                <td className="num">
                  <Button size="compact-xs" variant="subtle" onClick={() => replay.mutate(each.id)}>
                    {commonTexts.resend}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {log.data.items.length === 0 && <Empty>{texts.nothingSent}</Empty>}
      </Wide>
    </Card>
  );
}
