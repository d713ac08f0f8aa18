// Accounts with payment processors. The form is made from what each processor says it needs.

import { Alert, Button, Card, Group, PasswordInput, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { api } from '../client';
import { Broken, Loading } from '../parts/states';
import { Copy } from '../parts/words';
import { useMay } from '../session';
import { FormFoot, useForm } from './form';

type Account = Schemas['ProcessorAccountView'];

export function ProcessorsPage() {
  const query = useQuery({ queryKey: ['processors'], queryFn: () => take(api.GET('/api/v1/processors')) });
  const [open, setOpen] = useState<string>();
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{t.sections.processors}</Title>
      <Text size="sm" c="dimmed">{t.processorsHint}</Text>
      {query.data.items.map((account) => (
        <Card key={account.traits.name}>
          <Group justify="space-between">
            <Group gap="xs">
              <Title order={2}>{account.traits.title}</Title>
              <span className="chip" data-colour={account.set_up ? 'green' : account.played ? 'blue' : 'grey'}>
                {account.set_up ? (account.mode === 'live' ? t.live : t.testMode) : account.played ? t.playedBySandbox : t.notSetUp}
              </span>
            </Group>
            <Button variant="subtle" aria-expanded={open === account.traits.name} onClick={() => setOpen(open === account.traits.name ? undefined : account.traits.name)}>
              {open === account.traits.name ? t.hideDetails : t.setUpAccount}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">{account.traits.brands.map((brand) => t.brands[brand] ?? brand).join(', ')} · {account.traits.currencies.join(', ')}</Text>
          {open === account.traits.name && <AccountForm key={account.version} account={account} />}
        </Card>
      ))}
    </Stack>
  );
}

function texts(value: unknown): Record<string, string> {
  return (value ?? {}) as Record<string, string>;
}

function AccountForm({ account }: { account: Account }) {
  const readOnly = !useMay()('settings.edit');
  const { traits } = account;
  const form = useForm({
    initial: { mode: account.mode, capture: account.capture, credentials: texts(account.credentials), endpoints: texts(account.endpoints) }, stale: ['processors', 'set-up'],
    save: ({ mode, capture, credentials, endpoints }) =>
      take(api.PUT('/api/v1/processors/{processor}', { params: { path: { processor: traits.name } }, body: { mode, capture, credentials, endpoints } })),
  });
  const check = useMutation({ mutationFn: () => take(api.POST('/api/v1/processors/{processor}/check', { params: { path: { processor: traits.name } } })) });
  const { value, set, at } = form;
  const credential = ({ name, secret, multiline }: Account['traits']['credentials'][number]) => {
    const common = {
      label: t.credentials[name] ?? name, readOnly, value: value.credentials[name] ?? '', error: at(`credentials.${name}`),
      placeholder: account.secrets.includes(name) ? t.unchanged : undefined,
    };
    const change = (text: string) => set({ credentials: { ...value.credentials, [name]: text } });
    if (multiline) return <Textarea key={name} {...common} autosize minRows={3} maxRows={8} spellCheck={false} onChange={(e) => change(e.currentTarget.value)} />;
    if (secret) return <PasswordInput key={name} size="xs" {...common} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t.showPassword }} onChange={(e) => change(e.currentTarget.value)} />;
    return <TextInput key={name} {...common} onChange={(e) => change(e.currentTarget.value)} />;
  };
  return (
    <form onSubmit={form.submit}>
      <div className="form">
        <Select label={t.mode} allowDeselect={false} readOnly={readOnly} value={value.mode} data={[{ value: 'sandbox', label: t.testMode }, { value: 'live', label: t.live }]} onChange={(mode) => set({ mode: mode as Account['mode'] })} />
        <Select label={t.captureRule} allowDeselect={false} readOnly={readOnly} value={value.capture} error={at('capture')}
          data={(['at_once', 'on_shipment', 'by_hand'] as const).map((rule) => ({ value: rule, label: t.captureRules[rule] }))} onChange={(capture) => set({ capture: capture as Account['capture'] })} />
        {traits.credentials.map(credential)}
      </div>
      <Text size="sm" mt="xs">{t.callbackUrl}: <code>{account.callback_url}</code> <Copy text={account.callback_url} label={t.callbackUrl} /></Text>
      <details>
        <summary>{t.otherAddresses}</summary>
        <div className="form">
          {traits.endpoints.map((name) => (
            <TextInput key={name} label={name} readOnly={readOnly} value={value.endpoints[name] ?? ''} error={at(`endpoints.${name}`)} onChange={(e) => set({ endpoints: { ...value.endpoints, [name]: e.currentTarget.value } })} />
          ))}
        </div>
      </details>
      {!readOnly && (
        <Stack gap="xs" mt="sm">
          {check.isError && <Alert color="red" role="alert">{check.error.message}</Alert>}
          <FormFoot form={form}>
            <Button variant="default" loading={check.isPending} leftSection={check.isSuccess ? <IconCheck size={14} /> : undefined} onClick={() => check.mutate()}>{check.isSuccess ? t.connectionWorks : t.testConnection}</Button>
          </FormFoot>
        </Stack>
      )}
    </form>
  );
}
