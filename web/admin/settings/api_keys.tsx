import { Alert, Button, Card, Group, MultiSelect, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, take } from '../../common/api';
import { time } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/people';
import { api, queryClient, tell } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Copy } from '../parts/words';
import { choicesQuery } from './choices';
import { FormFoot, useForm } from './form';

export function ApiKeysPage() {
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: () => take(api.GET('/api/v1/api-keys')) });
  const permissions = useQuery(choicesQuery).data?.permissions ?? [];
  const [made, setMade] = useState<string>();
  const form = useForm({
    initial: { name: '', scopes: ['checkout'] },
    stale: ['api-keys'],
    save: (body) =>
      take(api.POST('/api/v1/api-keys', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
    onSaved: (key) => setMade(key.key),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      tell(commonTexts.saved);
      void queryClient.invalidateQueries({ queryKey: ['api-keys'] });
    },
  });
  if (keys.isError) return <Broken error={keys.error} />;
  if (keys.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.keys}</Title>
      {made && (
        <Alert color="teal" role="status">
          <strong>{texts.keyOnce}</strong>
          <Group gap="xs">
            <code>{made}</code>
            <Copy text={made} label={texts.key} />
          </Group>
        </Alert>
      )}
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.name}</th>
              <th>{texts.mayDo}</th>
              <th>{texts.madeAt}</th>
              <th>{commonTexts.isActive}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {keys.data.items.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td>{key.scopes.map((scope) => labelOf(texts.permissionNames, scope)).join(', ')}</td>
                <td className="nowrap">{time(key.created_at)}</td>
                <td>{key.revoked_at ? commonTexts.no : commonTexts.yes}</td>
                <td className="num">
                  {!key.revoked_at && (
                    <Button size="compact-xs" variant="subtle" c="var(--danger)" onClick={() => revoke.mutate(key.id)}>
                      {texts.revoke}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {keys.data.items.length === 0 && <Empty>{texts.noKeys}</Empty>}
      </Wide>
      <Card>
        <Title order={2} mb="xs">
          {texts.newKey}
        </Title>
        <form onSubmit={form.submit}>
          <Stack gap="xs">
            <TextInput
              label={commonTexts.name}
              required
              value={form.value.name}
              error={form.at('name')}
              onChange={(e) => form.set({ name: e.currentTarget.value })}
            />
            <MultiSelect
              label={texts.mayDo}
              value={form.value.scopes}
              error={form.at('scopes')}
              data={permissions.map((value) => ({ value, label: labelOf(texts.permissionNames, value) }))}
              onChange={(scopes) => form.set({ scopes })}
            />
            <FormFoot form={form} />
          </Stack>
        </form>
      </Card>
    </Stack>
  );
}
