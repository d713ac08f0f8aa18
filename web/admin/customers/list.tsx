import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { take } from '../../common/api';
import { phone, time } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/customers';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';

export function CustomersPage() {
  const { q } = useSearch({ from: '/shell/customers' });
  const navigate = useNavigate();
  const searchSoon = useDebouncedCallback(
    (text: string) => void navigate({ to: '/customers', search: text ? { q: text } : {} }),
    200,
  );
  const customers = useInfiniteQuery({
    queryKey: ['customers', 'list', q],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/customers', {
          params: { query: { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const rows = customers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.customers}</Title>
        <Button component={Link} to="/credits" variant="default">
          {texts.credits}
        </Button>
      </Group>
      <TextInput
        w={300}
        defaultValue={q}
        placeholder={commonTexts.findCustomer}
        aria-label={commonTexts.findCustomer}
        leftSection={<IconSearch size={15} />}
        onChange={(event) => searchSoon(event.currentTarget.value)}
      />
      {customers.isError && <Broken error={customers.error} reset={() => void customers.refetch()} />}
      {customers.isPending ? (
        <Loading />
      ) : (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{commonTexts.name}</th>
                <th>{commonTexts.email}</th>
                <th>{commonTexts.phone}</th>
                <th>{commonTexts.company}</th>
                <th>{commonTexts.locality}</th>
                <th>{texts.customerSince}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((customer) => (
                <tr key={customer.id}>
                  <td className="nowrap">
                    <Link className="link" to="/customers/$id" params={{ id: customer.id }}>
                      {customer.name}
                    </Link>
                  </td>
                  <td>{customer.email}</td>
                  <td className="nowrap">{phone(customer.phone)}</td>
                  <td>{customer.company?.name}</td>
                  <td>{customer.address && `${customer.address.locality}, ${customer.address.county}`}</td>
                  <td className="nowrap muted">{time(customer.created_at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && !customers.isError && <Empty>{texts.noCustomers}</Empty>}
        </Wide>
      )}
      {customers.hasNextPage && (
        <Button variant="default" loading={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>
          {commonTexts.more}
        </Button>
      )}
    </Stack>
  );
}
