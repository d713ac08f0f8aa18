// Where visits come from: the shop's own names for it, and what an order through a channel costs in advertising.

import { ActionIcon, Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../common/api';
import { lei } from '../../common/format';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/channels';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { AmountInput } from './formula_editor';
import { saveShop, shopQuery } from './shop';

type Rule = Schemas['ChannelRule'];

export function ChannelsPage() {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.channels}</Title>
      <RulesForm key={`r${query.data.version}`} shop={query.data} />
      <CostsForm key={`c${query.data.version}`} shop={query.data} />
    </Stack>
  );
}

function RulesForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { rules: shop.settings.channel_rules },
    stale: ['shop'],
    save: ({ rules }) => saveShop(shop, { settings: { channel_rules: rules } }),
  });
  const { rules } = form.value;
  const change = (at: number, part: Partial<Rule>) =>
    form.set({ rules: rules.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  const up = (at: number) =>
    form.set({ rules: rules.map((each, i) => (i === at - 1 ? rules[at] : i === at ? rules[at - 1] : each)) });
  const wrong = (i: number, field: string) => form.at(`settings.channel_rules.${i}.${field}`);
  return (
    <Card>
      <Title order={2}>{texts.rules}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.channelsHint}
      </Text>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          {rules.map((rule, i) => (
            <Group key={i} gap="xs" align="flex-end" role="group" aria-label={commonTexts.rule(i + 1)}>
              <Select
                label={texts.rulePart}
                w={170}
                allowDeselect={false}
                readOnly={readOnly}
                value={rule.part}
                data={choicesOf(texts.parts)}
                onChange={(part) => change(i, { part: part as Rule['part'] })}
              />
              <Select
                label={texts.ruleMatches}
                w={130}
                allowDeselect={false}
                readOnly={readOnly}
                value={rule.matches}
                data={choicesOf(texts.matches)}
                onChange={(matches) => change(i, { matches: matches as Rule['matches'] })}
              />
              <TextInput
                label={texts.ruleText}
                w={180}
                readOnly={readOnly}
                value={rule.text}
                error={wrong(i, 'text')}
                onChange={(e) => change(i, { text: e.currentTarget.value })}
              />
              <TextInput
                label={commonTexts.channel}
                w={180}
                readOnly={readOnly}
                value={rule.channel}
                error={wrong(i, 'channel')}
                onChange={(e) => change(i, { channel: e.currentTarget.value })}
              />
              {!readOnly && i > 0 && (
                <ActionIcon color="gray" aria-label={texts.up(i + 1)} onClick={() => up(i)}>
                  <IconArrowUp size={16} />
                </ActionIcon>
              )}
              {!readOnly && (
                <ActionIcon
                  color="gray"
                  aria-label={texts.removeRule(i + 1)}
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
              onClick={() => form.set({ rules: [...rules, { part: 'source', matches: 'is', text: '', channel: '' }] })}
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

function CostsForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: { costs: shop.settings.advertising },
    stale: ['shop'],
    save: ({ costs }) => saveShop(shop, { settings: { advertising: costs } }),
  });
  const { costs } = form.value;
  const change = (at: number, part: Partial<Schemas['ChannelCost']>) =>
    form.set({ costs: costs.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  return (
    <Card>
      <Title order={2}>{texts.costs}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.costsHint}
      </Text>
      <form onSubmit={form.submit}>
        <Stack gap="xs">
          {costs.map((each, i) => (
            <Group key={i} gap="xs" align="flex-end">
              <TextInput
                label={commonTexts.channel}
                w={180}
                readOnly={readOnly}
                value={each.channel}
                error={form.at(`settings.advertising.${i}.channel`)}
                onChange={(e) => change(i, { channel: e.currentTarget.value })}
              />
              <AmountInput
                label={texts.cost}
                readOnly={readOnly}
                value={each.cost}
                onChange={(cost) => change(i, { cost: cost ?? lei('0.00') })}
              />
              {!readOnly && (
                <ActionIcon
                  color="gray"
                  aria-label={texts.removeCost(each.channel)}
                  onClick={() => form.set({ costs: costs.filter((_, j) => i !== j) })}
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
              onClick={() => form.set({ costs: [...costs, { channel: '', cost: lei('0.00') }] })}
            >
              {texts.addCost}
            </Button>
          )}
          {!readOnly && <FormFoot form={form} />}
        </Stack>
      </form>
    </Card>
  );
}
