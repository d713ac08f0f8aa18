import { Card, NumberInput, Select, Stack, Switch, TagsInput, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/shop';
import { api } from '../frame/client';
import { PlaceInput } from '../parts/place_input';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';

export const shopQuery = { queryKey: ['shop'], queryFn: () => take(api.GET('/api/v1/shop')) };

/** Saves a part of the shop's settings, unless somebody else was first. */
export function saveShop(shop: Schemas['ShopView'], change: { name?: string; settings?: object }) {
  return take(
    api.PATCH('/api/v1/shop', {
      headers: { 'If-Match': `"${shop.version}"` },
      body: change as Partial<Schemas['ShopView']>,
    }),
  );
}

export function ShopPage() {
  const query = useQuery(shopQuery);
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return <ShopForm key={query.data.version} shop={query.data} />;
}

function ShopForm({ shop }: { shop: Schemas['ShopView'] }) {
  const readOnly = !useMay()('settings.edit');
  const { seller, ...rules } = shop.settings;
  const form = useForm({
    initial: {
      name: shop.name,
      seller,
      invoice_rule: rules.invoice_rule,
      payment_days: rules.payment_days,
      transfer_remind_days: rules.transfer_remind_days,
      transfer_cancel_days: rules.transfer_cancel_days,
      closed_days: rules.closed_days,
      terms_url: rules.terms_url,
      privacy_url: rules.privacy_url,
      public_url: rules.public_url,
      hold_loss_before_courier: rules.hold_loss_before_courier,
    },
    save: ({ name, ...settings }) => saveShop(shop, { name, settings }),
    stale: ['shop', 'set-up', 'me'],
  });
  const { value, set, at } = form;
  const text = (
    field: 'name' | 'tax_id' | 'trade_register_number' | 'bank' | 'iban' | 'share_capital' | 'email' | 'phone',
    label: string,
  ) => (
    <TextInput
      key={field}
      label={label}
      readOnly={readOnly}
      value={value.seller[field]}
      error={at(`settings.seller.${field}`)}
      onChange={(e) => set({ seller: { ...value.seller, [field]: e.currentTarget.value } })}
    />
  );
  const address = value.seller.address;
  return (
    <form onSubmit={form.submit}>
      <Stack gap="sm">
        <Title order={1}>{pageTexts.sections.shop}</Title>
        <Card>
          <div className="form">
            <TextInput
              label={texts.shopName}
              required
              readOnly={readOnly}
              value={value.name}
              error={at('name')}
              onChange={(e) => set({ name: e.currentTarget.value })}
            />
            {text('name', texts.legalName)}
            {text('tax_id', commonTexts.cui)}
            {text('trade_register_number', commonTexts.regNo)}
            {text('share_capital', texts.shareCapital)}
            {text('bank', commonTexts.bank)}
            {text('iban', commonTexts.iban)}
            {text('email', commonTexts.email)}
            {text('phone', commonTexts.phone)}
            <PlaceInput
              label={commonTexts.locality}
              initial={address.locality && `${address.locality} (${address.county})`}
              onPick={(place) =>
                set({
                  seller: {
                    ...value.seller,
                    address: {
                      ...address,
                      siruta: place.siruta,
                      county: place.county,
                      locality: place.name,
                      postal_code: place.postal_code,
                    },
                  },
                })
              }
            />
            <TextInput
              label={commonTexts.street}
              readOnly={readOnly}
              value={address.street}
              error={at('settings.seller.address.street')}
              onChange={(e) =>
                set({ seller: { ...value.seller, address: { ...address, street: e.currentTarget.value } } })
              }
            />
          </div>
        </Card>
        <Card>
          <Title order={2} mb="xs">
            {texts.rules}
          </Title>
          <div className="form">
            <Select
              label={texts.invoiceRule}
              allowDeselect={false}
              readOnly={readOnly}
              value={value.invoice_rule}
              data={choicesOf(texts.invoiceRules)}
              onChange={(rule) => set({ invoice_rule: rule as typeof value.invoice_rule })}
            />
            <NumberInput
              label={texts.paymentDays}
              min={0}
              max={60}
              readOnly={readOnly}
              value={value.payment_days}
              onChange={(days) => set({ payment_days: Number(days) })}
            />
            <NumberInput
              label={texts.transferRemindDays}
              min={0}
              max={60}
              readOnly={readOnly}
              value={value.transfer_remind_days}
              error={at('settings.transfer_remind_days')}
              onChange={(days) => set({ transfer_remind_days: Number(days) })}
            />
            <NumberInput
              label={texts.transferCancelDays}
              min={0}
              max={60}
              readOnly={readOnly}
              value={value.transfer_cancel_days}
              error={at('settings.transfer_cancel_days')}
              onChange={(days) => set({ transfer_cancel_days: Number(days) })}
            />
            <TagsInput
              label={texts.closedDays}
              placeholder="2026-12-24"
              readOnly={readOnly}
              value={value.closed_days}
              error={at('settings.closed_days')}
              onChange={(closed_days) => set({ closed_days })}
            />
            <Switch
              label={texts.holdBeforeCourier}
              description={texts.holdBeforeCourierHint}
              disabled={readOnly}
              checked={value.hold_loss_before_courier}
              onChange={(e) => set({ hold_loss_before_courier: e.currentTarget.checked })}
            />
            <TextInput
              label={texts.publicUrl}
              readOnly={readOnly}
              value={value.public_url}
              onChange={(e) => set({ public_url: e.currentTarget.value })}
            />
            <TextInput
              label={texts.termsUrl}
              readOnly={readOnly}
              value={value.terms_url}
              onChange={(e) => set({ terms_url: e.currentTarget.value })}
            />
            <TextInput
              label={texts.privacyUrl}
              readOnly={readOnly}
              value={value.privacy_url}
              onChange={(e) => set({ privacy_url: e.currentTarget.value })}
            />
          </div>
        </Card>
        {!readOnly && <FormFoot form={form} />}
      </Stack>
    </form>
  );
}
