// Goods received from suppliers, newest first.

import { Button, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../../common/api';
import { t } from '../../common/texts/admin';
import { k } from '../../common/texts/books';
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
      tell(`${k.receipt(number)}: ${k.cancelled}`);
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
            {k.newReceipt}
          </Button>
        </Group>
      )}
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{t.number}</th>
              <th>{k.receivedOn}</th>
              <th>{k.supplier}</th>
              <th>{k.supplierDocument}</th>
              <th className="num">{k.unitCost}</th>
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
                      {k.cancelled}
                    </span>
                  ) : (
                    may('products.edit') && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={`${k.cancelReceipt} NIR ${each.number}`}
                        onClick={() => setCancelling(each.id)}
                      >
                        {k.cancelReceipt}
                      </Button>
                    )
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <Empty>{k.noReceipts}</Empty>}
      </Wide>
      {receipts.hasNextPage && (
        <Button variant="default" loading={receipts.isFetchingNextPage} onClick={() => void receipts.fetchNextPage()}>
          {t.more}
        </Button>
      )}
      <AskReason
        title={k.cancelReceiptTitle}
        hint={k.cancelReceiptHint}
        opened={cancelling !== undefined}
        pending={cancel.isPending}
        onClose={() => setCancelling(undefined)}
        onConfirm={(reason) => cancel.mutate(reason)}
      />
    </Stack>
  );
}
