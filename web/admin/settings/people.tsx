// Who works here, and what each role may do.

import {
  Button,
  Card,
  Checkbox,
  Group,
  PasswordInput,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts as partnerTexts } from '../../common/texts/admin/settings/partners';
import { texts } from '../../common/texts/admin/settings/people';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { choicesQuery } from './choices';
import { FormFoot, useForm } from './form';

type Person = Schemas['Staff'];
type Role = Schemas['Role'];

export function PeoplePage() {
  const people = useQuery({ queryKey: ['staff'], queryFn: () => take(api.GET('/api/v1/staff')) });
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => take(api.GET('/api/v1/roles')) });
  const [person, setPerson] = useState<string>();
  const [role, setRole] = useState<string>();
  if (people.isError || roles.isError) return <Broken error={people.error ?? roles.error} />;
  if (people.isPending || roles.isPending) return <Loading />;
  const openPerson = people.data.items.find((each) => each.id === person),
    openRole = roles.data.items.find((each) => each.id === role);
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.people}</Title>
      <Card>
        <Group justify="space-between" mb="xs">
          <Title order={2}>{texts.people}</Title>
          <Button leftSection={<IconPlus size={14} />} onClick={() => setPerson('new')}>
            {texts.newPerson}
          </Button>
        </Group>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.name}</th>
              <th>{commonTexts.email}</th>
              <th>{texts.role}</th>
              <th>{commonTexts.isActive}</th>
            </tr>
          </thead>
          <tbody>
            {people.data.items.map((each) => (
              <tr key={each.id}>
                <td>
                  <Button variant="subtle" onClick={() => setPerson(each.id)}>
                    {each.name}
                  </Button>
                </td>
                <td>{each.email}</td>
                <td>{roles.data.items.find((one) => one.id === each.role_id)?.name}</td>
                <td>{each.active ? commonTexts.yes : commonTexts.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {person && (
          <PersonForm
            key={`${person}${openPerson?.version}`}
            person={openPerson}
            roles={roles.data.items}
            onDone={() => setPerson(undefined)}
          />
        )}
      </Card>
      <Card>
        <Group justify="space-between" mb="xs">
          <Title order={2}>{texts.roles}</Title>
          <Button variant="default" leftSection={<IconPlus size={14} />} onClick={() => setRole('new')}>
            {texts.newRole}
          </Button>
        </Group>
        <Group gap="xs">
          {roles.data.items.map((each) => (
            <Button key={each.id} variant={each.id === role ? 'light' : 'default'} onClick={() => setRole(each.id)}>
              {each.name}
            </Button>
          ))}
        </Group>
        {role && <RoleForm key={`${role}${openRole?.version}`} role={openRole} onDone={() => setRole(undefined)} />}
      </Card>
    </Stack>
  );
}

function PersonForm({ person, roles, onDone }: { person?: Person; roles: Role[]; onDone: () => void }) {
  const form = useForm({
    initial: {
      name: person?.name ?? '',
      email: person?.email ?? '',
      role_id: person?.role_id ?? roles[0]?.id ?? '',
      language: person?.language ?? 'ro',
      active: person?.active ?? true,
      password: '',
    },
    stale: ['staff', 'set-up'],
    onSaved: onDone,
    save: ({ password, ...rest }) => {
      const body = { ...rest, ...(password ? { password } : {}) };
      return person
        ? take(
            api.PATCH('/api/v1/staff/{id}', {
              params: { path: { id: person.id } },
              headers: { 'If-Match': `"${person.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/staff', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }));
    },
  });
  const { value, set, at } = form;
  return (
    <form onSubmit={form.submit}>
      <div className="form" style={{ marginTop: 12 }}>
        <TextInput
          label={commonTexts.name}
          required
          data-autofocus
          value={value.name}
          error={at('name')}
          onChange={(e) => set({ name: e.currentTarget.value })}
        />
        <TextInput
          label={commonTexts.email}
          required
          value={value.email}
          error={at('email')}
          onChange={(e) => set({ email: e.currentTarget.value })}
        />
        <Select
          label={texts.role}
          allowDeselect={false}
          value={value.role_id}
          error={at('role_id')}
          data={roles.map((role) => ({ value: role.id, label: role.name }))}
          onChange={(role_id) => set({ role_id: role_id! })}
        />
        <Select
          label={commonTexts.languageField}
          allowDeselect={false}
          value={value.language}
          data={[
            { value: 'ro', label: 'Română' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(language) => set({ language: language! })}
        />
        <PasswordInput
          size="xs"
          label={commonTexts.password}
          required={!person}
          placeholder={person ? partnerTexts.unchanged : texts.passwordHint}
          value={value.password}
          error={at('password')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': partnerTexts.showPassword }}
          onChange={(e) => set({ password: e.currentTarget.value })}
        />
        <Switch
          label={commonTexts.isActive}
          checked={value.active}
          onChange={(e) => set({ active: e.currentTarget.checked })}
        />
      </div>
      <Stack gap="xs" mt="sm">
        <FormFoot form={form}>
          <Button variant="default" onClick={onDone}>
            {commonTexts.cancel}
          </Button>
        </FormFoot>
      </Stack>
    </form>
  );
}

function RoleForm({ role, onDone }: { role?: Role; onDone: () => void }) {
  const permissions = useQuery(choicesQuery).data?.permissions ?? [];
  const form = useForm({
    initial: { name: role?.name ?? '', permissions: role?.permissions ?? [] },
    stale: ['roles', 'me'],
    onSaved: onDone,
    save: (body) =>
      role
        ? take(
            api.PATCH('/api/v1/roles/{id}', {
              params: { path: { id: role.id } },
              headers: { 'If-Match': `"${role.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/roles', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  });
  const { value, set, at } = form;
  return (
    <form onSubmit={form.submit}>
      <Stack gap="xs" mt="sm">
        <TextInput
          label={commonTexts.name}
          required
          value={value.name}
          error={at('name')}
          onChange={(e) => set({ name: e.currentTarget.value })}
          maw={300}
        />
        <Checkbox.Group label={texts.mayDo} value={value.permissions} onChange={(next) => set({ permissions: next })}>
          <div className="form" style={{ marginTop: 6 }}>
            {permissions.map((permission) => (
              <Checkbox
                key={permission}
                size="sm"
                className="pick"
                value={permission}
                label={labelOf(texts.permissionNames, permission)}
              />
            ))}
          </div>
        </Checkbox.Group>
        {at('permissions') && (
          <Text size="sm" className="negative">
            {at('permissions')}
          </Text>
        )}
        <FormFoot form={form}>
          <Button variant="default" onClick={onDone}>
            {commonTexts.cancel}
          </Button>
        </FormFoot>
      </Stack>
    </form>
  );
}
