// What ANAF has told the shop.

import { Button, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { take } from '../../common/api';
import { time } from '../../common/format';
import { texts } from '../../common/texts/admin/books';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { api } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';

export function AnafMessages() {
  const messages = useInfiniteQuery({
    queryKey: ['anaf-messages'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/efactura/messages', {
          params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  if (messages.isError) return <Broken error={messages.error} reset={() => void messages.refetch()} />;
  if (messages.isPending) return <Loading />;
  const rows = messages.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm">
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.date}</th>
              <th>{texts.kind}</th>
              <th>{texts.upload}</th>
              <th>{texts.details}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((message) => (
              <tr key={message.id}>
                <td className="nowrap">{time(message.made_at)}</td>
                <td className="nowrap">{message.kind}</td>
                <td className="nowrap muted">{message.upload_index}</td>
                <td>{message.details}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <Empty>{texts.noMessages}</Empty>}
      </Wide>
      {messages.hasNextPage && (
        <Button variant="default" loading={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
          {commonTexts.more}
        </Button>
      )}
    </Stack>
  );
}
