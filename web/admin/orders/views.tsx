// The views of the order list as tabs with counts: the ready ones, everybody's and one's own.

import { ActionIcon, Button, Group, Menu, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/list';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient, tell } from '../frame/client';
import { useMay } from '../frame/session';
import { type Filters, readFilters } from './filters';

type Tab = Schemas['OrderViewTab'];

const filtersOf = (tab: Tab): Filters => readFilters(Object.fromEntries(new URLSearchParams(tab.query)));
const sorted = (filters: Filters) => JSON.stringify(Object.entries(filters).sort());
const nameOf = (tab: Tab) => tab.name || labelOf(texts.viewNames, tab.key);
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
      <nav className="tabs" aria-label={pageTexts.orders}>
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
          {texts.saveView}
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
        texts.viewRemoved(tab.name),
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
        <ActionIcon color="gray" aria-label={`${texts.view}: ${tab.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => remove.mutate()}>{texts.removeView}</Menu.Item>
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
    <Modal opened onClose={onClose} title={texts.saveView} closeButtonProps={{ 'aria-label': commonTexts.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={commonTexts.name}
            required
            data-autofocus
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          {may('settings.edit') && (
            <Switch label={texts.sharedView} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {commonTexts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
