// Goods received from suppliers, newest first.

import { Button, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../../common/api';
import { texts } from '../../common/texts/admin/books';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { api, queryClient, tell } from '../frame/client';
import { AskReason } from '../parts/ask_reason';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';

export function GoodsReceipts() {
  const navigate = useNavigate();
  const may = useMay();
  const [cancelling, setCancelling] = useState<string>();
  const receipts = useInfiniteQuery({
    queryKey: ['goods-receipts'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/goods-receipts', {
          params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  const cancel = useMutation({
    mutationFn: (reason: string) =>
      take(api.POST('/api/v1/goods-receipts/{id}/cancel', { params: { path: { id: cancelling! } }, body: { reason } })),
    onSuccess: async ({ number }) => {
      tell(`${texts.receipt(number)}: ${texts.cancelled}`);
      for (const key of ['goods-receipts', 'products']) await queryClient.invalidateQueries({ queryKey: [key] });
    },
    onSettled: () => setCancelling(undefined),
  });
  if (receipts.isError) return <Broken error={receipts.error} reset={() => void receipts.refetch()} />;
  if (receipts.isPending) return <Loading />;
  const rows = receipts.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm">
      {may('products.edit') && (
        <Group justify="flex-end">
          <Button leftSection={<IconPlus size={14} />} onClick={() => void navigate({ to: '/goods-receipts/new' })}>
            {texts.newReceipt}
          </Button>
        </Group>
      )}
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{invoiceTexts.number}</th>
              <th>{texts.receivedOn}</th>
              <th>{texts.supplier}</th>
              <th>{texts.supplierDocument}</th>
              <th className="num">{texts.unitCost}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((each) => (
              <tr key={each.id}>
                <td className="nowrap">
                  <a
                    className="link"
                    href={`/api/v1/goods-receipts/${each.id}/paper.pdf`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    NIR {each.number}
                  </a>
                </td>
                <td className="nowrap">{each.received_on}</td>
                <td>
                  {each.supplier} <span className="muted">{each.supplier_cui}</span>
                </td>
                <td>
                  {each.document} <span className="muted">{each.document_on}</span>
                </td>
                <td className="num">
                  <Amount value={each.total} />
                </td>
                <td className="num">
                  {each.cancelled_at ? (
                    <span className="chip" data-colour="grey" title={each.cancel_reason}>
                      {texts.cancelled}
                    </span>
                  ) : (
                    may('products.edit') && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={`${texts.cancelReceipt} NIR ${each.number}`}
                        onClick={() => setCancelling(each.id)}
                      >
                        {texts.cancelReceipt}
                      </Button>
                    )
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <Empty>{texts.noReceipts}</Empty>}
      </Wide>
      {receipts.hasNextPage && (
        <Button variant="default" loading={receipts.isFetchingNextPage} onClick={() => void receipts.fetchNextPage()}>
          {commonTexts.more}
        </Button>
      )}
      <AskReason
        title={texts.cancelReceiptTitle}
        hint={texts.cancelReceiptHint}
        opened={cancelling !== undefined}
        pending={cancel.isPending}
        onClose={() => setCancelling(undefined)}
        onConfirm={(reason) => cancel.mutate(reason)}
      />
    </Stack>
  );
}
