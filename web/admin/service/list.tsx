// The workshop: what is here and how long it may still take, and the guarantee of anything that was sold.

import { Button, Card, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { day, weekday } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/service';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Wide } from '../parts/wide';

const filters = ['open', 'late', 'all'] as const;
type Filter = (typeof filters)[number];

export function readServiceSearch(search: Record<string, unknown>): { filter?: Filter; q?: string } {
  return {
    ...(filters.includes(search.filter as Filter) ? { filter: search.filter as Filter } : {}),
    ...(typeof search.q === 'string' && search.q ? { q: search.q } : {}),
  };
}

export const stageColours: Record<Schemas['CaseView']['stage'], string> = {
  received: 'blue',
  in_work: 'amber',
  at_partner: 'amber',
  repaired: 'green',
  replaced: 'green',
  refunded: 'green',
  refused: 'red',
  handed_back: 'grey',
};

export function Days({ piece }: { piece: Schemas['CaseView'] }) {
  if (piece.closed_on) return <span className="muted">{weekday(piece.closed_on)}</span>;
  return (
    <span className={piece.days_left < 0 ? 'negative' : undefined}>
      {weekday(piece.due_on)} · {texts.daysLeft(piece.days_left)}
    </span>
  );
}

export function ServicePage() {
  const navigate = useNavigate();
  const { filter = 'open', q = '' } = useSearch({ from: '/shell/service' });
  const query = useInfiniteQuery({
    queryKey: ['service', 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/service-cases', {
          params: { query: { filter, limit: 200, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.service}</Title>
      <Wide>
        <SegmentedControl
          aria-label={pageTexts.service}
          value={filter}
          data={filters.map((each) => ({ value: each, label: texts.filters[each] }))}
          onChange={(next) => void navigate({ to: '/service', search: { filter: next as Filter } })}
        />
      </Wide>
      {query.isError && <Broken error={query.error} />}
      {query.isPending && <Loading />}
      {query.data && rows.length === 0 && <Text c="dimmed">{texts.none}</Text>}
      {rows.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{pageTexts.service}</th>
                <th>{commonTexts.orderWord}</th>
                <th>{commonTexts.customer}</th>
                <th>{texts.product}</th>
                <th>{texts.serial}</th>
                <th>{texts.step}</th>
                <th>{texts.partner}</th>
                <th>{texts.term}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((piece) => (
                <tr key={piece.id}>
                  <td>
                    <Link className="link" to="/service/$id" params={{ id: piece.id }}>
                      {texts.case(piece.number)}
                    </Link>
                  </td>
                  <td>
                    <Link className="link" to="/orders/$id" params={{ id: piece.order_id }}>
                      {piece.order_number}
                    </Link>
                  </td>
                  <td>{piece.customer}</td>
                  <td>{piece.product}</td>
                  <td>{piece.maker_serial}</td>
                  <td>
                    <span className="chip" data-colour={stageColours[piece.stage]}>
                      {piece.step_name}
                    </span>
                  </td>
                  <td>{piece.stage === 'at_partner' && piece.partner}</td>
                  <td>
                    <Days piece={piece} />
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
      <FindGuarantee q={q} onFind={(words) => void navigate({ to: '/service', search: { filter, q: words } })} />
    </Stack>
  );
}

function FindGuarantee({ q, onFind }: { q: string; onFind: (words: string) => void }) {
  const [words, setWords] = useState(q);
  const found = useQuery({
    queryKey: ['guarantees', q],
    queryFn: () => take(api.GET('/api/v1/guarantees', { params: { query: { q } } })),
    enabled: q !== '',
  });
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.findGuarantee}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onFind(words.trim());
        }}
      >
        <Group gap="xs" align="flex-end">
          <TextInput
            label={texts.findGuarantee}
            placeholder={texts.findHint}
            w={320}
            value={words}
            onChange={(e) => setWords(e.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!words.trim()}>
            {texts.find}
          </Button>
        </Group>
      </form>
      {found.isError && <Broken error={found.error} />}
      {found.data?.items.length === 0 && (
        <Text c="dimmed" mt="xs">
          {texts.noGuarantee}
        </Text>
      )}
      {(found.data?.items.length ?? 0) > 0 && <GuaranteeTable rows={found.data!.items} withOrder />}
    </Card>
  );
}

export function GuaranteeTable({ rows, withOrder }: { rows: Schemas['Warranty'][]; withOrder?: boolean }) {
  return (
    <Wide>
      <table className="grid">
        <thead>
          <tr>
            {withOrder && <th>{commonTexts.orderWord}</th>}
            <th>{texts.product}</th>
            <th>{texts.serial}</th>
            <th className="num">{commonTexts.quantity}</th>
            <th>{texts.guarantee}</th>
            <th>{texts.until}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.order_id} ${row.line_no} ${row.maker_serial}`}>
              {withOrder && (
                <td>
                  <Link className="link" to="/orders/$id" params={{ id: row.order_id }}>
                    {row.order_number}
                  </Link>{' '}
                  {row.customer}
                </td>
              )}
              <td>
                {row.name} <span className="muted">{row.sku}</span>
              </td>
              <td>{row.maker_serial}</td>
              <td className="num">{row.quantity}</td>
              <td>
                {texts.months(row.months)}
                {row.extended_days > 0 && ` ${texts.extended(row.extended_days)}`}
              </td>
              <td>
                {row.until ? (
                  <>
                    {day(row.until)}{' '}
                    <span className={row.covered ? 'positive' : 'negative'}>
                      {row.covered ? texts.covered : texts.notCovered}
                    </span>
                  </>
                ) : (
                  texts.notDelivered
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
