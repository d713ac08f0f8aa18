// Accounts with couriers, what each can do, and asking one to send its car.

import { Alert, Button, Card, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as shipmentTexts } from '../../common/texts/admin/orders/shipments';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/couriers';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { api, tell, wordsOf } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { CourierRules } from './courier_rules';
import { Localities } from './localities';
import { AccountChip, PartnerForm } from './partner_form';

type Account = Schemas['CourierAccountView'];

export function CouriersPage() {
  const query = useQuery({ queryKey: ['couriers'], queryFn: () => take(api.GET('/api/v1/couriers')) });
  const [open, setOpen] = useState<string>();
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.couriers}</Title>
      <Text size="sm" c="dimmed">
        {texts.courierHint}
      </Text>
      <CourierRules accounts={query.data.items} />
      {query.data.items.map((account) => {
        const { name, title } = account.traits;
        return (
          <Card key={name}>
            <Group justify="space-between">
              <Group gap="xs">
                <Title order={2}>{title}</Title>
                <AccountChip account={account} />
              </Group>
              {account.traits.credentials.length > 0 && (
                <Button
                  variant="subtle"
                  aria-expanded={open === name}
                  onClick={() => setOpen(open === name ? undefined : name)}
                >
                  {open === name ? commonTexts.hideDetails : partnerTexts.setUpAccount}
                </Button>
              )}
            </Group>
            <Text size="sm" c="dimmed">
              {abilities(account).join(' · ')}
            </Text>
            {open === name && <AccountForm key={account.version} account={account} />}
            {(account.set_up || account.played) && (
              <Button
                mt="xs"
                size="compact-sm"
                variant="default"
                component="a"
                target="_blank"
                rel="noreferrer"
                href={`/api/v1/couriers/${name}/manifest.pdf`}
              >
                {texts.manifestToday}
              </Button>
            )}
            {account.traits.localities && (account.set_up || account.played) && <Localities courier={name} />}
            {account.traits.pickups && (account.set_up || account.played) && <Pickup courier={name} />}
          </Card>
        );
      })}
    </Stack>
  );
}

/** What a courier can do, in words. */
function abilities({ traits }: Account): string[] {
  const can = (['lockers', 'prices', 'pickups', 'tracks', 'remittances'] as const).filter((ability) => traits[ability]);
  return [
    ...can.map((ability) => texts.courierAbilities[ability]),
    ...traits.options.map((option) => shipmentTexts.courierOptionNames[option]),
  ];
}

function AccountForm({ account }: { account: Account }) {
  const courier = account.traits.name;
  return (
    <PartnerForm
      account={account}
      fields={account.traits.credentials}
      extra={{}}
      stale={['couriers', 'set-up']}
      save={(body) => take(api.PUT('/api/v1/couriers/{courier}', { params: { path: { courier } }, body }))}
      check={() => take(api.POST('/api/v1/couriers/{courier}/check', { params: { path: { courier } } }))}
    />
  );
}

function Pickup({ courier }: { courier: string }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const [order, setOrder] = useState(() => ({
    day: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    from: '10:00',
    to: '18:00',
    parcels: 1,
  }));
  const ask = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/couriers/{courier}/pickups', {
          params: { path: { courier } },
          body: { ...order, weight_g: 1000, note: '' },
        }),
      ),
    onSuccess: ({ number }) => {
      tell(texts.pickupOrdered(number));
      setOpen(false);
    },
  });
  if (!may('shipments.send')) return null;
  if (!open)
    return (
      <div>
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {texts.orderPickup}
        </Button>
      </div>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <Group gap="xs" mt="xs" align="flex-end">
        <TextInput
          type="date"
          label={texts.day}
          required
          value={order.day}
          onChange={(e) => setOrder({ ...order, day: e.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={texts.fromHour}
          required
          value={order.from}
          onChange={(e) => setOrder({ ...order, from: e.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={texts.toHour}
          required
          value={order.to}
          onChange={(e) => setOrder({ ...order, to: e.currentTarget.value })}
        />
        <NumberInput
          label={shipmentTexts.parcelCount}
          required
          min={1}
          allowDecimal={false}
          value={order.parcels}
          onChange={(parcels) => setOrder({ ...order, parcels: Number(parcels) || 1 })}
        />
        <Button type="submit" loading={ask.isPending}>
          {texts.orderPickup}
        </Button>
        <Button variant="subtle" onClick={() => setOpen(false)}>
          {commonTexts.giveUp}
        </Button>
      </Group>
      {ask.isError && (
        <Alert color="red" role="alert" mt="xs">
          {wordsOf(ask.error)}
        </Alert>
      )}
    </form>
  );
}
