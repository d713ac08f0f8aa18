import {
  Button,
  Card,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { lei } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/payments';
import { api } from '../frame/client';
import { parseAmount } from '../parts/amount';
import { Broken, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { choicesQuery } from './choices';
import { FormFoot, useForm } from './form';

type Method = Schemas['PaymentMethod'];

const blank: Omit<Method, 'id' | 'version'> = {
  code: '',
  name: '',
  name_en: '',
  kind: 'bank_transfer',
  processor: '',
  fee: lei('0.00'),
  fee_percent: 0,
  companies_only: false,
  conditions: { counties: [], delivery_methods: [], without_skus: [], without_categories: [], persons_only: false },
  icons: [],
  active: true,
  position: 10,
};

export function PaymentMethodsPage() {
  const methods = useQuery({ queryKey: ['payment-methods'], queryFn: () => take(api.GET('/api/v1/payment-methods')) });
  const [open, setOpen] = useState<string>();
  const may = useMay();
  if (methods.isError) return <Broken error={methods.error} />;
  if (methods.isPending) return <Loading />;
  const sorted = [...methods.data.items].sort((a, b) => a.position - b.position);
  const method = sorted.find((each) => each.id === open);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.sections.payments}</Title>
        {may('settings.edit') && (
          <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {commonTexts.add}
          </Button>
        )}
      </Group>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.name}</th>
              <th>{commonTexts.kind}</th>
              <th className="num">{texts.fee}</th>
              <th className="num">{texts.feePercent}</th>
              <th className="num">{texts.maxTotal}</th>
              <th>{texts.companiesOnly}</th>
              <th>{commonTexts.offered}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((each) => (
              <tr key={each.id}>
                <td>
                  <Button variant="subtle" onClick={() => setOpen(each.id)}>
                    {each.name}
                  </Button>
                </td>
                <td>{texts.paymentMethodKinds[each.kind]}</td>
                <td className="num">
                  <Amount value={each.fee} />
                </td>
                <td className="num">{each.fee_percent / 100} %</td>
                <td className="num">{each.max_total && <Amount value={each.max_total} />}</td>
                <td>{each.companies_only ? commonTexts.yes : commonTexts.no}</td>
                <td>{each.active ? commonTexts.yes : commonTexts.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {open && <MethodForm key={`${open}${method?.version}`} method={method} onDone={() => setOpen(undefined)} />}
    </Stack>
  );
}

function MethodForm({ method, onDone }: { method?: Method; onDone: () => void }) {
  const readOnly = !useMay()('settings.edit');
  const choices = useQuery(choicesQuery).data;
  const kinds = choices?.payment_kinds ?? [];
  const deliveries =
    useQuery({ queryKey: ['methods', 'delivery'], queryFn: () => take(api.GET('/api/v1/delivery-methods')) }).data
      ?.items ?? [];
  const start = method ?? blank;
  const form = useForm({
    initial: {
      ...start,
      feeText: start.fee.amount.replace('.', ','),
      maxText: start.max_total?.amount.replace('.', ',') ?? '',
      minText: start.conditions.min_total?.amount.replace('.', ',') ?? '',
    },
    stale: ['payment-methods', 'methods', 'set-up'],
    onSaved: onDone,
    save: ({
      code,
      name,
      name_en,
      kind,
      processor,
      icons,
      conditions,
      fee_percent,
      companies_only,
      active,
      position,
      feeText,
      maxText,
      minText,
    }) => {
      const body = {
        code,
        name,
        name_en,
        kind,
        processor: kind === 'online' ? processor : '',
        icons,
        fee_percent,
        companies_only,
        active,
        position,
        conditions: {
          ...conditions,
          min_total: minText.trim() ? parseAmount(minText, 'conditions.min_total') : undefined,
        },
        fee: parseAmount(feeText, 'fee'),
        max_total: maxText.trim() ? parseAmount(maxText, 'max_total') : undefined,
      };
      return method
        ? take(
            api.PATCH('/api/v1/payment-methods/{id}', {
              params: { path: { id: method.id } },
              headers: { 'If-Match': `"${method.version}"` },
              body,
            }),
          )
        : take(
            api.POST('/api/v1/payment-methods', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }),
          );
    },
  });
  const { value, set, at } = form;
  const when = (change: Partial<Method['conditions']>) => set({ conditions: { ...value.conditions, ...change } });
  return (
    <Card>
      <Title order={2} mb="xs">
        {method?.name ?? texts.newMethod}
      </Title>
      <form onSubmit={form.submit}>
        <div className="form">
          <TextInput
            label={commonTexts.name}
            required
            data-autofocus
            readOnly={readOnly}
            value={value.name}
            error={at('name')}
            onChange={(e) => set({ name: e.currentTarget.value })}
          />
          <TextInput
            label={commonTexts.nameEn}
            readOnly={readOnly}
            value={value.name_en}
            onChange={(e) => set({ name_en: e.currentTarget.value })}
          />
          <TextInput
            label={commonTexts.code}
            required
            readOnly={readOnly}
            value={value.code}
            error={at('code')}
            onChange={(e) => set({ code: e.currentTarget.value })}
          />
          <Select
            label={commonTexts.kind}
            allowDeselect={false}
            readOnly={readOnly}
            value={value.kind}
            data={kinds.map((kind) => ({ value: kind, label: texts.paymentMethodKinds[kind] ?? kind }))}
            onChange={(kind) => set({ kind: kind as Method['kind'] })}
          />
          {value.kind === 'online' && (
            <Select
              label={commonTexts.processor}
              allowDeselect={false}
              readOnly={readOnly}
              value={value.processor || null}
              error={at('processor')}
              data={choices?.processors ?? []}
              onChange={(processor) => set({ processor: processor ?? '' })}
            />
          )}
          {value.kind === 'online' && (
            <MultiSelect
              label={texts.cardBrands}
              readOnly={readOnly}
              value={value.icons}
              data={(choices?.card_brands ?? []).map((brand) => ({
                value: brand,
                label: texts.brands[brand] ?? brand,
              }))}
              onChange={(icons) => set({ icons: icons as Method['icons'] })}
            />
          )}
          <TextInput
            label={texts.fee}
            rightSection="lei"
            inputMode="decimal"
            readOnly={readOnly}
            value={value.feeText}
            error={at('fee')}
            onChange={(e) => set({ feeText: e.currentTarget.value })}
          />
          <NumberInput
            label={texts.feePercent}
            decimalScale={2}
            min={0}
            max={100}
            readOnly={readOnly}
            value={value.fee_percent / 100}
            error={at('fee_percent')}
            onChange={(percent) => set({ fee_percent: Math.round(Number(percent) * 100) })}
          />
          <TextInput
            label={texts.maxTotal}
            rightSection="lei"
            inputMode="decimal"
            readOnly={readOnly}
            value={value.maxText}
            error={at('max_total')}
            onChange={(e) => set({ maxText: e.currentTarget.value })}
          />
          <TextInput
            label={texts.minTotal}
            rightSection="lei"
            inputMode="decimal"
            readOnly={readOnly}
            value={value.minText}
            error={at('conditions.min_total')}
            onChange={(e) => set({ minText: e.currentTarget.value })}
          />
          <MultiSelect
            label={texts.onlyWithDelivery}
            readOnly={readOnly}
            value={value.conditions.delivery_methods}
            data={deliveries.map((each) => ({ value: each.code, label: each.name }))}
            onChange={(delivery_methods) => when({ delivery_methods })}
          />
          <TagsInput
            label={texts.onlyInCounties}
            readOnly={readOnly}
            value={value.conditions.counties}
            error={Object.keys(value.conditions.counties)
              .map((i) => at(`conditions.counties[${i}]`))
              .find(Boolean)}
            onChange={(counties) => when({ counties: counties.map((code) => code.toUpperCase()) })}
          />
          <TagsInput
            label={texts.notForProducts}
            readOnly={readOnly}
            value={value.conditions.without_skus}
            onChange={(without_skus) => when({ without_skus })}
          />
          <TagsInput
            label={texts.notForCategories}
            readOnly={readOnly}
            value={value.conditions.without_categories}
            onChange={(without_categories) => when({ without_categories })}
          />
          <NumberInput
            label={commonTexts.position}
            readOnly={readOnly}
            value={value.position}
            onChange={(position) => set({ position: Number(position) })}
          />
          <Switch
            label={texts.personsOnly}
            disabled={readOnly}
            checked={value.conditions.persons_only}
            onChange={(e) => when({ persons_only: e.currentTarget.checked })}
          />
          <Switch
            label={texts.companiesOnly}
            disabled={readOnly}
            checked={value.companies_only}
            onChange={(e) => set({ companies_only: e.currentTarget.checked })}
          />
          <Switch
            label={commonTexts.offered}
            disabled={readOnly}
            checked={value.active}
            onChange={(e) => set({ active: e.currentTarget.checked })}
          />
        </div>
        {!readOnly && (
          <Stack gap="xs" mt="sm">
            <FormFoot form={form}>
              <Button variant="default" onClick={onDone}>
                {commonTexts.cancel}
              </Button>
            </FormFoot>
          </Stack>
        )}
      </form>
    </Card>
  );
}
