// Text messages: the gateway they go by, when they may, and what a part costs.

import { Button, Card, Group, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/settings/messages';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { api } from '../frame/client';
import { parseAmount } from '../parts/amount';
import { Broken, Loading } from '../parts/states';
import { Copy } from '../parts/words';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { AccountChip, PartnerForm } from './partner_form';
import { saveShop, shopQuery } from './shop';

export function SmsSettings() {
  const shop = useQuery(shopQuery);
  const gateways = useQuery({ queryKey: ['sms-gateways'], queryFn: () => take(api.GET('/api/v1/sms-gateways')) });
  const [open, setOpen] = useState<string>();
  if (shop.isError || gateways.isError) return <Broken error={shop.error ?? gateways.error} />;
  if (shop.isPending || gateways.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Rules key={shop.data.version} shop={shop.data} gateways={gateways.data.items} />
      {gateways.data.items.map((account) => {
        const gateway = account.traits.name;
        return (
          <Card key={gateway}>
            <Group justify="space-between">
              <Group gap="xs">
                <Title order={2}>{account.traits.title}</Title>
                <AccountChip account={account} />
                {account.chosen && (
                  <span className="chip" data-colour="green">
                    {texts.chosenGateway}
                  </span>
                )}
              </Group>
              <Button
                variant="subtle"
                aria-expanded={open === gateway}
                onClick={() => setOpen(open === gateway ? undefined : gateway)}
              >
                {open === gateway ? commonTexts.hideDetails : partnerTexts.setUpAccount}
              </Button>
            </Group>
            {open === gateway && (
              <PartnerForm
                key={account.version}
                account={account}
                fields={account.traits.credentials}
                extra={{}}
                stale={['sms-gateways']}
                save={(body) =>
                  take(api.PUT('/api/v1/sms-gateways/{gateway}', { params: { path: { gateway } }, body }))
                }
                check={() => take(api.POST('/api/v1/sms-gateways/{gateway}/check', { params: { path: { gateway } } }))}
                foot={
                  <Text size="sm" mt="xs">
                    {texts.reportUrl}: <code>{account.report_url}</code>{' '}
                    <Copy text={account.report_url} label={texts.reportUrl} />
                  </Text>
                }
              />
            )}
          </Card>
        );
      })}
    </Stack>
  );
}

function Rules({ shop, gateways }: { shop: Schemas['ShopView']; gateways: Schemas['SmsAccountView'][] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { ...shop.settings.sms, part_price: shop.settings.sms.part_price.amount.replace('.', ',') },
    stale: ['shop', 'sms-gateways'],
    save: ({ part_price, ...sms }) =>
      saveShop(shop, { settings: { sms: { ...sms, part_price: parseAmount(part_price, 'settings.sms.part_price') } } }),
  });
  const { value, set, at } = form;
  return (
    <Card>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.smsHint}
      </Text>
      <form onSubmit={form.submit}>
        <div className="form">
          <Select
            label={texts.gateway}
            clearable
            readOnly={readOnly}
            placeholder={texts.noSms}
            value={value.gateway || null}
            error={at('settings.sms.gateway')}
            data={gateways.map(({ traits }) => ({ value: traits.name, label: traits.title }))}
            onChange={(gateway) => set({ gateway: gateway ?? '' })}
          />
          <TextInput
            label={texts.partPrice}
            readOnly={readOnly}
            inputMode="decimal"
            value={value.part_price}
            error={at('settings.sms.part_price')}
            onChange={(e) => set({ part_price: e.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={texts.quietFrom}
            readOnly={readOnly}
            value={value.quiet_from}
            error={at('settings.sms.quiet_from')}
            onChange={(e) => set({ quiet_from: e.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={texts.quietTo}
            readOnly={readOnly}
            value={value.quiet_to}
            error={at('settings.sms.quiet_to')}
            onChange={(e) => set({ quiet_to: e.currentTarget.value })}
          />
          <Switch
            label={texts.keepDiacritics}
            description={texts.keepDiacriticsHint}
            disabled={readOnly}
            checked={value.keep_diacritics}
            onChange={(e) => set({ keep_diacritics: e.currentTarget.checked })}
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
