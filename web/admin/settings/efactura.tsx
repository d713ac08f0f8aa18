// Who reports invoices to the ministry, and the sign-in at ANAF.

import { Alert, Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { time } from '../../common/format';
import { choicesOf } from '../../common/labels';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { texts } from '../../common/texts/admin/settings/shop';
import { api, queryClient } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Copy } from '../parts/words';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { AccountChip, PartnerForm } from './partner_form';
import { saveShop, shopQuery } from './shop';

const accountQuery = { queryKey: ['efactura-account'], queryFn: () => take(api.GET('/api/v1/efactura/account')) };

export function EfacturaPage() {
  const account = useQuery(accountQuery);
  const shop = useQuery(shopQuery);
  if (account.isError || shop.isError) return <Broken error={account.error ?? shop.error!} />;
  if (account.isPending || shop.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.efactura}</Title>
      <ReportingForm key={shop.data.version} shop={shop.data} />
      <SignIn account={account.data} />
      <Card>
        <Group gap="xs">
          <Title order={2}>{texts.application}</Title>
          <AccountChip account={account.data} />
        </Group>
        <Text size="sm" c="dimmed" mb="xs">
          {texts.applicationHint}
        </Text>
        <PartnerForm
          key={account.data.version}
          account={account.data}
          fields={account.data.fields}
          endpoints={['sign_in', 'service']}
          extra={{}}
          stale={['efactura-account']}
          save={(body) => take(api.PUT('/api/v1/efactura/account', { body }))}
          foot={
            <Text size="sm" mt="xs">
              {texts.callbackUrl}: <code>{account.data.callback_url}</code>{' '}
              <Copy text={account.data.callback_url} label={texts.callbackUrl} />
            </Text>
          }
        />
      </Card>
    </Stack>
  );
}

function ReportingForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: shop.settings.books,
    stale: ['shop', 'set-up'],
    save: ({ reporting }) => saveShop(shop, { settings: { books: { reporting } } }),
  });
  return (
    <Card>
      <form onSubmit={form.submit}>
        <Select
          label={texts.reporting}
          description={texts.reportingHint}
          w={420}
          maw="100%"
          allowDeselect={false}
          readOnly={readOnly}
          value={form.value.reporting}
          error={form.at('settings.books.reporting')}
          data={choicesOf(texts.reportings)}
          onChange={(reporting) => form.set({ reporting: reporting as 'here' | 'elsewhere' })}
        />
        {!readOnly && <FormFoot form={form} />}
      </form>
    </Card>
  );
}

function SignIn({ account }: { account: Schemas['SignInView'] }) {
  const may = useMay();
  const said = new URLSearchParams(window.location.search).get('said');
  const begin = useMutation({
    mutationFn: () => take(api.POST('/api/v1/efactura/sign-in')),
    onSuccess: ({ url }) => {
      window.location.href = url;
    },
  });
  const end = useMutation({
    mutationFn: () => take(api.POST('/api/v1/efactura/sign-out')),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['efactura-account'] }),
  });
  return (
    <Card>
      <Title order={2}>{texts.signIn}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.signInHint}
      </Text>
      {said && (
        <Alert mb="xs" role="status" color={said === 'signed_in' ? 'green' : 'red'}>
          {said === 'signed_in' ? texts.signedInNow : said}
        </Alert>
      )}
      {account.error && (
        <Alert mb="xs" role="alert" color="red">
          {account.error}
        </Alert>
      )}
      <Text size="sm" mb="xs">
        {account.signed_in && account.ends_at ? texts.signedIn(time(account.ends_at)) : texts.notSignedIn}
      </Text>
      {may('settings.edit') && (
        <Group gap="xs">
          <Button
            variant={account.signed_in ? 'default' : 'filled'}
            disabled={!account.set_up && !account.played}
            loading={begin.isPending}
            onClick={() => begin.mutate()}
          >
            {texts.signInNow}
          </Button>
          {account.signed_in && (
            <Button variant="subtle" loading={end.isPending} onClick={() => end.mutate()}>
              {texts.signOut}
            </Button>
          )}
        </Group>
      )}
      {!account.set_up && !account.played && (
        <Text size="sm" c="dimmed" mt="xs">
          {partnerTexts.notSetUp}
        </Text>
      )}
    </Card>
  );
}
