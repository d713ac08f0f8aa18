import { Button, Card, Group, NumberInput, Select, Stack, Switch, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { isZero, lei, money } from '../../common/format';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/payments';
import { api } from '../frame/client';
import { parseAmount } from '../parts/amount';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';

type Discount = Schemas['Discount'];

const blank: Omit<Discount, 'id' | 'version' | 'uses'> = {
  name: '',
  name_en: '',
  code: '',
  kind: 'percent',
  percent: 1000,
  amount: lei('0.00'),
  minimum: lei('0.00'),
  uses_max: 0,
  active: true,
};

export function DiscountsPage() {
  const discounts = useQuery({ queryKey: ['discounts'], queryFn: () => take(api.GET('/api/v1/discounts')) });
  const [open, setOpen] = useState<string>();
  const may = useMay();
  if (discounts.isError) return <Broken error={discounts.error} />;
  if (discounts.isPending) return <Loading />;
  const discount = discounts.data.items.find((each) => each.id === open);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.sections.discounts}</Title>
        {may('settings.edit') && (
          <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {texts.newDiscount}
          </Button>
        )}
      </Group>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.name}</th>
              <th>{commonTexts.coupon}</th>
              <th className="num">{texts.discountValue}</th>
              <th className="num">{texts.minimum}</th>
              <th>{commonTexts.validFrom}</th>
              <th>{texts.validTo}</th>
              <th className="num">{texts.uses}</th>
              <th>{commonTexts.isActive}</th>
            </tr>
          </thead>
          <tbody>
            {discounts.data.items.map((each) => (
              <tr key={each.id}>
                <td>
                  <Button variant="subtle" onClick={() => setOpen(each.id)}>
                    {each.name}
                  </Button>
                </td>
                <td>
                  <code>{each.code}</code>
                </td>
                <td className="num">{each.kind === 'percent' ? `${each.percent / 100} %` : money(each.amount)}</td>
                <td className="num">{!isZero(each.minimum) && <Amount value={each.minimum} />}</td>
                <td>{each.valid_from}</td>
                <td>{each.valid_to}</td>
                <td className="num">
                  {each.uses}
                  {each.uses_max > 0 && ` / ${each.uses_max}`}
                </td>
                <td>{each.active ? commonTexts.yes : commonTexts.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {discounts.data.items.length === 0 && <Empty>{texts.noDiscounts}</Empty>}
      </Wide>
      {open && (
        <DiscountForm key={`${open}${discount?.version}`} discount={discount} onDone={() => setOpen(undefined)} />
      )}
    </Stack>
  );
}

function DiscountForm({ discount, onDone }: { discount?: Discount; onDone: () => void }) {
  const readOnly = !useMay()('settings.edit');
  const start = discount ?? blank;
  const form = useForm({
    initial: {
      ...start,
      amountText: start.amount.amount.replace('.', ','),
      minimumText: start.minimum.amount.replace('.', ','),
      from: start.valid_from ?? '',
      to: start.valid_to ?? '',
    },
    stale: ['discounts'],
    onSaved: onDone,
    save: ({ name, name_en, code, kind, percent, uses_max, active, amountText, minimumText, from, to }) => {
      const body = {
        name,
        name_en,
        code,
        kind,
        percent,
        uses_max,
        active,
        amount: parseAmount(amountText, 'amount'),
        minimum: parseAmount(minimumText, 'minimum'),
        valid_from: from || undefined,
        valid_to: to || undefined,
      };
      return discount
        ? take(
            api.PATCH('/api/v1/discounts/{id}', {
              params: { path: { id: discount.id } },
              headers: { 'If-Match': `"${discount.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/discounts', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }));
    },
  });
  const { value, set, at } = form;
  return (
    <Card>
      <Title order={2} mb="xs">
        {discount?.name ?? texts.newDiscount}
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
            label={commonTexts.coupon}
            description={texts.couponHint}
            readOnly={readOnly}
            value={value.code}
            error={at('code')}
            onChange={(e) => set({ code: e.currentTarget.value.toUpperCase() })}
          />
          <Select
            label={commonTexts.kind}
            allowDeselect={false}
            readOnly={readOnly}
            value={value.kind}
            data={choicesOf(texts.discountKinds)}
            onChange={(kind) => set({ kind: kind as Discount['kind'] })}
          />
          {value.kind === 'percent' ? (
            <NumberInput
              label={`${texts.discountValue} (%)`}
              decimalScale={2}
              min={0}
              max={100}
              readOnly={readOnly}
              value={value.percent / 100}
              error={at('percent')}
              onChange={(percent) => set({ percent: Math.round(Number(percent) * 100) })}
            />
          ) : (
            <TextInput
              label={texts.discountValue}
              rightSection="lei"
              inputMode="decimal"
              readOnly={readOnly}
              value={value.amountText}
              error={at('amount')}
              onChange={(e) => set({ amountText: e.currentTarget.value })}
            />
          )}
          <TextInput
            label={texts.minimum}
            rightSection="lei"
            inputMode="decimal"
            readOnly={readOnly}
            value={value.minimumText}
            error={at('minimum')}
            onChange={(e) => set({ minimumText: e.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={commonTexts.validFrom}
            readOnly={readOnly}
            value={value.from}
            error={at('valid_from')}
            onChange={(e) => set({ from: e.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={texts.validTo}
            readOnly={readOnly}
            value={value.to}
            error={at('valid_to')}
            onChange={(e) => set({ to: e.currentTarget.value })}
          />
          <NumberInput
            label={texts.usesMax}
            min={0}
            readOnly={readOnly}
            value={value.uses_max}
            error={at('uses_max')}
            onChange={(uses) => set({ uses_max: Number(uses) })}
          />
          <Switch
            label={commonTexts.isActive}
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
