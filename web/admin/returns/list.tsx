// All returns, those that wait first to be seen.

import { Button, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { day, weekday } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/returns';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { returnColours } from './card';
import { anchorOf } from './reception';

type State = Schemas['ReturnView']['state'];
const tabs: (State | 'all')[] = ['requested', 'approved', 'received', 'refunding', 'all'];

export function readReturnSearch(search: Record<string, unknown>): { state?: State | 'all' } {
  return tabs.includes(search.state as State) ? { state: search.state as State } : {};
}

export function ReturnsPage() {
  const navigate = useNavigate();
  const { state = 'requested' } = useSearch({ from: '/shell/returns' });
  const query = useInfiniteQuery({
    queryKey: ['returns', 'list', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/returns', {
          params: { query: { ...(state === 'all' ? {} : { state }), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.returns}</Title>
        <ScanSheet />
      </Group>
      <Wide>
        <SegmentedControl
          aria-label={pageTexts.returns}
          value={state}
          data={tabs.map((each) => ({
            value: each,
            label: each === 'all' ? texts.allReturns : texts.returnStates[each],
          }))}
          onChange={(next) => void navigate({ to: '/returns', search: { state: next as State } })}
        />
      </Wide>
      {query.isError && <Broken error={query.error} />}
      {query.isPending && <Loading />}
      {query.data && rows.length === 0 && <Text c="dimmed">{texts.noReturns}</Text>}
      {rows.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>RMA</th>
                <th>{commonTexts.orderWord}</th>
                <th>{commonTexts.customer}</th>
                <th>{pageTexts.products}</th>
                <th>{commonTexts.reason}</th>
                <th>{texts.returnState}</th>
                <th>{texts.payBackTerm}</th>
                <th className="num">{texts.returnWorth}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((rma) => (
                <tr key={rma.id}>
                  <td>
                    {rma.number} <span className="muted">{day(rma.opened_at)}</span>
                  </td>
                  <td>
                    <Link to="/orders/$id" params={{ id: rma.order_id }}>
                      {rma.order_number}
                    </Link>
                  </td>
                  <td>{rma.customer}</td>
                  <td>{rma.lines.map((line) => `${line.quantity} × ${line.name}`).join(', ')}</td>
                  <td>{rma.cause || commonTexts.returnReasons[rma.reason]}</td>
                  <td>
                    <span className="chip" data-colour={returnColours[rma.state]}>
                      {texts.returnStates[rma.state]}
                    </span>
                  </td>
                  <td>{weekday(rma.refund_until)}</td>
                  <td className="num">
                    <Amount value={rma.worth} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {query.hasNextPage && (
        <Group>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {commonTexts.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The bar code of the sheet that lies in the parcel leads to its reception. */
function ScanSheet() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const scan = async () => {
    const code = text.trim();
    setText('');
    if (!code) return;
    const [rma] = (await take(api.GET('/api/v1/returns', { params: { query: { code } } }))).items;
    if (!rma) return setProblem(texts.noSuchReturn(code));
    await navigate({ to: '/orders/$id', params: { id: rma.order_id }, hash: anchorOf(rma) });
  };
  return (
    <TextInput
      aria-label={texts.scanSheet}
      placeholder={texts.scanSheet}
      w={240}
      value={text}
      error={problem || undefined}
      onChange={(e) => setText(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key === 'Enter') void scan();
      }}
    />
  );
}
