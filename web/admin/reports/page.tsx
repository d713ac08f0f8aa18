// Profit of a period, broken down: which product, place, courier or channel earned it. What is shown is in the address.

import { Alert, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type Schemas, take } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/reports';
import { api } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { AttributionReport } from './attribution';
import { SumsTable } from './sums_table';

export interface ReportSearch {
  by?: string;
  period?: string;
  from?: string;
  to?: string;
  first?: string;
}

export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  const text = (name: string) =>
    typeof search[name] === 'string' && search[name] ? { [name]: search[name] as string } : {};
  return { ...text('by'), ...text('period'), ...text('from'), ...text('to'), ...text('first') };
}

type SortBy = 'net_profit' | 'sales' | 'returned';
type Days = { period?: 'today'; from?: string; to?: string };

/** The days as the server takes them. */
function daysOf(search: ReportSearch): Days {
  if (search.from || search.to) return { from: search.from, to: search.to };
  return { period: (search.period ?? 'this_month') as 'today' };
}

const sorts: Record<string, { sort: SortBy; ascending: boolean }> = {
  most: { sort: 'net_profit', ascending: false },
  least: { sort: 'net_profit', ascending: true },
  sales: { sort: 'sales', ascending: false },
  returned: { sort: 'returned', ascending: false },
};

export function ReportsPage() {
  const search = useSearch({ from: '/shell/reports' });
  const navigate = useNavigate();
  const by = search.by ?? 'over_time',
    own = Boolean(search.from || search.to);
  const go = (change: ReportSearch) => void navigate({ to: '/reports', search: { ...search, ...change } });
  const days = daysOf(search);
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.reports}</Title>
      <Text size="sm" c="dimmed">
        {texts.hint}
      </Text>
      <Group gap="xs" align="flex-end">
        <Select
          label={texts.by}
          allowDeselect={false}
          value={by}
          data={choicesOf(texts.dimensions)}
          onChange={(value) => go({ by: value! })}
        />
        <Select
          label={commonTexts.period}
          allowDeselect={false}
          value={own ? 'own' : (search.period ?? 'this_month')}
          data={[...choicesOf(commonTexts.periods), ...(own ? [{ value: 'own', label: texts.ownDays }] : [])]}
          onChange={(value) => go({ period: value!, from: undefined, to: undefined })}
        />
        <TextInput
          type="date"
          label={texts.from}
          value={search.from ?? ''}
          onChange={(e) => go({ from: e.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={texts.to}
          value={search.to ?? ''}
          onChange={(e) => go({ to: e.currentTarget.value || undefined })}
        />
        {!['over_time', 'months', 'channels', 'campaigns'].includes(by) && (
          <Select
            label={texts.sortBy}
            allowDeselect={false}
            value={search.first ?? 'most'}
            data={choicesOf(texts.sorts)}
            onChange={(value) => go({ first: value! })}
          />
        )}
      </Group>
      {by === 'channels' || by === 'campaigns' ? (
        <AttributionReport campaigns={by === 'campaigns'} days={days} />
      ) : by === 'over_time' || by === 'months' ? (
        <OverTime months={by === 'months'} days={days} />
      ) : (
        <ByDimension by={by as 'product'} days={days} order={sorts[search.first ?? 'most']} />
      )}
    </Stack>
  );
}

function OverTime({ months, days }: { months: boolean; days: Days }) {
  const report = useQuery({
    queryKey: ['profit', 'over-time', months, days],
    queryFn: () => take(api.GET('/api/v1/profit/over-time', { params: { query: { ...days, months } } })),
    placeholderData: keepPreviousData,
  });
  if (report.isError) return <Broken error={report.error} />;
  if (report.isPending) return <Loading />;
  return <Shown report={report.data} by="over_time" />;
}

function ByDimension({ by, days, order }: { by: 'product'; days: Days; order: { sort: SortBy; ascending: boolean } }) {
  const query = { ...days, by, ...order };
  const report = useQuery({
    queryKey: ['profit', query],
    queryFn: () => take(api.GET('/api/v1/profit', { params: { query: { ...query, limit: 100 } } })),
    placeholderData: keepPreviousData,
  });
  if (report.isError) return <Broken error={report.error} />;
  if (report.isPending) return <Loading />;
  const asked = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
  return (
    <>
      <Shown report={report.data} by={by} />
      <Button variant="default" w="fit-content" component="a" href={`/api/v1/profit.csv?${asked}`}>
        {texts.asCsv}
      </Button>
    </>
  );
}

function Shown({ report, by }: { report: Schemas['Breakdown']; by: string }) {
  return (
    <>
      {!report.up_to_date && (
        <Alert color="orange" role="status">
          {texts.notYet}
        </Alert>
      )}
      {report.items.length === 0 ? <Empty>{texts.none}</Empty> : <SumsTable report={report} by={by} />}
    </>
  );
}
