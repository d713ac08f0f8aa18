// Accounts with payment processors. The form is made from what each processor says it needs.

import { Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { texts } from '../../common/texts/admin/settings/payments';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Copy } from '../parts/words';
import { AccountChip, PartnerForm } from './partner_form';

type Account = Schemas['ProcessorAccountView'];

export function ProcessorsPage() {
  const query = useQuery({ queryKey: ['processors'], queryFn: () => take(api.GET('/api/v1/processors')) });
  const [open, setOpen] = useState<string>();
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.processors}</Title>
      <Text size="sm" c="dimmed">
        {texts.processorsHint}
      </Text>
      {query.data.items.map((account) => (
        <Card key={account.traits.name}>
          <Group justify="space-between">
            <Group gap="xs">
              <Title order={2}>{account.traits.title}</Title>
              <AccountChip account={account} />
            </Group>
            <Button
              variant="subtle"
              aria-expanded={open === account.traits.name}
              onClick={() => setOpen(open === account.traits.name ? undefined : account.traits.name)}
            >
              {open === account.traits.name ? commonTexts.hideDetails : partnerTexts.setUpAccount}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {account.traits.brands.map((brand) => labelOf(texts.brands, brand)).join(', ')} ·{' '}
            {account.traits.currencies.join(', ')}
          </Text>
          {open === account.traits.name && <AccountForm key={account.version} account={account} />}
        </Card>
      ))}
    </Stack>
  );
}

function AccountForm({ account }: { account: Account }) {
  const { name } = account.traits;
  return (
    <PartnerForm<{ capture: Account['capture'] }>
      account={account}
      fields={account.traits.credentials}
      endpoints={account.traits.endpoints}
      extra={{ capture: account.capture }}
      stale={['processors', 'set-up']}
      save={(body) => take(api.PUT('/api/v1/processors/{processor}', { params: { path: { processor: name } }, body }))}
      check={() => take(api.POST('/api/v1/processors/{processor}/check', { params: { path: { processor: name } } }))}
      foot={
        <Text size="sm" mt="xs">
          {texts.callbackUrl}: <code>{account.callback_url}</code>{' '}
          <Copy text={account.callback_url} label={texts.callbackUrl} />
        </Text>
      }
    >
      {({ value, set, at, readOnly }) => (
        <Select
          label={texts.captureRule}
          allowDeselect={false}
          readOnly={readOnly}
          value={value.capture}
          error={at('capture')}
          data={(['at_once', 'on_shipment', 'by_hand'] as const).map((rule) => ({
            value: rule,
            label: texts.captureRules[rule],
          }))}
          onChange={(capture) => set({ capture: capture as Account['capture'] })}
        />
      )}
    </PartnerForm>
  );
}
