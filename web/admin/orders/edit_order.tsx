// Changing an order before it leaves. The server reprices, and says beforehand what that changes.

import {
  Alert,
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, take } from '../../common/api';
import { money } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { PlaceInput } from '../parts/place_input';
import type { Order } from './actions';
import { EditPreview } from './edit_preview';

export function EditOrder({ order: now, onClose }: { order: Order; onClose: () => void }) {
  // Live news change the page behind; what is edited is the order as it was when the dialog was opened.
  const [order] = useState(now);
  const [lines, setLines] = useState(order.lines.map(({ sku, name, quantity }) => ({ sku, name, quantity })));
  const [customer, setCustomer] = useState(order.customer);
  const [address, setAddress] = useState(order.delivery_address);
  const [delivery, setDelivery] = useState(order.delivery_method_code);
  const [payment, setPayment] = useState(order.payment_method_code);
  const [note, setNote] = useState(order.note);
  const [search, setSearch] = useState('');

  const products =
    useQuery({
      queryKey: ['products', search],
      enabled: search.length > 1,
      queryFn: () => take(api.GET('/api/v1/products', { params: { query: { q: search, limit: 10 } } })),
    }).data?.items ?? [];
  const methods = useQuery({
    queryKey: ['methods'],
    queryFn: async () => ({
      deliveries: await take(api.GET('/api/v1/delivery-methods')),
      payments: await take(api.GET('/api/v1/payment-methods')),
    }),
  }).data;

  const kept = order.lines.map(({ sku, name, quantity }) => ({ sku, name, quantity }));
  const edit = {
    ...(JSON.stringify(lines) === JSON.stringify(kept)
      ? {}
      : { lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) }),
    ...(customer === order.customer ? {} : { customer }),
    ...(address === order.delivery_address ? {} : { delivery_address: address }),
    ...(delivery === order.delivery_method_code ? {} : { delivery_method: delivery }),
    ...(payment === order.payment_method_code ? {} : { payment_method: payment }),
    ...(note === order.note ? {} : { note }),
  };
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.PATCH('/api/v1/orders/{id}', {
          params: { path: { id: order.id } },
          headers: { 'If-Match': `"${order.version}"` },
          body: edit,
        }),
      ),
    onSuccess: (after) => {
      tell(texts.repriced(money(order.totals.total), money(after.totals.total)));
      void queryClient.invalidateQueries({ queryKey: ['order', order.id] });
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
      onClose();
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  const named = (list?: { items: { code: string; name: string; active: boolean }[] }) =>
    list?.items.filter((each) => each.active).map((each) => ({ value: each.code, label: each.name })) ?? [];

  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.editOrder}
      size="lg"
      closeButtonProps={{ 'aria-label': commonTexts.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          {save.isError && (
            <Alert color="red" role="alert">
              {wordsOf(save.error)}
            </Alert>
          )}
          <Title order={3}>{commonTexts.lines}</Title>
          {lines.map((line, i) => (
            <Group key={line.sku} justify="space-between" wrap="nowrap">
              <Text size="sm" className="ellipsis">
                {line.name}
              </Text>
              <Group gap="xs" wrap="nowrap">
                <NumberInput
                  aria-label={`${commonTexts.quantity} ${line.name}`}
                  w={90}
                  min={0}
                  decimalScale={3}
                  value={line.quantity}
                  error={at(`lines[${i}].quantity`)}
                  onChange={(quantity) =>
                    setLines(lines.map((each, j) => (i === j ? { ...each, quantity: String(quantity) } : each)))
                  }
                />
                <Button variant="subtle" color="gray" onClick={() => setLines(lines.filter((_, j) => i !== j))}>
                  {commonTexts.remove}
                </Button>
              </Group>
            </Group>
          ))}
          <Select
            aria-label={commonTexts.add}
            placeholder={texts.productSearch}
            searchable
            value={null}
            searchValue={search}
            onSearchChange={setSearch}
            filter={({ options }) => options}
            data={products.map((product) => ({
              value: product.sku,
              label: `${product.name} · ${money(product.price)}`,
            }))}
            onChange={(sku) => {
              const product = products.find((each) => each.sku === sku);
              if (product && !lines.some((line) => line.sku === sku))
                setLines([...lines, { sku: product.sku, name: product.name, quantity: '1' }]);
              setSearch('');
            }}
          />
          <Title order={3}>{commonTexts.customer}</Title>
          <div className="form">
            <TextInput
              label={commonTexts.name}
              value={customer.name}
              error={at('customer.name')}
              onChange={(e) => setCustomer({ ...customer, name: e.currentTarget.value })}
            />
            <TextInput
              label={commonTexts.email}
              value={customer.email}
              error={at('customer.email')}
              onChange={(e) => setCustomer({ ...customer, email: e.currentTarget.value })}
            />
            <TextInput
              label={texts.call}
              value={customer.phone}
              error={at('customer.phone')}
              onChange={(e) => setCustomer({ ...customer, phone: e.currentTarget.value })}
            />
          </div>
          <Title order={3}>{texts.deliveryAddress}</Title>
          <div className="form">
            <PlaceInput
              label={commonTexts.locality}
              initial={`${address.locality} (${order.county_name})`}
              onPick={(place) =>
                setAddress({
                  ...address,
                  siruta: place.siruta,
                  county: place.county,
                  locality: place.name,
                  postal_code: place.postal_code,
                })
              }
            />
            <TextInput
              label={commonTexts.street}
              value={address.street}
              error={at('delivery_address.street')}
              onChange={(e) => setAddress({ ...address, street: e.currentTarget.value })}
            />
            <TextInput
              label={commonTexts.postalCode}
              value={address.postal_code}
              onChange={(e) => setAddress({ ...address, postal_code: e.currentTarget.value })}
            />
            <Select
              label={texts.delivery}
              data={named(methods?.deliveries)}
              value={delivery}
              onChange={(value) => setDelivery(value ?? delivery)}
              allowDeselect={false}
            />
            <Select
              label={texts.payments}
              data={named(methods?.payments)}
              value={payment}
              onChange={(value) => setPayment(value ?? payment)}
              allowDeselect={false}
            />
          </div>
          <Textarea
            label={commonTexts.note}
            autosize
            minRows={2}
            value={note}
            onChange={(e) => setNote(e.currentTarget.value)}
          />
          {now.version !== order.version && (
            <Alert color="orange" role="status">
              {texts.changedWhileEditing}
            </Alert>
          )}
          <EditPreview order={order} edit={edit} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {commonTexts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
