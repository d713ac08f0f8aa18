// What may come back, for how long, and the reasons that buyers choose from.

import {
  ActionIcon,
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/returns';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

type Cause = Schemas['ReturnCause'];

export function ReturnSettingsPage() {
  const shop = useQuery(shopQuery);
  if (shop.isError) return <Broken error={shop.error} />;
  if (shop.isPending) return <Loading />;
  return <ReturnsForm key={shop.data.version} shop={shop.data} />;
}

function ReturnsForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: shop.settings.returns,
    stale: ['shop'],
    save: (returns) => saveShop(shop, { settings: { returns } }),
  });
  const { value, set, at } = form;
  const change = (i: number, part: Partial<Cause>) =>
    set({ causes: value.causes.map((each, j) => (i === j ? { ...each, ...part } : each)) });
  return (
    <form onSubmit={form.submit}>
      <Stack gap="sm">
        <Title order={1}>{pageTexts.returnSettings}</Title>
        <Card>
          <Title order={2} mb="xs">
            {texts.rules}
          </Title>
          <Stack gap="sm">
            <NumberInput
              label={texts.withdrawalDays}
              w={420}
              min={14}
              max={365}
              readOnly={readOnly}
              value={value.withdrawal_days}
              error={at('settings.returns.withdrawal_days')}
              onChange={(days) => set({ withdrawal_days: Number(days) })}
            />
            <Switch
              label={texts.companiesToo}
              disabled={readOnly}
              checked={value.companies_too}
              onChange={(e) => set({ companies_too: e.currentTarget.checked })}
            />
            <Switch
              label={texts.fetched}
              disabled={readOnly}
              checked={value.fetched}
              onChange={(e) => set({ fetched: e.currentTarget.checked })}
            />
            <Textarea
              label={texts.text}
              autosize
              minRows={2}
              readOnly={readOnly}
              value={value.text}
              error={at('settings.returns.text')}
              onChange={(e) => set({ text: e.currentTarget.value })}
            />
            <Textarea
              label={texts.textEn}
              autosize
              minRows={2}
              readOnly={readOnly}
              value={value.text_en}
              error={at('settings.returns.text_en')}
              onChange={(e) => set({ text_en: e.currentTarget.value })}
            />
          </Stack>
        </Card>
        <Card>
          <Title order={2}>{texts.causes}</Title>
          <Text size="sm" c="dimmed" mb="xs">
            {texts.causesHint}
          </Text>
          <Stack gap="xs">
            {value.causes.map((cause, i) => (
              <Group key={i} gap="xs" align="flex-end" role="group" aria-label={`${texts.causeName} ${i + 1}`}>
                <TextInput
                  label={texts.causeName}
                  w={205}
                  required
                  readOnly={readOnly}
                  value={cause.name}
                  error={at(`settings.returns.causes.${i}.name`)}
                  onChange={(e) => change(i, { name: e.currentTarget.value })}
                />
                <TextInput
                  label={texts.causeNameEn}
                  w={205}
                  readOnly={readOnly}
                  value={cause.name_en}
                  error={at(`settings.returns.causes.${i}.name_en`)}
                  onChange={(e) => change(i, { name_en: e.currentTarget.value })}
                />
                <Select
                  label={texts.ground}
                  w={205}
                  allowDeselect={false}
                  readOnly={readOnly}
                  value={cause.ground}
                  data={choicesOf(commonTexts.returnReasons)}
                  onChange={(ground) => change(i, { ground: ground as Cause['ground'] })}
                />
                <Switch
                  label={texts.wantsPhoto}
                  mb={6}
                  disabled={readOnly}
                  checked={cause.photo}
                  onChange={(e) => change(i, { photo: e.currentTarget.checked })}
                />
                {!readOnly && (
                  <ActionIcon
                    color="gray"
                    mb={4}
                    aria-label={texts.removeCause(cause.name)}
                    onClick={() => set({ causes: value.causes.filter((_, j) => i !== j) })}
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
                  set({ causes: [...value.causes, { name: '', name_en: '', ground: 'withdrawal', photo: false }] })
                }
              >
                {texts.addCause}
              </Button>
            )}
          </Stack>
        </Card>
        {!readOnly && <FormFoot form={form} />}
      </Stack>
    </form>
  );
}
