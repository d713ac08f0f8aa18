import {
  Alert,
  Anchor,
  Button,
  Card,
  FileButton,
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
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, ownHeaders, Problem, type Schemas, take } from '../../common/api';
import { lei, typedAmount } from '../../common/format';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/products';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { Picture } from '../parts/picture';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';

type Product = Schemas['StockedProduct'];

const blank: Partial<Product> = {
  sku: '',
  name: '',
  name_en: '',
  category: '',
  brand: '',
  unit: 'buc',
  description: '',
  price: lei('0.00'),
  cost: lei('0.00'),
  vat_class: 'standard',
  weight_g: 0,
  length_mm: 0,
  width_mm: 0,
  height_mm: 0,
  green_tax: lei('0.00'),
  delivery_surcharge: lei('0.00'),
  warranty_months: 24,
  image_url: '',
  barcode: '',
  shelf: '',
  no_withdrawal: '',
  variant: '',
  active: true,
  stock: '0',
};

const words = [
  ['sku', texts.sku],
  ['name', commonTexts.name],
  ['name_en', commonTexts.nameEn],
  ['category', texts.category],
  ['brand', texts.brand],
  ['unit', texts.unit],
  ['barcode', texts.barcode],
  ['shelf', texts.shelfField],
  ['image_url', texts.imageUrl],
] as const;
const amounts = [
  ['price', texts.priceWithVat],
  ['cost', texts.costWithoutVat],
  ['green_tax', texts.greenTax],
  ['delivery_surcharge', texts.deliverySurcharge],
] as const;
const numbers = [
  ['weight_g', texts.weightG],
  ['length_mm', texts.lengthMm],
  ['width_mm', texts.widthMm],
  ['height_mm', texts.heightMm],
  ['warranty_months', texts.warrantyMonths],
] as const;

export function ProductPage() {
  const { id } = useParams({ from: '/shell/products/$id' });
  const query = useQuery({
    queryKey: ['product', id],
    enabled: id !== 'new',
    queryFn: () => take(api.GET('/api/v1/products/{id}', { params: { path: { id } } })),
  });
  const { variant_of } = useSearch({ from: '/shell/products/$id' });
  const parent = useQuery({
    queryKey: ['product', variant_of],
    enabled: id === 'new' && variant_of !== undefined,
    queryFn: () => take(api.GET('/api/v1/products/{id}', { params: { path: { id: variant_of! } } })),
  }).data;
  if (id === 'new' && variant_of && !parent) return <Loading />;
  if (id === 'new') return <ProductForm key={variant_of ?? 'new'} parent={parent} />;
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return <ProductForm key={query.data.version} product={query.data} />;
}

/** A new variant begins as its parent is, but for what sets it apart. */
function startOf(product?: Product, parent?: Product): Partial<Product> {
  if (product) return product;
  if (!parent) return blank;
  const { id, created_at: _made, version: _version, stock: _stock, reserved: _reserved, ...rest } = parent;
  return { ...rest, sku: `${parent.sku}-`, barcode: '', variant_of: id, variant: '', stock: '0' };
}

function ProductForm({ product, parent }: { product?: Product; parent?: Product }) {
  const navigate = useNavigate();
  const may = useMay();
  const [form, setForm] = useState<Partial<Product>>(startOf(product, parent));
  const [typed, setTyped] = useState(
    Object.fromEntries(amounts.map(([field]) => [field, form[field]!.amount.replace('.', ',')])),
  );
  const set = (change: Partial<Product>) => setForm({ ...form, ...change });

  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () => {
      const body: Partial<Product> = { ...form };
      for (const [field] of amounts) {
        const amount = typedAmount(typed[field]);
        if (!amount) throw new Problem(422, 'invalid_field', `${typed[field]}: 123,45`, field);
        body[field] = lei(amount);
      }
      if (!product)
        return take(
          api.POST('/api/v1/products', { body, params: { header: { 'Idempotency-Key': idempotencyKey() } } }),
        );
      const { id: _id, created_at: _at, stock: _stock, reserved: _reserved, ...changes } = body;
      return take(api.PATCH('/api/v1/products/{id}', { params: { path: { id: product.id } }, body: changes }));
    },
    onSuccess: async (saved) => {
      tell(commonTexts.saved);
      await queryClient.invalidateQueries({ queryKey: ['products'] });
      queryClient.setQueryData(['product', saved.id], saved);
      if (!product) await navigate({ to: '/products/$id', params: { id: saved.id } });
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const at = (field: string) => (problem?.field?.split('.')[0] === field ? problem.message : undefined);
  const readOnly = !may('products.edit');

  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/products" size="sm">
        ← {pageTexts.products}
      </Anchor>
      <Title order={1}>{product?.name ?? texts.newProduct}</Title>
      {save.isError && (
        <Alert color="red" role="alert">
          {wordsOf(save.error)}
        </Alert>
      )}
      <div className="beside">
        <Card>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <div className="form">
              {words.map(([field, label]) => (
                <TextInput
                  key={field}
                  label={label}
                  readOnly={readOnly}
                  required={['sku', 'name', 'unit'].includes(field)}
                  value={form[field]}
                  error={at(field)}
                  onChange={(event) => set({ [field]: event.currentTarget.value })}
                />
              ))}
              {form.variant_of && (
                <TextInput
                  label={texts.variant}
                  required
                  readOnly={readOnly}
                  placeholder="M / roșu"
                  value={form.variant}
                  error={at('variant')}
                  onChange={(event) => set({ variant: event.currentTarget.value })}
                />
              )}
              {amounts.map(([field, label]) => (
                <TextInput
                  key={field}
                  label={label}
                  readOnly={readOnly}
                  inputMode="decimal"
                  rightSection="lei"
                  value={typed[field]}
                  error={at(field)}
                  onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
                />
              ))}
              <Select
                label={texts.vatClass}
                allowDeselect={false}
                readOnly={readOnly}
                data={choicesOf(texts.vatClasses)}
                value={form.vat_class}
                error={at('vat_class')}
                onChange={(value) => set({ vat_class: value! })}
              />
              <Select
                label={texts.noWithdrawalOf}
                clearable
                readOnly={readOnly}
                data={choicesOf(texts.withdrawalExceptions)}
                value={form.no_withdrawal || null}
                error={at('no_withdrawal')}
                onChange={(value) => set({ no_withdrawal: value ?? '' })}
              />
              {numbers.map(([field, label]) => (
                <NumberInput
                  key={field}
                  label={label}
                  readOnly={readOnly}
                  min={0}
                  allowDecimal={false}
                  value={form[field]}
                  error={at(field)}
                  onChange={(value) => set({ [field]: Number(value) })}
                />
              ))}
              {!product && (
                <TextInput
                  label={texts.stockAtStart}
                  inputMode="decimal"
                  value={form.stock}
                  error={at('stock')}
                  onChange={(event) => set({ stock: event.currentTarget.value })}
                />
              )}
              <Textarea
                className="full"
                label={commonTexts.description}
                readOnly={readOnly}
                autosize
                minRows={3}
                value={form.description}
                onChange={(event) => set({ description: event.currentTarget.value })}
              />
              <Switch
                label={texts.active}
                disabled={readOnly}
                checked={form.active}
                onChange={(event) => set({ active: event.currentTarget.checked })}
              />
            </div>
            {!readOnly && (
              <Group justify="flex-end" mt="sm">
                <Button type="submit" loading={save.isPending}>
                  {commonTexts.save}
                </Button>
              </Group>
            )}
          </form>
        </Card>
        {product && (
          <Stack gap="sm">
            <PictureCard product={product} readOnly={readOnly} />
            <StockCard product={product} readOnly={readOnly} />
            <VariantsCard product={product} readOnly={readOnly} />
          </Stack>
        )}
      </div>
    </Stack>
  );
}

