// An order taken on the telephone: the same quote as at the checkout, beside the form.

import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Card,
  Checkbox,
  Group,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { idempotencyKey, type Money, Problem, type Schemas, take } from '../../common/api';
import { isZero, kilometres, money } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { texts as listTexts } from '../../common/texts/admin/orders/list';
import { texts } from '../../common/texts/admin/orders/new_order';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { CustomerFinder } from '../parts/customer_finder';
import { useDraft } from '../parts/draft';
import { PlaceInput } from '../parts/place_input';
import { ProductFinder } from '../parts/product_finder';

type Address = Schemas['Address'];
type Company = Schemas['Company'];

interface Draft {
  lines: { sku: string; name: string; quantity: string }[];
  customer: Schemas['Contact'];
  address: Address;
  placeName: string;
  buyer: 'person' | 'company';
  company: Company;
  delivery: string;
  point: string; // code of the locker, for a method that delivers to lockers
  payment: string;
  note: string;
  coupon: string;
  linkBy: Schemas['MessageView']['channel'][];
}

const blank: Draft = {
  lines: [],
  customer: { name: '', email: '', phone: '' },
  address: { siruta: 0, county: '', locality: '', street: '', postal_code: '', country: 'RO' },
  placeName: '',
  buyer: 'person',
  company: { name: '', cui: '', reg_no: '', iban: '', bank: '', address: '' },
  delivery: '',
  point: '',
  payment: '',
  note: '',
  coupon: '',
  linkBy: [],
};

function quoteBody(draft: Draft) {
  return {
    lines: draft.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    ...(draft.address.siruta ? { delivery_address: draft.address } : {}),
    ...(draft.buyer === 'company' ? { billing: { company: draft.company } } : {}),
    ...(draft.delivery ? { delivery_method: draft.delivery } : {}),
    ...(draft.delivery && draft.point ? { pickup_point: draft.point } : {}),
    ...(draft.payment ? { payment_method: draft.payment } : {}),
    ...(draft.coupon.trim() ? { coupon: draft.coupon } : {}),
  };
}

