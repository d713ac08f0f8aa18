// Number series, and how the papers look, with an invoice drawn beside as one types.

import {
  Button,
  Card,
  ColorInput,
  FileButton,
  Group,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { idempotencyKey, ownHeaders, type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/shop';
import { api, complain } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { FormFoot, useForm } from './form';
import { saveShop, shopQuery } from './shop';

type Layout = Schemas['PaperLayout'];

export function PapersPage() {
  const shop = useQuery(shopQuery);
  const series = useQuery({ queryKey: ['series'], queryFn: () => take(api.GET('/api/v1/invoice-series')) });
  if (shop.isError) return <Broken error={shop.error} />;
  if (shop.isPending || series.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.papers}</Title>
      <Card>
        <Title order={2} mb="xs">
          {texts.series}
        </Title>
        <Stack gap="xs">
          {series.data?.items.map((each) => (
            <SeriesForm key={`${each.kind}${each.series}${each.last}`} series={each} />
          ))}
        </Stack>
      </Card>
      <LayoutForm key={shop.data.version} shop={shop.data} />
    </Stack>
  );
}

function SeriesForm({ series }: { series: Schemas['Series'] }) {
  const form = useForm({
    initial: series,
    stale: ['series'],
    save: (body) =>
      take(api.POST('/api/v1/invoice-series', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  });
  return (
    <form onSubmit={form.submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={`${labelOf(invoiceTexts.invoiceKinds, series.kind)}: ${texts.seriesLetters}`}
          value={form.value.series}
          error={form.at('series')}
          onChange={(e) => form.set({ series: e.currentTarget.value.toUpperCase() })}
        />
        <NumberInput
          label={texts.lastNumber}
          value={form.value.last}
          min={0}
          error={form.at('last')}
          onChange={(last) => form.set({ last: Number(last) })}
        />
        <Text size="sm" c="dimmed" pb={6}>
          {texts.nextNumber(`${form.value.series} ${form.value.last + 1}`)}
        </Text>
        {form.changed && (
          <Button type="submit" loading={form.saving.isPending}>
            {commonTexts.save}
          </Button>
        )}
      </Group>
    </form>
  );
}

/** The sample as the server draws it in a layout that is not saved yet. */
function Sample({ layout }: { layout: Layout }) {
  const [settled] = useDebouncedValue(layout, 400);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined,
      current = true;
    fetch('/api/v1/invoices/sample', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...ownHeaders() },
      body: JSON.stringify(settled),
    })
      .then((response) => response.blob())
      .then((pdf) => {
        if (current) setAddress((made = URL.createObjectURL(pdf)));
      }, complain);
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [settled]);
  return <iframe className="paper" src={address && `${address}#toolbar=0&view=FitH`} title={texts.sample} />;
}

function LayoutForm({ shop }: { shop: Schemas['ShopView'] }) {
  const form = useForm({
    initial: shop.settings.layout,
    stale: ['shop'],
    save: (layout: Layout) => saveShop(shop, { settings: { layout } }),
  });
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const response = await fetch('/api/v1/shop/logo', {
        method: 'POST',
        body: file,
        headers: { 'Content-Type': 'image/png', ...ownHeaders() },
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.detail);
      return answer.hash as string;
    },
    onSuccess: (logo) => form.set({ logo }),
  });
  return (
    <div className="beside even">
      <Card>
        <Title order={2} mb="xs">
          {texts.look}
        </Title>
        <form onSubmit={form.submit}>
          <Stack gap="sm">
            <Group gap="xs">
              <FileButton accept="image/png" onChange={(file) => file && upload.mutate(file)}>
                {(props) => (
                  <Button {...props} variant="default" loading={upload.isPending}>
                    {texts.uploadLogo}
                  </Button>
                )}
              </FileButton>
              {form.value.logo && (
                <Button variant="subtle" color="gray" onClick={() => form.set({ logo: '' })}>
                  {texts.removeLogo}
                </Button>
              )}
            </Group>
            <ColorInput
              label={commonTexts.colour}
              value={form.value.colour}
              error={form.at('settings.layout.colour')}
              onChange={(colour) => form.set({ colour })}
              placeholder="#1f3a8a"
              eyeDropperButtonProps={{ 'aria-label': commonTexts.colour }}
            />
            <Textarea
              label={texts.footer}
              autosize
              minRows={2}
              value={form.value.footer}
              onChange={(e) => form.set({ footer: e.currentTarget.value })}
            />
            <FormFoot form={form} />
          </Stack>
        </form>
      </Card>
      <Card>
        <Title order={2} mb="xs">
          {texts.sample}
        </Title>
        <Sample layout={form.value} />
      </Card>
    </div>
  );
}
