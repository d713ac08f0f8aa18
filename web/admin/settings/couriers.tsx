import { Button, Card, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { api } from '../client';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../session';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

export function CouriersPage() {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{t.sections.couriers}</Title>
      <FanForm key={query.data.version} shop={query.data} />
    </Stack>
  );
}

function FanForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { ...shop.settings.fan_courier, password: '' }, stale: ['shop', 'set-up'],
    save: async ({ password, ...fan_courier }) => {
      if (password) await take(api.POST('/api/v1/shop/secrets', { body: { name: 'fan_password', value: password } }));
      return saveShop(shop, { settings: { fan_courier } });
    },
  });
  const check = useMutation({ mutationFn: () => take(api.POST('/api/v1/couriers/{name}/test', { params: { path: { name: 'fan' } } })) });
  const { value, set } = form;
  const text = (field: 'base_url' | 'client_id' | 'user' | 'service' | 'cod_service' | 'options', label: string) => (
    <TextInput key={field} label={label} readOnly={readOnly} value={value[field]} onChange={(e) => set({ [field]: e.currentTarget.value })} />
  );
  return (
    <Card>
      <Title order={2} mb="xs">FAN Courier</Title>
      <Text size="sm" c="dimmed" mb="xs">{t.courierHint}</Text>
      <form onSubmit={form.submit}>
        <div className="form">
          {text('base_url', t.serviceUrl)}{text('client_id', t.clientId)}{text('user', t.user)}
          <PasswordInput size="xs" label={t.password} placeholder={t.unchanged} readOnly={readOnly} value={value.password} onChange={(e) => set({ password: e.currentTarget.value })} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t.showPassword }} />
          {text('service', t.courierService)}{text('cod_service', t.codService)}{text('options', t.courierOptions)}
        </div>
        {!readOnly && (
          <Stack gap="xs" mt="sm">
            <FormFoot form={form}>
              <Button variant="default" loading={check.isPending} leftSection={check.isSuccess ? <IconCheck size={14} /> : undefined} onClick={() => check.mutate()}>{check.isSuccess ? t.connectionWorks : t.testConnection}</Button>
            </FormFoot>
          </Stack>
        )}
      </form>
    </Card>
  );
}
