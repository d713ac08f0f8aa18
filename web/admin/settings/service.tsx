// The steps of the workshop, how often the buyer hears, and how long a repair may take.

import { ActionIcon, Button, Card, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/service';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

type Step = Schemas['ServiceStep'];

export function ServiceSettingsPage() {
  const shop = useQuery(shopQuery);
  const steps = useQuery({ queryKey: ['service-steps'], queryFn: () => take(api.GET('/api/v1/service-steps')) });
  if (shop.isError) return <Broken error={shop.error} />;
  if (shop.isPending || !steps.data) return <Loading />;
  return <ServiceForm key={shop.data.version} shop={shop.data} inUse={steps.data.items} />;
}

function ServiceForm({ shop, inUse }: { shop: Schemas['ShopView']; inUse: Step[] }) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm({
    initial: shop.settings.service,
    stale: ['shop', 'service-steps'],
    save: (service) => saveShop(shop, { settings: { service } }),
  });
  const { value, set, at } = form;
  const own = value.steps.length > 0;
  const steps = own ? value.steps : inUse;
  const change = (i: number, part: Partial<Step>) =>
    set({ steps: steps.map((each, j) => (i === j ? { ...each, ...part } : each)) });
  const up = (i: number) =>
    set({ steps: steps.map((each, j) => (j === i - 1 ? steps[i] : j === i ? steps[i - 1] : each)) });
  return (
    <form onSubmit={form.submit}>
      <Stack gap="sm">
        <Title order={1}>{pageTexts.service}</Title>
        <Card>
          <div className="form">
            <NumberInput
              label={texts.newsDays}
              min={0}
              max={30}
              readOnly={readOnly}
              value={value.news_days}
              error={at('settings.service.news_days')}
              onChange={(days) => set({ news_days: Number(days) })}
            />
            <NumberInput
              label={texts.repairDays}
              min={1}
              max={15}
              readOnly={readOnly}
              value={value.repair_days}
              error={at('settings.service.repair_days')}
              onChange={(days) => set({ repair_days: Number(days) })}
            />
          </div>
        </Card>
        <Card>
          <Text size="sm" c="dimmed" mb="xs">
            {texts.serviceHint}
          </Text>
          <Wide>
            <table className="grid">
              <thead>
                <tr>
                  <th>{texts.code}</th>
                  <th>{texts.name}</th>
                  <th>{texts.nameEn}</th>
                  <th>{texts.stage}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {steps.map((each, i) => (
                  <tr key={i}>
                    {own ? (
                      <>
                        <td>
                          <TextInput
                            aria-label={texts.code}
                            required
                            readOnly={readOnly}
                            value={each.code}
                            error={at(`settings.service.steps[${i}].code`)}
                            onChange={(e) => change(i, { code: e.currentTarget.value })}
                          />
                        </td>
                        <td>
                          <TextInput
                            aria-label={texts.name}
                            required
                            readOnly={readOnly}
                            value={each.name}
                            error={at(`settings.service.steps[${i}].name`)}
                            onChange={(e) => change(i, { name: e.currentTarget.value })}
                          />
                        </td>
                        <td>
                          <TextInput
                            aria-label={texts.nameEn}
                            readOnly={readOnly}
                            value={each.name_en}
                            onChange={(e) => change(i, { name_en: e.currentTarget.value })}
                          />
                        </td>
                        <td>
                          <Select
                            aria-label={texts.stage}
                            allowDeselect={false}
                            readOnly={readOnly}
                            value={each.stage}
                            data={choicesOf(texts.stages)}
                            onChange={(stage) => change(i, { stage: stage as Step['stage'] })}
                          />
                        </td>
                        <td className="num">
                          {!readOnly && i > 0 && (
                            <ActionIcon color="gray" aria-label={`↑ ${each.name}`} onClick={() => up(i)}>
                              <IconArrowUp size={16} />
                            </ActionIcon>
                          )}
                          {!readOnly && (
                            <ActionIcon
                              color="gray"
                              aria-label={`${commonTexts.remove} ${each.name}`}
                              onClick={() => set({ steps: steps.filter((_, j) => i !== j) })}
                            >
                              <IconTrash size={16} />
                            </ActionIcon>
                          )}
                        </td>
                      </>
                    ) : (
                      <>
                        <td>{each.code}</td>
                        <td>{each.name}</td>
                        <td>{each.name_en}</td>
                        <td>{texts.stages[each.stage]}</td>
                        <td />
                      </>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          {at('settings.service.steps') && (
            <Text size="sm" className="negative" role="alert">
              {at('settings.service.steps')}
            </Text>
          )}
          {!readOnly && (
            <Group mt="xs">
              {own && (
                <Button
                  variant="default"
                  onClick={() => set({ steps: [...steps, { code: '', stage: 'in_work', name: '', name_en: '' }] })}
                >
                  {texts.addStep}
                </Button>
              )}
              {own ? (
                <Button variant="subtle" onClick={() => set({ steps: [] })}>
                  {texts.standardSteps}
                </Button>
              ) : (
                <Button variant="default" onClick={() => set({ steps: inUse })}>
                  {texts.ownSteps}
                </Button>
              )}
            </Group>
          )}
        </Card>
        {!readOnly && <FormFoot form={form} />}
      </Stack>
    </form>
  );
}
