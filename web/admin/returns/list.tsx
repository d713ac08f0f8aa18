// All returns, those that wait first to be seen.

import { Button, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { day, weekday } from '../../common/format';
import { t } from '../../common/texts/admin';
import { b } from '../../common/texts/returns';
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
        <Title order={1}>{t.returns}</Title>
        <ScanSheet />
      </Group>
      <Wide>
        <SegmentedControl
          aria-label={t.returns}
          value={state}
          data={tabs.map((each) => ({ value: each, label: each === 'all' ? t.allReturns : t.returnStates[each] }))}
          onChange={(next) => void navigate({ to: '/returns', search: { state: next as State } })}
        />
      </Wide>
      {query.isError && <Broken error={query.error} />}
      {query.isPending && <Loading />}
      {query.data && rows.length === 0 && <Text c="dimmed">{t.noReturns}</Text>}
      {rows.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>RMA</th>
                <th>{t.orderWord}</th>
                <th>{t.customer}</th>
                <th>{t.products}</th>
                <th>{t.reason}</th>
                <th>{t.returnState}</th>
                <th>{t.payBackTerm}</th>
                <th className="num">{t.returnWorth}</th>
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
                  <td>{rma.cause || t.returnReasons[rma.reason]}</td>
                  <td>
                    <span className="chip" data-colour={returnColours[rma.state]}>
                      {t.returnStates[rma.state]}
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
            {t.more}
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
    if (!rma) return setProblem(b.noSuchReturn(code));
    await navigate({ to: '/orders/$id', params: { id: rma.order_id }, hash: anchorOf(rma) });
  };
  return (
    <TextInput
      aria-label={b.scanSheet}
      placeholder={b.scanSheet}
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
