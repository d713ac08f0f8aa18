// VAT rates and the tax regime, each from a day on; what held before stays.

import { Card, Group, NumberInput, Select, Stack, Switch, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { isoDay } from '../../common/format';
import { choicesOf, labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts as productTexts } from '../../common/texts/admin/products';
import { texts } from '../../common/texts/admin/settings/shop';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { choicesQuery } from './choices';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

const percent = (basisPoints: number) => `${String(basisPoints / 100).replace('.', ',')} %`;

export function TaxesPage() {
  const taxes = useQuery({ queryKey: ['taxes'], queryFn: () => take(api.GET('/api/v1/taxes')) });
  const shop = useQuery(shopQuery);
  const may = useMay();
  if (taxes.isError) return <Broken error={taxes.error} />;
  if (taxes.isPending) return <Loading />;
  const newest = <T extends { valid_from: string }>(rows: T[]) =>
    [...rows].sort((a, b) => b.valid_from.localeCompare(a.valid_from));
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.taxes}</Title>
      <Card>
        <Title order={2} mb="xs">
          {texts.regime}
        </Title>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.validFrom}</th>
              <th>{texts.regime}</th>
              <th className="num">{texts.rate}</th>
              <th>{texts.vatPayer}</th>
            </tr>
          </thead>
          <tbody>
            {newest(taxes.data.regimes).map((each) => (
              <tr key={each.id}>
                <td>{each.valid_from}</td>
                <td>{labelOf(texts.regimes, each.kind)}</td>
                <td className="num">{percent(each.rate)}</td>
                <td>{each.vat_payer ? commonTexts.yes : commonTexts.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {may('settings.edit') && <NewRegime />}
      </Card>
      <Card>
        <Title order={2} mb="xs">
          {texts.vatRates}
        </Title>
        <table className="grid">
          <thead>
            <tr>
              <th>{productTexts.vatClass}</th>
              <th>{commonTexts.validFrom}</th>
              <th className="num">{texts.rate}</th>
              <th>{texts.law}</th>
            </tr>
          </thead>
          <tbody>
            {newest(taxes.data.vat_rates).map((each) => (
              <tr key={each.id}>
                <td>{labelOf(productTexts.vatClasses, each.vat_class)}</td>
                <td>{each.valid_from}</td>
                <td className="num">{percent(each.rate)}</td>
                <td className="muted">{each.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {may('settings.edit') && <NewRate />}
      </Card>
      {shop.data && <StockCost key={shop.data.version} shop={shop.data} />}
    </Stack>
  );
}

/** How pieces that are sold are valued. */
function StockCost({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: shop.settings.books,
    stale: ['shop'],
    save: ({ stock_cost }) => saveShop(shop, { settings: { books: { stock_cost } } }),
  });
  return (
    <Card>
      <form onSubmit={form.submit}>
        <Select
          label={texts.stockCost}
          description={texts.stockCostHint}
          w={420}
          maw="100%"
          allowDeselect={false}
          readOnly={readOnly}
          value={form.value.stock_cost}
          data={choicesOf(texts.stockCosts)}
          onChange={(stock_cost) => form.set({ stock_cost: stock_cost as 'average' | 'first_in_first' })}
        />
        {!readOnly && <FormFoot form={form} />}
      </form>
    </Card>
  );
}

function NewRegime() {
  const form = useForm({
    initial: { valid_from: isoDay(new Date()), kind: 'micro', rate: 100, vat_payer: true },
    stale: ['taxes'],
    save: (body) =>
      take(api.POST('/api/v1/tax-regimes', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  });
  return (
    <form onSubmit={form.submit}>
      <Group align="flex-end" gap="xs" mt="sm">
        <TextInput
          type="date"
          label={commonTexts.validFrom}
          value={form.value.valid_from}
          error={form.at('valid_from')}
          onChange={(e) => form.set({ valid_from: e.currentTarget.value })}
        />
        <Select
          label={texts.regime}
          allowDeselect={false}
          value={form.value.kind}
          data={choicesOf(texts.regimes)}
          onChange={(kind) => form.set({ kind: kind! })}
        />
        <NumberInput
          label={texts.ratePercent}
          w={90}
          min={0}
          max={100}
          decimalScale={2}
          value={form.value.rate / 100}
          error={form.at('rate')}
          onChange={(rate) => form.set({ rate: Math.round(Number(rate) * 100) })}
        />
        <Switch
          label={texts.vatPayer}
          checked={form.value.vat_payer}
          onChange={(e) => form.set({ vat_payer: e.currentTarget.checked })}
          pb={6}
        />
        <FormFoot form={form} />
      </Group>
    </form>
  );
}

function NewRate() {
  const classes = useQuery(choicesQuery).data?.vat_classes ?? [];
  const form = useForm({
    initial: { vat_class: 'standard', valid_from: isoDay(new Date()), rate: 2100, source: '' },
    stale: ['taxes'],
    save: (body) =>
      take(api.POST('/api/v1/vat-rates', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  });
  return (
    <form onSubmit={form.submit}>
      <Group align="flex-end" gap="xs" mt="sm">
        <Select
          label={productTexts.vatClass}
          allowDeselect={false}
          value={form.value.vat_class}
          data={classes.map((value) => ({ value, label: labelOf(productTexts.vatClasses, value) }))}
          onChange={(value) => form.set({ vat_class: value! })}
        />
        <TextInput
          type="date"
          label={commonTexts.validFrom}
          value={form.value.valid_from}
          error={form.at('valid_from')}
          onChange={(e) => form.set({ valid_from: e.currentTarget.value })}
        />
        <NumberInput
          label={texts.ratePercent}
          w={90}
          min={0}
          max={100}
          decimalScale={2}
          value={form.value.rate / 100}
          error={form.at('rate')}
          onChange={(rate) => form.set({ rate: Math.round(Number(rate) * 100) })}
        />
        <TextInput
          label={texts.law}
          value={form.value.source}
          error={form.at('source')}
          onChange={(e) => form.set({ source: e.currentTarget.value })}
        />
        <FormFoot form={form} />
      </Group>
    </form>
  );
}
