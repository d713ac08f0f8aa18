// The views of the order list as tabs with counts: the ready ones, everybody's and one's own.

import { ActionIcon, Button, Group, Menu, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { api, queryClient, tell } from '../frame/client';
import { useMay } from '../frame/session';
import { type Filters, readFilters } from './filters';

type Tab = Schemas['OrderViewTab'];

const filtersOf = (tab: Tab): Filters => readFilters(Object.fromEntries(new URLSearchParams(tab.query)));
const sorted = (filters: Filters) => JSON.stringify(Object.entries(filters).sort());
const nameOf = (tab: Tab) => tab.name || t.viewNames[tab.key];
const countOf = (tab: Tab) => (tab.count === undefined ? '' : tab.count >= 1000 ? '1000+' : String(tab.count));

const refresh = () => queryClient.invalidateQueries({ queryKey: ['orders', 'tabs'] });

export function ViewTabs({ filters }: { filters: Filters }) {
  const tabs =
    useQuery({
      queryKey: ['orders', 'tabs'],
      queryFn: () => take(api.GET('/api/v1/order-tabs')),
      refetchInterval: 60_000,
    }).data?.items ?? [];
  const current = tabs.find((tab) => sorted(filtersOf(tab)) === sorted(filters));
  const [saving, setSaving] = useState(false);
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <nav className="tabs" aria-label={t.orders}>
        {tabs.map((tab) => (
          <Link
            key={tab.id ?? tab.key}
            to="/orders"
            search={filtersOf(tab)}
            activeOptions={{ exact: true, includeSearch: true }}
            activeProps={{}}
            aria-current={tab === current ? 'page' : undefined}
          >
            {nameOf(tab)}
            <span className="count">{countOf(tab)}</span>
          </Link>
        ))}
      </nav>
      {current?.id && <ViewMenu tab={current} />}
      {!current && (
        <Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => setSaving(true)}>
          {t.saveView}
        </Button>
      )}
      {saving && <SaveView filters={filters} onClose={() => setSaving(false)} />}
    </Group>
  );
}

function ViewMenu({ tab }: { tab: Tab }) {
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/order-views/{id}', { params: { path: { id: tab.id! } } })),
    onSuccess: async () => {
      await refresh();
      await navigate({ to: '/orders', search: {} });
      tell(
        t.viewRemoved(tab.name),
        () =>
          void api
            .POST('/api/v1/order-views', {
              params: { header: { 'Idempotency-Key': idempotencyKey() } },
              body: { name: tab.name, query: tab.query, shared: tab.shared },
            })
            .then(refresh),
      );
    },
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon color="gray" aria-label={`${t.view}: ${tab.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => remove.mutate()}>{t.removeView}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SaveView({ filters, onClose }: { filters: Filters; onClose: () => void }) {
  const may = useMay();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/order-views', {
          params: { header: { 'Idempotency-Key': idempotencyKey() } },
          body: { name, shared, query: new URLSearchParams(filters).toString(), position: 100 },
        }),
      ),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t.saveView} closeButtonProps={{ 'aria-label': t.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t.name}
            required
            data-autofocus
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          {may('settings.edit') && (
            <Switch label={t.sharedView} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
