// The day at a glance: what waits, what came in, and from where. Every figure leads to the orders behind it.

import { Card, Group, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Schemas, take } from '../../common/api';
import { choicesOf, labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/dashboard';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api } from '../frame/client';
import { Tile } from '../customers/customer';
import { readFilters } from '../orders/filters';
import { Broken, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { CountyMap } from './county_map';
import { SetUp } from './set_up';

const SalesChart = lazy(() => import('./sales_chart'));

type Group_ = Schemas['Group'];

const searchOf = (query: string) => readFilters(Object.fromEntries(new URLSearchParams(query)));

function Change({ percent }: { percent?: number }) {
  if (percent === undefined) return <>{texts.noneBefore}</>;
  return (
    <span className={percent < 0 ? 'negative' : 'positive'}>
      {percent > 0 ? '+' : percent < 0 ? '−' : ''}
      {Math.abs(percent)} % {texts.thanBefore}
    </span>
  );
}

export function DashboardPage() {
  const { period = 'this_month' } = useSearch({ from: '/shell/dashboard' });
  const navigate = useNavigate();
  const profit = useMay()('profit.read');
  const query = useQuery({
    queryKey: ['dashboard', period],
    queryFn: () => take(api.GET('/api/v1/dashboard', { params: { query: { period: period as 'today' } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  if (query.isError) return <Broken error={query.error} reset={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  const { today, current, before, changes, times } = query.data;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.dashboard}</Title>
      <SetUp />
      <Title order={2}>{texts.waitsToday}</Title>
      <div className="tiles">
        {today.map((each) => (
          <Link
            key={each.key}
            to="/orders"
            search={searchOf(each.query)}
            className="tile"
            data-urgent={(each.count > 0 && ['late', 'held'].includes(each.key)) || undefined}
          >
            <div className="muted">{labelOf(texts.waiting, each.key)}</div>
            <div className="figure">{each.count >= 1000 ? '1000+' : each.count}</div>
          </Link>
        ))}
      </div>
      <Group justify="space-between">
        <Title order={2}>{texts.figures}</Title>
        <Select
          aria-label={commonTexts.period}
          value={period}
          allowDeselect={false}
          data={choicesOf(commonTexts.periods)}
          onChange={(value) => void navigate({ to: '/dashboard', search: { period: value! } })}
        />
      </Group>
      <div className="tiles">
        <Link to="/orders" search={{ period }} className="tile">
          <div className="muted">{pageTexts.orders}</div>
          <div className="figure">{current.orders}</div>
          <div className="note">
            <Change percent={changes.orders} />
          </div>
        </Link>
        <Tile label={texts.sales} value={<Amount value={current.sales} />} note={<Change percent={changes.sales} />} />
        {profit && (
          <Tile
            label={commonTexts.profit}
            value={<Amount value={current.net_profit} />}
            note={<Change percent={changes.net_profit} />}
          />
        )}
        <Tile
          label={texts.averageOrder}
          value={<Amount value={current.average} />}
          note={<Change percent={changes.average} />}
        />
        <Tile label={texts.timeToPayment} value={texts.duration(times.to_payment)} note={texts.halfOfThem} />
        <Tile label={texts.timeToAwb} value={texts.duration(times.to_awb)} note={texts.halfOfThem} />
        <Tile label={texts.timeToDelivery} value={texts.duration(times.to_delivery)} note={texts.halfOfThem} />
      </div>
      <Card>
        <Title order={2} mb="xs">
          {texts.salesPerDay}
        </Title>
        <Suspense fallback={<Skeleton height={220} />}>
          <SalesChart now={current.days} before={before.days} />
        </Suspense>
      </Card>
      <div className="halves">
        <Groups
          title={texts.byReferrer}
          groups={current.channels}
          search={(key) => ({ referrer: key, referrer_match: 'last', period })}
        />
        <Card>
          <Title order={2} mb="xs">
            {texts.byCounty}
          </Title>
          <CountyMap groups={current.counties} period={period} />
        </Card>
        <Groups
          title={texts.byDelivery}
          groups={current.delivery_methods}
          search={(key) => ({ delivery_method: key, period })}
        />
        <Groups
          title={texts.byPayment}
          groups={current.payment_methods}
          search={(key) => ({ payment_method: key, period })}
        />
      </div>
    </Stack>
  );
}

function Groups({
  title,
  groups,
  search,
}: {
  title: string;
  groups: Group_[];
  search: (key: string) => Record<string, string>;
}) {
  const profit = useMay()('profit.read');
  return (
    <Card>
      <Title order={2} mb="xs">
        {title}
      </Title>
      {groups.length === 0 && <Text c="dimmed">{texts.nothingInPeriod}</Text>}
      {groups.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{title}</th>
                <th className="num">{pageTexts.orders}</th>
                <th className="num">{texts.sales}</th>
                {profit && <th className="num">{commonTexts.profit}</th>}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.key}>
                  <td>
                    <Link className="link" to="/orders" search={search(group.key)}>
                      {group.key}
                    </Link>
                  </td>
                  <td className="num">{group.orders}</td>
                  <td className="num">
                    <Amount value={group.sales} />
                  </td>
                  {profit && (
                    <td className="num">
                      <Amount value={group.net_profit} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Card>
  );
}
