// What people of the shop did, newest first, of everybody or of one person, between two days.

import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../../common/api';
import { time } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as historyTexts } from '../../common/texts/admin/history';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/activity';
import { api } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { TrailChecks } from './trail_checks';

export function ActivityPage() {
  const [filter, setFilter] = useState<{ person?: string; from?: string; to?: string }>({});
  const people = useQuery({ queryKey: ['staff'], queryFn: () => take(api.GET('/api/v1/staff')) }).data?.items ?? [];
  const deeds = useInfiniteQuery({
    queryKey: ['activity', filter],
    queryFn: ({ pageParam }) =>
      take(api.GET('/api/v1/activity', { params: { query: { ...filter, cursor: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
  const choose = (change: typeof filter) => setFilter((before) => ({ ...before, ...change }));
  if (deeds.isError) return <Broken error={deeds.error} />;
  const rows = deeds.data?.pages.flatMap((page) => page.items) ?? [];
  const asked = new URLSearchParams(Object.entries(filter).filter(([, value]) => value) as [string, string][]);
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.activity}</Title>
      <Text size="sm" c="dimmed">
        {texts.hint}
      </Text>
      <TrailChecks />
      <Group gap="xs" align="flex-end">
        <Select
          label={texts.person}
          clearable
          searchable
          placeholder={texts.everybody}
          w={220}
          data={[...new Set(people.map((each) => each.name))]}
          value={filter.person ?? null}
          onChange={(person) => choose({ person: person ?? undefined })}
        />
        <TextInput
          type="date"
          label={texts.from}
          value={filter.from ?? ''}
          onChange={(e) => choose({ from: e.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={texts.to}
          value={filter.to ?? ''}
          onChange={(e) => choose({ to: e.currentTarget.value || undefined })}
        />
        <Button variant="default" component="a" href={`/api/v1/activity.csv?${asked}`}>
          {texts.asCsv}
        </Button>
      </Group>
      {deeds.isPending ? (
        <Loading />
      ) : (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{texts.when}</th>
                <th>{texts.person}</th>
                <th>{texts.what}</th>
                <th>{texts.where}</th>
                <th>{texts.changes}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.subject}.${row.seq}`}>
                  <td className="nowrap">{time(row.at)}</td>
                  <td className="nowrap">{row.actor}</td>
                  <td>{labelOf(historyTexts.events, row.kind)}</td>
                  <td className="nowrap">
                    {row.order_number ? (
                      <Link className="link" to="/orders/$id" params={{ id: row.subject.slice(6) }}>
                        {texts.order(row.order_number)}
                      </Link>
                    ) : (
                      row.subject
                    )}
                  </td>
                  <td>
                    {row.changes
                      .map(
                        (change) =>
                          `${labelOf(historyTexts.fields, change.field)}: ${change.from ? `${change.from} → ` : ''}${change.to}`,
                      )
                      .join('; ')}
                    {row.reason && ` „${row.reason}”`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <Empty>{texts.none}</Empty>}
        </Wide>
      )}
      {deeds.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={deeds.isFetchingNextPage}
          onClick={() => void deeds.fetchNextPage()}
        >
          {commonTexts.more}
        </Button>
      )}
    </Stack>
  );
}
