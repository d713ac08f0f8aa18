// The filters of the order list: read from the URL, written into it, each a pill that opens its editor.

import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Menu,
  Popover,
  ScrollArea,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronDown, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { take } from '../../common/api';
import { choicesOf, labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/list';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { api } from '../frame/client';

/** As in the address; what a name means, and which there are, the server knows. */
export type Filters = Record<string, string>;

export function readFilters(search: Record<string, unknown>): Filters {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => typeof value === 'string' && value),
  ) as Filters;
}

/** The same as the typed client takes it; lists travel parted by commas. */
export function queryOf(filters: Filters): object {
  return filters;
}

export const statusesQuery = {
  queryKey: ['statuses'],
  queryFn: () => take(api.GET('/api/v1/statuses', { params: { query: { limit: 200 } } })),
  staleTime: 300_000,
};

export const filterValuesQuery = {
  queryKey: ['orders', 'filter-values'],
  queryFn: () => take(api.GET('/api/v1/order-filters')),
  staleTime: 60_000,
};

interface Choice {
  value: string;
  label: string;
}

/** How a filter is edited: which parameters of the address it writes, and from what values. */
interface Kind {
  name: string;
  label: string;
  names: string[];
  always?: boolean;
  choices?: Choice[];
  several?: boolean;
  editor: 'choices' | 'text' | 'amounts' | 'period' | 'referrer' | 'flag';
}

function useKinds(): Kind[] {
  const statuses = useQuery(statusesQuery).data?.items ?? [];
  const values = useQuery(filterValuesQuery).data;
  const ofAxis = (axis: string) =>
    statuses
      .filter((status) => status.axis === axis)
      .sort((a, b) => a.position - b.position)
      .map((status) => ({ value: status.code, label: status.name }));
  const plain = (list?: string[]) => (list ?? []).map((value) => ({ value, label: value }));
  const several = (name: string, label: string, choices: Choice[], always = false): Kind => ({
    name,
    label,
    names: [name],
    choices,
    several: true,
    always,
    editor: 'choices',
  });
  const one = (name: string, label: string, choices: Choice[]): Kind => ({
    name,
    label,
    names: [name],
    choices,
    editor: 'choices',
  });
  return [
    several('order_status', texts.orderStatus, ofAxis('order'), true),
    several('payment_status', texts.paymentStatus, ofAxis('payment'), true),
    several('delivery_status', texts.deliveryStatus, ofAxis('delivery'), true),
    {
      name: 'period',
      label: commonTexts.period,
      names: ['period', 'placed_from', 'placed_to'],
      always: true,
      editor: 'period',
      choices: choicesOf(commonTexts.periods),
    },
    {
      name: 'referrer',
      label: texts.referrer,
      names: ['referrer', 'referrer_match'],
      always: true,
      editor: 'referrer',
      choices: plain(values?.channels),
    },
    several('payment_method', texts.paymentMethod, values?.payment_methods ?? []),
    several('delivery_method', texts.deliveryMethod, values?.delivery_methods ?? []),
    several('courier', commonTexts.courier, plain(values?.couriers)),
    several('county', commonTexts.county, values?.counties ?? []),
    { name: 'product', label: texts.filterProduct, names: ['product'], editor: 'text' },
    { name: 'customer', label: texts.filterCustomer, names: ['customer'], editor: 'text' },
    { name: 'total', label: texts.filterTotal, names: ['total_from', 'total_to'], editor: 'amounts' },
    { name: 'profit', label: texts.filterProfit, names: ['profit_from', 'profit_to'], editor: 'amounts' },
    one('tag', texts.tag, plain(values?.tags)),
    one('handler', orderTexts.handler, plain(values?.handlers)),
    { name: 'alert', label: texts.filterAlert, names: ['alert'], editor: 'flag' },
    { name: 'held', label: texts.viewNames.held, names: ['held'], editor: 'flag' },
  ];
}

function inWords(kind: Kind, filters: Filters): string {
  const [first, second, third] = kind.names.map((name) => filters[name]);
  const label = (value: string) => kind.choices?.find((choice) => choice.value === value)?.label ?? value;
  if (kind.editor === 'flag') return first === 'false' ? commonTexts.no : commonTexts.yes;
  if (kind.editor === 'amounts') return `${first ?? '…'} – ${second ?? '…'}`;
  if (kind.editor === 'period') return first ? label(first) : `${second ?? '…'} – ${third ?? '…'}`;
  if (kind.editor === 'referrer') return `${first}${second ? ` (${labelOf(texts.referrerMatches, second)})` : ''}`;
  return first.split(',').map(label).join(', ');
}

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function without(filters: Filters, names: string[]): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !names.includes(name)));
}

