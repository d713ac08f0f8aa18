// Which courier carries an order whose delivery method leaves it to the shop's rules: the first rule that holds.

import { ActionIcon, Button, Card, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/settings/couriers';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { AmountInput } from './formula_editor';
import { saveShop, shopQuery } from './shop';

type Rule = Schemas['CourierRule'];

export function CourierRules({ accounts }: { accounts: Schemas['CourierAccountView'][] }) {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return <RulesForm key={query.data.version} shop={query.data} accounts={accounts} />;
}

function RulesForm({ shop, accounts }: { shop: Schemas['ShopView']; accounts: Schemas['CourierAccountView'][] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { rules: shop.settings.courier_rules },
    stale: ['shop'],
    save: ({ rules }) => saveShop(shop, { settings: { courier_rules: rules } }),
  });
  const { rules } = form.value;
  const change = (at: number, part: Partial<Rule>) =>
    form.set({ rules: rules.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  const up = (at: number) =>
    form.set({ rules: rules.map((each, i) => (i === at - 1 ? rules[at] : i === at ? rules[at - 1] : each)) });
  const couriers = [
    { value: 'cheapest', label: texts.cheapest },
    ...accounts.map(({ traits }) => ({ value: traits.name, label: traits.title })),
  ];
  return (
    <Card>
      <Title order={2}>{texts.courierRules}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.courierRulesHint}
      </Text>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          {rules.map((rule, i) => (
            <Group key={i} gap="xs" align="flex-end" role="group" aria-label={commonTexts.rule(i + 1)}>
              <Select
                label={commonTexts.courier}
                w={180}
                allowDeselect={false}
                readOnly={readOnly}
                value={rule.courier}
                data={couriers}
                onChange={(courier) => change(i, { courier: courier! })}
              />
              <TextInput
                label={commonTexts.zoneCounties}
                w={150}
                readOnly={readOnly}
                defaultValue={rule.counties.join(', ')}
                onChange={(e) =>
                  change(i, {
                    counties: e.currentTarget.value
                      .toUpperCase()
                      .split(',')
                      .map((code) => code.trim())
                      .filter(Boolean),
                  })
                }
              />
              <NumberInput
                label={texts.aboveGrams}
                w={120}
                min={0}
                allowDecimal={false}
                readOnly={readOnly}
                value={rule.weight_g_from}
                onChange={(value) => change(i, { weight_g_from: Number(value) })}
              />
              <NumberInput
                label={texts.upToGrams}
                w={120}
                min={0}
                allowDecimal={false}
                readOnly={readOnly}
                value={rule.weight_g_to}
                onChange={(value) => change(i, { weight_g_to: Number(value) })}
              />
              <AmountInput
                label={commonTexts.valueFrom}
                readOnly={readOnly}
                value={rule.value_from}
                onChange={(value_from) => change(i, { value_from })}
              />
              <AmountInput
                label={texts.valueTo}
                readOnly={readOnly}
                value={rule.value_to}
                onChange={(value_to) => change(i, { value_to })}
              />
              <Select
                label={texts.cashOnDelivery}
                w={130}
                clearable
                placeholder={commonTexts.any}
                readOnly={readOnly}
                value={rule.cash === undefined ? null : String(rule.cash)}
                data={[
                  { value: 'true', label: texts.with },
                  { value: 'false', label: texts.without },
                ]}
                onChange={(cash) => change(i, { cash: cash === null ? undefined : cash === 'true' })}
              />
              {!readOnly && i > 0 && (
                <ActionIcon color="gray" aria-label={texts.moveUp(i + 1)} onClick={() => up(i)}>
                  <IconArrowUp size={16} />
                </ActionIcon>
              )}
              {!readOnly && (
                <ActionIcon
                  color="gray"
                  aria-label={`${commonTexts.remove} ${i + 1}`}
                  onClick={() => form.set({ rules: rules.filter((_, j) => i !== j) })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
          ))}
          {!readOnly && (
            <Button
              variant="subtle"
              w="fit-content"
              onClick={() =>
                form.set({ rules: [...rules, { courier: 'cheapest', counties: [], weight_g_from: 0, weight_g_to: 0 }] })
              }
            >
              {texts.addRule}
            </Button>
          )}
          {!readOnly && <FormFoot form={form} />}
        </Stack>
      </form>
    </Card>
  );
}
