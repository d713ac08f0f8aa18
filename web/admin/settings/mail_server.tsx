// Where letters leave, how many go together, and their signature.

import { Button, Card, Group, NumberInput, PasswordInput, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/settings/messages';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { api, wordsOf } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Copy } from '../parts/words';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

export function MailServer() {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <ServerForm key={query.data.version} shop={query.data} />
      <Signing />
    </Stack>
  );
}

function ServerForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { ...shop.settings.mail, password: '' },
    stale: ['shop', 'set-up', 'mail-signing'],
    save: async ({ password, ...mail }) => {
      if (password) await take(api.POST('/api/v1/shop/secrets', { body: { name: 'smtp_password', value: password } }));
      return saveShop(shop, { settings: { mail } });
    },
  });
  const { value, set } = form;
  return (
    <Card>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.mailHint}
      </Text>
      <form onSubmit={form.submit}>
        <div className="form">
          <TextInput
            label={texts.serverUrl}
            placeholder="smtp://mail.example.ro:587"
            readOnly={readOnly}
            value={value.url}
            onChange={(e) => set({ url: e.currentTarget.value })}
          />
          <TextInput
            label={texts.user}
            readOnly={readOnly}
            value={value.user}
            onChange={(e) => set({ user: e.currentTarget.value })}
          />
          <PasswordInput
            size="xs"
            label={commonTexts.password}
            placeholder={partnerTexts.unchanged}
            readOnly={readOnly}
            value={value.password}
            onChange={(e) => set({ password: e.currentTarget.value })}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': partnerTexts.showPassword }}
          />
          <TextInput
            label={texts.sender}
            readOnly={readOnly}
            value={value.from}
            onChange={(e) => set({ from: e.currentTarget.value })}
          />
          <NumberInput
            label={texts.gatherMinutes}
            description={texts.gatherHint}
            readOnly={readOnly}
            min={0}
            max={1440}
            allowDecimal={false}
            value={value.gather_minutes}
            onChange={(minutes) => set({ gather_minutes: Number(minutes) })}
          />
          <Switch
            label={texts.requireTls}
            disabled={readOnly}
            checked={value.require_tls}
            onChange={(e) => set({ require_tls: e.currentTarget.checked })}
          />
        </div>
        {!readOnly && (
          <Stack gap="xs" mt="sm">
            <FormFoot form={form} />
          </Stack>
        )}
      </form>
    </Card>
  );
}

/** The shop's own DKIM key: made here, its public half copied into the domain's DNS. */
function Signing() {
  const may = useMay()('settings.edit');
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['mail-signing'], queryFn: () => take(api.GET('/api/v1/mail-signing')) });
  const [selector, setSelector] = useState('taraba');
  const after = { onSuccess: () => client.invalidateQueries({ queryKey: ['mail-signing'] }) };
  const start = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/mail-signing', {
          body: { selector },
          params: { header: { 'Idempotency-Key': idempotencyKey() } },
        }),
      ),
    ...after,
  });
  const stop = useMutation({ mutationFn: () => take(api.DELETE('/api/v1/mail-signing')), ...after });
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  const signing = query.data;
  const failed = start.error ?? stop.error;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.mailSigning}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {signing.selector ? texts.mailSigned : texts.mailUnsigned}
      </Text>
      {signing.selector ? (
        <>
          <Text size="sm">{texts.dnsName}</Text>
          <Group gap="xs" wrap="nowrap" mb="xs">
            <code className="record">{signing.record_name}</code>
            <Copy text={signing.record_name} />
          </Group>
          <Text size="sm">{texts.dnsText}</Text>
          <Group gap="xs" wrap="nowrap">
            <code className="record">{signing.record}</code>
            <Copy text={signing.record} />
          </Group>
          {may && (
            <Button variant="default" mt="sm" loading={stop.isPending} onClick={() => stop.mutate()}>
              {texts.stopSigning}
            </Button>
          )}
        </>
      ) : (
        may && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              start.mutate();
            }}
          >
            <Group gap="xs" align="end">
              <TextInput label={texts.selector} value={selector} onChange={(e) => setSelector(e.currentTarget.value)} />
              <Button type="submit" loading={start.isPending}>
                {texts.startSigning}
              </Button>
            </Group>
          </form>
        )
      )}
      {failed && (
        <Text size="sm" className="negative" role="alert" mt="xs">
          {wordsOf(failed)}
        </Text>
      )}
    </Card>
  );
}