export function NewOrderPage() {
  const [draft, change, clear] = useDraft('order', blank);
  const navigate = useNavigate();
  const key = useRef(idempotencyKey());
  const [asked] = useDebouncedValue(quoteBody(draft), 250);
  const quote = useQuery({
    queryKey: ['quote', asked],
    enabled: asked.lines.length > 0,
    retry: false,
    queryFn: () => take(api.POST('/api/v1/checkout/quotes', { body: asked })),
    placeholderData: (before) => before,
  });
  const place = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const placed = await take(
        api.POST('/api/v1/checkout/orders', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: {
            ...quoteBody(draft),
            customer: draft.customer,
            referrers: [],
            expected_total: quote.data?.total,
            delivery_method: quote.data?.delivery_method ?? draft.delivery,
            payment_method: quote.data?.payment_method ?? draft.payment,
            ...(draft.note.trim() ? { note: draft.note } : {}),
          },
        }),
      );
      for (const channel of draft.linkBy)
        await take(
          api.POST('/api/v1/orders/{id}/messages', {
            params: { path: { id: placed.id }, header: { 'Idempotency-Key': idempotencyKey() } },
            body: { template: 'payment_link', channel },
          }),
        );
      return placed;
    },
    onError: (error) => {
      if (error instanceof Problem && error.code === 'price_changed') void quote.refetch();
      key.current = idempotencyKey();
    },
    onSuccess: async (placed) => {
      clear();
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
      tell(texts.orderTaken(placed.number));
      await navigate({ to: '/orders/$id', params: { id: placed.id } });
    },
  });
  const problem = place.error instanceof Problem ? place.error : undefined;
  const at = (field: string) =>
    problem?.field === field ? labelOf(texts.fieldProblems, field, problem.message) : undefined;
  const addProduct = (product: Schemas['StockedProduct']) => {
    const known = draft.lines.find((line) => line.sku === product.sku);
    change({
      lines: known
        ? draft.lines.map((line) => (line === known ? { ...line, quantity: String(Number(line.quantity) + 1) } : line))
        : [...draft.lines, { sku: product.sku, name: `${product.name} ${product.variant}`.trim(), quantity: '1' }],
    });
  };
  const known = (customer: Schemas['Customer']) =>
    change({
      customer: { name: customer.name, email: customer.email, phone: customer.phone },
      ...(customer.address
        ? { address: customer.address, placeName: `${customer.address.locality} (${customer.address.county})` }
        : {}),
      ...(customer.company ? { buyer: 'company' as const, company: customer.company } : { buyer: 'person' as const }),
    });
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/orders" size="sm">
        ← {pageTexts.orders}
      </Anchor>
      <Group justify="space-between">
        <Title order={1}>{pageTexts.newOrder}</Title>
        <Button variant="subtle" color="gray" onClick={clear}>
          {texts.startAnew}
        </Button>
      </Group>
      {place.isError && (
        <Alert color="red" role="alert">
          {wordsOf(place.error)}
        </Alert>
      )}
      <form
        className="beside"
        onSubmit={(event) => {
          event.preventDefault();
          place.mutate();
        }}
      >
        <Stack gap="sm">
          <Card>
            <Title order={2} mb="xs">
              {commonTexts.lines}
            </Title>
            <ProductFinder onFound={addProduct} />
            {draft.lines.map((line, i) => (
              <Group key={line.sku} justify="space-between" wrap="nowrap" mt={6}>
                <Text size="sm" className="ellipsis">
                  {line.name} <span className="muted">{line.sku}</span>
                </Text>
                <Group gap="xs" wrap="nowrap">
                  <NumberInput
                    aria-label={`${commonTexts.quantity} ${line.name}`}
                    w={80}
                    min={0.001}
                    decimalScale={3}
                    value={line.quantity}
                    error={at(`lines[${i}].quantity`)}
                    onChange={(quantity) =>
                      change({
                        lines: draft.lines.map((each, j) => (i === j ? { ...each, quantity: String(quantity) } : each)),
                      })
                    }
                  />
                  <Text size="sm" className="num" w={100}>
                    {quote.data?.lines.find((each) => each.sku === line.sku) &&
                      money(quote.data.lines.find((each) => each.sku === line.sku)!.total)}
                  </Text>
                  <ActionIcon
                    color="gray"
                    aria-label={`${commonTexts.remove}: ${line.name}`}
                    onClick={() => change({ lines: draft.lines.filter((_, j) => i !== j) })}
                  >
                    <IconTrash size={15} />
                  </ActionIcon>
                </Group>
              </Group>
            ))}
          </Card>
          <Card>
            <Title order={2} mb="xs">
              {commonTexts.customer}
            </Title>
            <CustomerFinder onFound={known} />
            <div className="form" style={{ marginTop: 8 }}>
              <TextInput
                label={commonTexts.name}
                required
                value={draft.customer.name}
                error={at('customer.name')}
                onChange={(e) => change({ customer: { ...draft.customer, name: e.currentTarget.value } })}
              />
              <TextInput
                label={commonTexts.email}
                required
                type="email"
                value={draft.customer.email}
                error={at('customer.email')}
                onChange={(e) => change({ customer: { ...draft.customer, email: e.currentTarget.value } })}
              />
              <TextInput
                label={commonTexts.phone}
                required
                type="tel"
                value={draft.customer.phone}
                error={at('customer.phone')}
                onChange={(e) => change({ customer: { ...draft.customer, phone: e.currentTarget.value } })}
              />
              <PlaceInput
                key={draft.placeName}
                label={commonTexts.locality}
                initial={draft.placeName}
                onPick={(place) =>
                  change({
                    placeName: `${place.name} (${place.county_name})`,
                    address: {
                      ...draft.address,
                      siruta: place.siruta,
                      county: place.county,
                      locality: place.name,
                      postal_code: place.postal_code,
                    },
                  })
                }
              />
              <TextInput
                label={commonTexts.street}
                value={draft.address.street}
                error={at('delivery_address.street')}
                onChange={(e) => change({ address: { ...draft.address, street: e.currentTarget.value } })}
              />
              <TextInput
                label={commonTexts.postalCode}
                value={draft.address.postal_code}
                onChange={(e) => change({ address: { ...draft.address, postal_code: e.currentTarget.value } })}
              />
            </div>
            <SegmentedControl
              mt="sm"
              value={draft.buyer}
              onChange={(buyer) => change({ buyer: buyer as Draft['buyer'] })}
              aria-label={orderTexts.billing}
              data={[
                { value: 'person', label: invoiceTexts.personBuyer },
                { value: 'company', label: invoiceTexts.companyBuyer },
              ]}
            />
            {draft.buyer === 'company' && (
              <div className="form" style={{ marginTop: 8 }}>
                {(
                  [
                    ['name', commonTexts.name],
                    ['cui', commonTexts.cui],
                    ['reg_no', commonTexts.regNo],
                    ['iban', commonTexts.iban],
                    ['bank', commonTexts.bank],
                  ] as const
                ).map(([field, label]) => (
                  <TextInput
                    key={field}
                    label={`${commonTexts.company}: ${label}`}
                    value={draft.company[field]}
                    error={at(`billing.company.${field}`)}
                    onChange={(e) => change({ company: { ...draft.company, [field]: e.currentTarget.value } })}
                  />
                ))}
              </div>
            )}
          </Card>
          <Textarea
            label={commonTexts.note}
            autosize
            minRows={2}
            value={draft.note}
            onChange={(e) => change({ note: e.currentTarget.value })}
          />
        </Stack>
        <Stack gap="sm" className="sticky">
          <Methods
            title={orderTexts.delivery}
            name="delivery"
            methods={quote.data?.delivery_methods}
            chosen={quote.data?.delivery_method}
            onChoose={(delivery) => change({ delivery, point: '' })}
          />
          {quote.data && (
            <LockerChoice
              quote={quote.data}
              siruta={draft.address.siruta}
              point={draft.point}
              error={at('pickup_point')}
              onChoose={(point) => change({ delivery: quote.data.delivery_method, point })}
            />
          )}
          <Methods
            title={listTexts.paymentMethod}
            name="payment"
            methods={quote.data?.payment_methods}
            chosen={quote.data?.payment_method}
            onChoose={(payment) => change({ payment })}
          />
          <Card>
            {quote.isError && (
              <Alert color="orange" role="status" mb="xs">
                {wordsOf(quote.error)}
              </Alert>
            )}
            <TextInput
              label={commonTexts.coupon}
              mb="xs"
              value={draft.coupon}
              onChange={(e) => change({ coupon: e.currentTarget.value })}
            />
            {quote.data && <Totals quote={quote.data} />}
            <Checkbox.Group
              mt="sm"
              label={texts.sendPaymentLink}
              value={draft.linkBy}
              onChange={(linkBy) => change({ linkBy: linkBy as Draft['linkBy'] })}
            >
              <Group gap="md" mt={4}>
                <Checkbox value="email" label={texts.byEmail} />
                <Checkbox value="sms" label={texts.bySms} />
              </Group>
            </Checkbox.Group>
            <Button
              mt="sm"
              fullWidth
              size="sm"
              type="submit"
              loading={place.isPending}
              disabled={!quote.data || draft.lines.length === 0}
            >
              {texts.placeOrder}
              {quote.data && ` · ${money(quote.data.total)}`}
            </Button>
          </Card>
        </Stack>
      </form>
    </Stack>
  );
}