function PictureCard({ product, readOnly }: { product: Product; readOnly: boolean }) {
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const response = await fetch(`/api/v1/products/${product.id}/images`, {
        method: 'POST',
        body: file,
        headers: ownHeaders(),
      });
      const answer = await response.json();
      if (!response.ok) throw new Problem(response.status, answer.code, answer.detail, answer.field);
      return answer as Product;
    },
    onSuccess: (after) => {
      tell(commonTexts.saved);
      queryClient.setQueryData(['product', after.id], after);
      void queryClient.invalidateQueries({ queryKey: ['products'] });
    },
  });
  return (
    <Card>
      <Group justify="space-between">
        <Picture url={product.image_url} name={product.name} size={96} />
        {!readOnly && (
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && upload.mutate(file)}>
            {(props) => (
              <Button {...props} variant="default" loading={upload.isPending}>
                {texts.uploadPicture}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
    </Card>
  );
}

function VariantsCard({ product, readOnly }: { product: Product; readOnly: boolean }) {
  const navigate = useNavigate();
  const variants =
    useQuery({
      queryKey: ['product', product.id, 'variants'],
      enabled: !product.variant_of,
      queryFn: () => take(api.GET('/api/v1/products/{id}/variants', { params: { path: { id: product.id } } })),
    }).data?.items ?? [];
  if (product.variant_of)
    return (
      <Card>
        <Link className="link" to="/products/$id" params={{ id: product.variant_of }}>
          {texts.mainProduct}
        </Link>
      </Card>
    );
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{texts.variants}</Title>
        {!readOnly && (
          <Button
            variant="default"
            onClick={() =>
              void navigate({ to: '/products/$id', params: { id: 'new' }, search: { variant_of: product.id } })
            }
          >
            {texts.newVariant}
          </Button>
        )}
      </Group>
      {variants.map((variant) => (
        <Group key={variant.id} justify="space-between" mih={28}>
          <Link className="link" to="/products/$id" params={{ id: variant.id }}>
            {variant.variant}
          </Link>
          <Text size="sm" c="dimmed">
            {variant.sku} · {commonTexts.stock} {variant.stock}
          </Text>
        </Group>
      ))}
    </Card>
  );
}

function StockCard({ product, readOnly }: { product: Product; readOnly: boolean }) {
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const move = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/products/{id}/stock-movements', {
          params: { path: { id: product.id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { quantity: quantity.replace(',', '.'), reason },
        }),
      ),
    onSuccess: (after) => {
      tell(commonTexts.saved);
      setQuantity('');
      setReason('');
      queryClient.setQueryData(['product', after.id], after);
      void queryClient.invalidateQueries({ queryKey: ['products'] });
    },
  });
  return (
    <Card>
      <Title order={2} mb="xs">
        {commonTexts.stock}
      </Title>
      <dl className="facts">
        <dt>{commonTexts.stock}</dt>
        <dd className="num" data-testid="stock">
          {product.stock}
        </dd>
        <dt>{texts.reserved}</dt>
        <dd className="num">{product.reserved}</dd>
      </dl>
      {!readOnly && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            move.mutate();
          }}
        >
          <Stack gap="xs" mt="sm">
            <Title order={3}>{texts.stockMovement}</Title>
            <Text size="xs" c="dimmed">
              {texts.stockHint}
            </Text>
            <TextInput
              label={commonTexts.quantity}
              required
              inputMode="decimal"
              value={quantity}
              onChange={(event) => setQuantity(event.currentTarget.value)}
            />
            <TextInput
              label={commonTexts.reason}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={move.isPending}>
              {texts.move}
            </Button>
          </Stack>
        </form>
      )}
    </Card>
  );
}
