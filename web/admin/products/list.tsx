import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { take } from '../../common/api';
import { kilograms } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/products';
import { api } from '../frame/client';
import { Picture } from '../parts/picture';
import { Broken, Empty, Loading } from '../parts/states';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { Wide } from '../parts/wide';

export function ProductsPage() {
  const { q } = useSearch({ from: '/shell/products' });
  const navigate = useNavigate();
  const may = useMay();
  const searchSoon = useDebouncedCallback(
    (text: string) => void navigate({ to: '/products', search: text ? { q: text } : {} }),
    250,
  );
  const products = useInfiniteQuery({
    queryKey: ['products', 'list', q],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/products', {
          params: { query: { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const rows = products.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.products}</Title>
        {may('products.edit') && (
          <Group gap="xs">
            <Button component={Link} to="/products/import" variant="default">
              {pageTexts.importProducts}
            </Button>
            <Button
              leftSection={<IconPlus size={14} />}
              onClick={() => void navigate({ to: '/products/$id', params: { id: 'new' } })}
            >
              {texts.newProduct}
            </Button>
          </Group>
        )}
      </Group>
      <TextInput
        w={300}
        defaultValue={q}
        placeholder={orderTexts.productSearch}
        aria-label={orderTexts.productSearch}
        leftSection={<IconSearch size={15} />}
        onChange={(event) => searchSoon(event.currentTarget.value)}
      />
      {products.isError && <Broken error={products.error} reset={() => void products.refetch()} />}
      {products.isPending ? (
        <Loading />
      ) : (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{texts.sku}</th>
                <th>{commonTexts.name}</th>
                <th>{texts.category}</th>
                <th className="num">{commonTexts.price}</th>
                {may('profit.read') && <th className="num">{commonTexts.cost}</th>}
                <th className="num">{commonTexts.stock}</th>
                <th className="num">{texts.reserved}</th>
                <th className="num">{texts.weightG}</th>
                <th>{texts.vatClass}</th>
                <th>{texts.active}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((product) => (
                <tr key={product.id}>
                  <td className="nowrap muted">{product.sku}</td>
                  <td className="nowrap">
                    <Link className="link" to="/products/$id" params={{ id: product.id }}>
                      <span className="with-picture">
                        <Picture url={product.image_url} name={product.name} size={22} />
                        {product.name} {product.variant}
                      </span>
                    </Link>
                  </td>
                  <td className="nowrap">{product.category}</td>
                  <td className="num">
                    <Amount value={product.price} />
                  </td>
                  {may('profit.read') && (
                    <td className="num">
                      <Amount value={product.cost} />
                    </td>
                  )}
                  <td className="num">{product.stock}</td>
                  <td className="num muted">{product.reserved}</td>
                  <td className="num muted">{kilograms(product.weight_g)}</td>
                  <td>{labelOf(texts.vatClasses, product.vat_class)}</td>
                  <td>{product.active ? commonTexts.yes : commonTexts.no}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && !products.isError && <Empty>{texts.noProducts}</Empty>}
        </Wide>
      )}
      {products.hasNextPage && (
        <Button variant="default" loading={products.isFetchingNextPage} onClick={() => void products.fetchNextPage()}>
          {commonTexts.more}
        </Button>
      )}
    </Stack>
  );
}