interface MethodsProps {
  title: string;
  name: string;
  methods?: { code: string; name: string; cost: Money; available: boolean; why?: string }[];
  chosen?: string;
  onChoose: (code: string) => void;
}

function Methods({ title, name, methods, chosen, onChoose }: MethodsProps) {
  return (
    <Card>
      <Radio.Group name={name} label={title} value={chosen ?? null} onChange={onChoose}>
        <Stack gap={6} mt="xs">
          {(methods ?? []).map((method) => (
            <Group key={method.code} justify="space-between" wrap="nowrap">
              <Radio value={method.code} label={method.name} description={method.why} disabled={!method.available} />
              <Text size="sm" className="nowrap">
                {isZero(method.cost) ? commonTexts.free : money(method.cost)}
              </Text>
            </Group>
          ))}
          {!methods && (
            <Text size="sm" c="dimmed">
              {texts.addProductsFirst}
            </Text>
          )}
        </Stack>
      </Radio.Group>
    </Card>
  );
}

/** For a method that delivers to lockers: those near the buyer. */
function LockerChoice({
  quote,
  siruta,
  point,
  error,
  onChoose,
}: {
  quote: Schemas['Quote'];
  siruta: number;
  point: string;
  error?: string;
  onChoose: (code: string) => void;
}) {
  const method = quote.delivery_method;
  const wanted = quote.delivery_methods.find((each) => each.code === method)?.to_points === true;
  const points = useQuery({
    queryKey: ['pickup-points', method, siruta],
    enabled: wanted,
    queryFn: () => take(api.GET('/api/v1/checkout/pickup-points', { params: { query: { method, siruta } } })),
  });
  if (!wanted) return null;
  return (
    <Select
      label={texts.choosePoint}
      searchable
      required
      error={error ?? (points.isError ? wordsOf(points.error) : undefined)}
      value={point || null}
      onChange={(code) => onChoose(code ?? '')}
      data={(points.data?.items ?? []).map((each) => ({
        value: each.code,
        label: `${each.name} · ${each.street}${each.distance_m === undefined ? '' : ` · ${kilometres(each.distance_m)}`}`,
      }))}
    />
  );
}

function Totals({ quote }: { quote: Schemas['Quote'] }) {
  return (
    <dl className="facts">
      <dt>{orderTexts.goods}</dt>
      <dd className="num">{money(quote.goods)}</dd>
      {!isZero(quote.discount) && (
        <>
          <dt>{quote.discount_name || orderTexts.discount}</dt>
          <dd className="num">−{money(quote.discount)}</dd>
        </>
      )}
      <dt>{orderTexts.delivery}</dt>
      <dd className="num">{isZero(quote.delivery) ? commonTexts.free : money(quote.delivery)}</dd>
      {!isZero(quote.fees) && (
        <>
          <dt>{orderTexts.fees}</dt>
          <dd className="num">{money(quote.fees)}</dd>
        </>
      )}
      <dt>
        <strong>{commonTexts.total}</strong>
      </dt>
      <dd className="num">
        <strong>{money(quote.total)}</strong>
      </dd>
    </dl>
  );
}
