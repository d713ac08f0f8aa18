import { Button, Group, Stack, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/invoices';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api } from '../frame/client';
import { FilingChip } from '../books/filings';
import { Broken, Empty, Loading } from '../parts/states';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { Wide } from '../parts/wide';

export function InvoicesPage() {
  const navigate = useNavigate();
  const may = useMay();
  const invoices = useInfiniteQuery({
    queryKey: ['invoices'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/invoices', { params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  const rows = invoices.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.invoices}</Title>
        {may('invoices.issue') && (
          <Button leftSection={<IconPlus size={14} />} onClick={() => void navigate({ to: '/invoices/new' })}>
            {pageTexts.newInvoice}
          </Button>
        )}
      </Group>
      {invoices.isError && <Broken error={invoices.error} reset={() => void invoices.refetch()} />}
      {invoices.isPending ? (
        <Loading />
      ) : (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{texts.number}</th>
                <th>{commonTexts.kind}</th>
                <th>{commonTexts.date}</th>
                <th>{texts.buyer}</th>
                <th className="num">{texts.net}</th>
                <th className="num">{texts.vat}</th>
                <th className="num">{commonTexts.total}</th>
                <th>{pageTexts.efactura}</th>
                <th>{commonTexts.colOrder}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((invoice) => (
                <tr key={invoice.id}>
                  <td className="nowrap">
                    <a className="link" href={`/api/v1/invoices/${invoice.id}.pdf`} target="_blank" rel="noreferrer">
                      {invoice.series} {invoice.number}
                    </a>
                  </td>
                  <td>{texts.invoiceKinds[invoice.kind]}</td>
                  <td className="nowrap">{invoice.issued_on}</td>
                  <td className="nowrap">{invoice.buyer}</td>
                  <td className="num">
                    <Amount value={invoice.net} />
                  </td>
                  <td className="num">
                    <Amount value={invoice.vat} />
                  </td>
                  <td className="num">
                    <Amount value={invoice.gross} />
                    {invoice.in_currency && (
                      <div className="muted">
                        <Amount value={invoice.in_currency} />
                      </div>
                    )}
                  </td>
                  <td>{invoice.efactura && <FilingChip state={invoice.efactura} />}</td>
                  <td>
                    {invoice.order_id && (
                      <Link className="link" to="/orders/$id" params={{ id: invoice.order_id }}>
                        {commonTexts.openOrder}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && !invoices.isError && <Empty>{texts.noInvoices}</Empty>}
        </Wide>
      )}
      {invoices.hasNextPage && (
        <Button variant="default" loading={invoices.isFetchingNextPage} onClick={() => void invoices.fetchNextPage()}>
          {commonTexts.more}
        </Button>
      )}
    </Stack>
  );
}