function with_(filters: Filters, values: Record<string, string | undefined>): Filters {
  const next: Filters = { ...without(filters, Object.keys(values)) };
  for (const [name, value] of Object.entries(values)) if (value) next[name] = value;
  return next;
}

function Choices({ kind, filters, onChange, done }: Props & { kind: Kind; done: () => void }) {
  const [text, setText] = useState('');
  const name = kind.names[0];
  const chosen = (filters[name] ?? '').split(',').filter(Boolean);
  const shown = (kind.choices ?? []).filter((choice) => choice.label.toLowerCase().includes(text.toLowerCase()));
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    onChange(with_(filters, { [name]: next.join(',') }));
  };
  return (
    <Stack gap={6} w={230}>
      {(kind.choices?.length ?? 0) > 8 && (
        <TextInput
          aria-label={texts.searchValues}
          placeholder={texts.searchValues}
          value={text}
          data-autofocus
          onChange={(e) => setText(e.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={260} viewportProps={{ tabIndex: -1 }}>
        <Stack gap={2}>
          {shown.map((choice) =>
            kind.several ? (
              <Checkbox
                key={choice.value}
                size="sm"
                className="pick"
                label={choice.label}
                checked={chosen.includes(choice.value)}
                onChange={() => toggle(choice.value)}
              />
            ) : (
              <Button
                key={choice.value}
                variant={chosen[0] === choice.value ? 'light' : 'subtle'}
                color="gray"
                justify="flex-start"
                onClick={() => {
                  onChange(with_(filters, { [name]: choice.value }));
                  done();
                }}
              >
                {choice.label}
              </Button>
            ),
          )}
          {shown.length === 0 && <span className="muted">{texts.noValues}</span>}
        </Stack>
      </ScrollArea.Autosize>
    </Stack>
  );
}

/** Values that are typed are taken when the person is done with them. */
function Typed({ kind, filters, onChange, done }: Props & { kind: Kind; done: () => void }) {
  const [typed, setTyped] = useState(() => Object.fromEntries(kind.names.map((name) => [name, filters[name] ?? ''])));
  const labels = kind.editor === 'amounts' ? [texts.from, texts.to] : [kind.label];
  const amount = (text: string) => text.trim().replace(/\./g, '').replace(',', '.');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(
          with_(
            filters,
            Object.fromEntries(
              Object.entries(typed).map(([name, text]) => [
                name,
                kind.editor === 'amounts' && text.includes(',') ? amount(text) : text.trim(),
              ]),
            ),
          ),
        );
        done();
      }}
    >
      <Group gap="xs" align="flex-end" wrap="nowrap">
        {kind.names.map((name, i) => (
          <TextInput
            key={name}
            w={kind.editor === 'amounts' ? 100 : 200}
            label={labels[i]}
            data-autofocus={i === 0 || undefined}
            value={typed[name]}
            inputMode={kind.editor === 'amounts' ? 'decimal' : undefined}
            onChange={(e) => setTyped({ ...typed, [name]: e.currentTarget.value })}
          />
        ))}
        <Button type="submit">{texts.apply}</Button>
      </Group>
    </form>
  );
}

function PeriodEditor({ kind, filters, onChange, done }: Props & { kind: Kind; done: () => void }) {
  const day = (name: 'placed_from' | 'placed_to', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filters[name] ?? ''}
      onChange={(e) => onChange(with_(filters, { period: undefined, [name]: e.currentTarget.value }))}
    />
  );
  return (
    <Stack gap={4} w={230}>
      {kind.choices!.map((choice) => (
        <Button
          key={choice.value}
          variant={filters.period === choice.value ? 'light' : 'subtle'}
          color="gray"
          justify="flex-start"
          onClick={() => {
            onChange(with_(filters, { period: choice.value, placed_from: undefined, placed_to: undefined }));
            done();
          }}
        >
          {choice.label}
        </Button>
      ))}
      <Group gap="xs" grow>
        {day('placed_from', texts.from)}
        {day('placed_to', texts.to)}
      </Group>
    </Stack>
  );
}

