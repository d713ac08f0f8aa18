// What the shop wants to be told when an order waits too long; each rule can be tried on past orders before it is switched on.

import {
  Alert,
  Button,
  Card,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/alerts';
import { texts as statusTexts } from '../../common/texts/admin/settings/statuses';
import { api, queryClient, wordsOf } from '../frame/client';
import { statusesQuery } from '../orders/filters';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';

type Rule = Omit<Schemas['WatchRule'], 'id' | 'version'>;

const blank: Rule = {
  name: '',
  active: false,
  kind: 'order_waits',
  below: '0',
  begins: [],
  ends: [],
  payment_methods: [],
  delivery_methods: [],
  counties: [],
  term: 24,
  unit: 'hours',
  audience: 'operators',
  escalate_hours: 0,
};

export function WatchRulesPage() {
  const rules = useQuery({
    queryKey: ['watch-rules'],
    queryFn: () => take(api.GET('/api/v1/watch-rules', { params: { query: { limit: 200 } } })),
  });
  const statuses = useQuery(statusesQuery);
  const [open, setOpen] = useState<string>();
  const may = useMay();
  if (rules.isError) return <Broken error={rules.error} />;
  if (rules.isPending || !statuses.data) return <Loading />;
  const names = (codes: string[]) =>
    codes.map((code) => statuses.data.items.find((each) => each.code === code)?.name ?? code).join(', ');
  const rule = rules.data.items.find((each) => each.id === open);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.alertRules}</Title>
        {may('settings.edit') && (
          <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {texts.newRule}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {texts.hint}
      </Text>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{texts.name}</th>
              <th>{texts.kind}</th>
              <th>{texts.begins}</th>
              <th>{texts.ends}</th>
              <th>{texts.term}</th>
              <th>{texts.active}</th>
            </tr>
          </thead>
          <tbody>
            {rules.data.items.map((each) => (
              <tr key={each.id}>
                <td>
                  <Button variant="subtle" onClick={() => setOpen(each.id)}>
                    {each.name}
                  </Button>
                </td>
                <td>{texts.kinds[each.kind]}</td>
                <td>{names(each.begins)}</td>
                <td>{names(each.ends)}</td>
                <td className="nowrap">
                  {each.kind === 'stock_below' ? `< ${each.below}` : texts.termOf(each.term, each.unit)}
                </td>
                <td>{each.active ? commonTexts.yes : commonTexts.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rules.data.items.length === 0 && <Empty>{texts.noRules}</Empty>}
      </Wide>
      {open && (
        <RuleForm
          key={`${open}${rule?.version}`}
          rule={rule}
          statuses={statuses.data.items}
          onDone={() => setOpen(undefined)}
        />
      )}
    </Stack>
  );
}

function RuleForm({
  rule,
  statuses,
  onDone,
}: {
  rule?: Schemas['WatchRule'];
  statuses: Schemas['Status'][];
  onDone: () => void;
}) {
  const readOnly = !useMay()('settings.edit');
  const payments =
    useQuery({ queryKey: ['payment-methods'], queryFn: () => take(api.GET('/api/v1/payment-methods')) }).data?.items ??
    [];
  const deliveries =
    useQuery({ queryKey: ['delivery-methods'], queryFn: () => take(api.GET('/api/v1/delivery-methods')) }).data
      ?.items ?? [];
  const { id: _, version: __, ...start } = rule ?? { ...blank, id: '', version: 0 };
  const form = useForm({
    initial: start as Rule,
    stale: ['watch-rules'],
    onSaved: onDone,
    save: (body) =>
      rule
        ? take(
            api.PATCH('/api/v1/watch-rules/{id}', {
              params: { path: { id: rule.id } },
              headers: { 'If-Match': `"${rule.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/watch-rules', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  });
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/watch-rules/{id}', { params: { path: { id: rule!.id } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['watch-rules'] });
      onDone();
    },
  });
  const { value, set, at } = form;
  const trying = useMutation({
    meta: { quiet: true },
    mutationFn: () => take(api.POST('/api/v1/watch-rules/try', { body: value })),
  });
  const waits = value.kind === 'order_waits';
  const axes = ['order', 'payment', 'delivery'] as const;
  const choices = axes.map((axis) => ({
    group: statusTexts.axes[axis],
    items: statuses.filter((each) => each.axis === axis).map((each) => ({ value: each.code, label: each.name })),
  }));
  const methods = (all: { code: string; name: string }[]) =>
    all.map((each) => ({ value: each.code, label: each.name }));
  return (
    <Card>
      <Title order={2} mb="xs">
        {rule?.name ?? texts.newRule}
      </Title>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          <TextInput
            label={texts.name}
            required
            data-autofocus
            readOnly={readOnly}
            value={value.name}
            error={at('name')}
            onChange={(e) => set({ name: e.currentTarget.value })}
          />
          <div className="form">
            <Select
              label={texts.kind}
              description={texts.kindHints[value.kind]}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              allowDeselect={false}
              readOnly={readOnly}
              value={value.kind}
              data={choicesOf(texts.kinds)}
              onChange={(kind) => set({ kind: kind as Rule['kind'] })}
            />
            {value.kind === 'stock_below' && (
              <TextInput
                label={texts.below}
                required
                inputMode="decimal"
                readOnly={readOnly}
                value={value.below}
                error={at('below')}
                onChange={(e) => set({ below: e.currentTarget.value.replace(',', '.') })}
              />
            )}
            {waits && (
              <MultiSelect
                label={texts.begins}
                required
                searchable
                readOnly={readOnly}
                data={choices}
                value={value.begins}
                error={at('begins')}
                onChange={(begins) => set({ begins })}
              />
            )}
            {waits && (
              <MultiSelect
                label={texts.ends}
                description={texts.endsHint}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                searchable
                readOnly={readOnly}
                data={choices}
                value={value.ends}
                error={at('ends')}
                onChange={(ends) => set({ ends })}
              />
            )}
            {value.kind !== 'stock_below' && (
              <NumberInput
                label={texts.term}
                required
                min={1}
                max={10000}
                readOnly={readOnly}
                value={value.term}
                error={at('term')}
                onChange={(term) => set({ term: Number(term) })}
              />
            )}
            {value.kind !== 'stock_below' && (
              <Select
                label={texts.unit}
                allowDeselect={false}
                readOnly={readOnly}
                value={value.unit}
                data={choicesOf(texts.units)}
                onChange={(unit) => set({ unit: unit as Rule['unit'] })}
              />
            )}
            {waits && (
              <MultiSelect
                label={texts.paymentMethods}
                placeholder={value.payment_methods.length ? '' : texts.any}
                readOnly={readOnly}
                data={methods(payments)}
                value={value.payment_methods}
                error={at('payment_methods')}
                onChange={(payment_methods) => set({ payment_methods })}
              />
            )}
            {waits && (
              <MultiSelect
                label={texts.deliveryMethods}
                placeholder={value.delivery_methods.length ? '' : texts.any}
                readOnly={readOnly}
                data={methods(deliveries)}
                value={value.delivery_methods}
                error={at('delivery_methods')}
                onChange={(delivery_methods) => set({ delivery_methods })}
              />
            )}
            {waits && (
              <TagsInput
                label={texts.counties}
                placeholder={value.counties.length ? '' : texts.any}
                readOnly={readOnly}
                value={value.counties}
                error={at('counties')}
                onChange={(counties) => set({ counties: counties.map((code) => code.toUpperCase()) })}
              />
            )}
            <Select
              label={texts.audience}
              allowDeselect={false}
              readOnly={readOnly}
              value={value.audience}
              data={choicesOf(texts.audiences)}
              onChange={(audience) => set({ audience: audience as Rule['audience'] })}
            />
            <NumberInput
              label={texts.escalate}
              description={texts.escalateHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={0}
              max={10000}
              readOnly={readOnly}
              value={value.escalate_hours}
              error={at('escalate_hours')}
              onChange={(hours) => set({ escalate_hours: Number(hours) })}
            />
          </div>
          <Switch
            label={texts.active}
            disabled={readOnly}
            checked={value.active}
            onChange={(e) => set({ active: e.currentTarget.checked })}
          />
          {trying.isError && (
            <Alert color="red" role="alert">
              {wordsOf(trying.error)}
            </Alert>
          )}
          {trying.data && (
            <Alert color="blue" variant="light" role="status">
              {waits || value.kind === 'parcel_silent'
                ? texts.tried(trying.data.alerts, trying.data.orders, trying.data.open)
                : texts.triedNow(trying.data.alerts)}{' '}
              {trying.data.numbers.map((number) => `#${number}`).join(', ')}
            </Alert>
          )}
          <Group>
            <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
              {texts.tryIt}
            </Button>
          </Group>
          {!readOnly && (
            <FormFoot form={form}>
              {rule && (
                <Button variant="default" c="var(--danger)" onClick={() => remove.mutate()}>
                  {commonTexts.remove}
                </Button>
              )}
              <Button variant="default" onClick={onDone}>
                {commonTexts.cancel}
              </Button>
            </FormFoot>
          )}
        </Stack>
      </form>
    </Card>
  );
}