function ReferrerEditor({ kind, filters, onChange, done }: Props & { kind: Kind; done: () => void }) {
  const match = filters.referrer_match ?? 'any';
  return (
    <Stack gap="xs">
      <Select
        label={texts.referrerMatch}
        allowDeselect={false}
        value={match}
        comboboxProps={{ withinPortal: false }}
        data={choicesOf(texts.referrerMatches)}
        onChange={(value) => onChange(with_(filters, { referrer_match: value === 'any' ? undefined : value! }))}
      />
      <Choices
        kind={{ ...kind, names: ['referrer'], editor: 'choices' }}
        filters={filters}
        onChange={onChange}
        done={done}
      />
    </Stack>
  );
}

function Editor(props: Props & { kind: Kind; done: () => void }) {
  switch (props.kind.editor) {
    case 'period':
      return <PeriodEditor {...props} />;
    case 'referrer':
      return <ReferrerEditor {...props} />;
    case 'text':
    case 'amounts':
      return <Typed {...props} />;
    case 'flag':
      return (
        <Group gap="xs">
          {[
            ['true', commonTexts.yes],
            ['false', commonTexts.no],
          ].map(([value, label]) => (
            <Button
              key={value}
              variant="default"
              onClick={() => {
                props.onChange(with_(props.filters, { [props.kind.names[0]]: value }));
                props.done();
              }}
            >
              {label}
            </Button>
          ))}
        </Group>
      );
    case 'choices':
      return <Choices {...props} />;
  }
}

function Pill({
  kind,
  filters,
  onChange,
  opened,
  setOpened,
}: Props & { kind: Kind; opened: boolean; setOpened: (open: boolean) => void }) {
  const active = kind.names.some((name) => filters[name]);
  const words = active ? `${kind.label}: ${inWords(kind, filters)}` : kind.label;
  return (
    <Group gap={0} wrap="nowrap" className="pill" data-active={active || undefined}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="default"
            rightSection={active ? undefined : <IconChevronDown size={13} />}
            onClick={() => setOpened(!opened)}
            className="ellipsis"
            maw={300}
          >
            {words}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={kind.label}>
          <Editor kind={kind} filters={filters} onChange={onChange} done={() => setOpened(false)} />
        </Popover.Dropdown>
      </Popover>
      {active && (
        <ActionIcon
          variant="default"
          size={30}
          aria-label={`${commonTexts.remove}: ${kind.label}`}
          onClick={() => onChange(without(filters, kind.names))}
        >
          <IconX size={13} />
        </ActionIcon>
      )}
    </Group>
  );
}

export function FilterBar({ filters, onChange }: Props) {
  const kinds = useKinds();
  const [open, setOpen] = useState<string>();
  const [text, setText] = useState(filters.q ?? '');
  // A search that comes from elsewhere (a view, the way back) shows in the field.
  const [of, setOf] = useState(filters.q);
  if (of !== filters.q) {
    setOf(filters.q);
    setText(filters.q ?? '');
  }
  const searchSoon = useDebouncedCallback((q: string) => onChange(with_(filters, { q: q.trim() })), 200);
  const shown = kinds.filter((kind) => kind.always || open === kind.name || kind.names.some((name) => filters[name]));
  const hidden = kinds.filter((kind) => !shown.includes(kind));

  return (
    <Group gap="xs" role="search">
      <TextInput
        id="order-search"
        w={290}
        value={text}
        placeholder={texts.search}
        aria-label={texts.search}
        leftSection={<IconSearch size={15} />}
        onChange={(event) => {
          setText(event.currentTarget.value);
          searchSoon(event.currentTarget.value);
        }}
      />
      {shown.map((kind) => (
        <Pill
          key={kind.name}
          kind={kind}
          filters={filters}
          onChange={onChange}
          opened={open === kind.name}
          setOpened={(opened) => setOpen(opened ? kind.name : undefined)}
        />
      ))}
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <Button id="add-filter" variant="subtle" color="gray" leftSection={<IconFilter size={14} />}>
            {texts.addFilter}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {hidden.map((kind) => (
            <Menu.Item key={kind.name} onClick={() => setOpen(kind.name)}>
              {kind.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {Object.keys(filters).length > 0 && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={14} />} onClick={() => onChange({})}>
          {texts.clearFilters}
        </Button>
      )}
    </Group>
  );
}
