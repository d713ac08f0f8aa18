// Open alerts: who looks at each, put aside until later, or put away with a reason.

import { Button, Card, Group, Menu, Switch, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { time } from '../../common/format';
import { codesOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/alerts';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient } from '../frame/client';
import { AskReason } from '../parts/ask_reason';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { meQuery, useMay } from '../frame/session';
import { kindOf } from './kind';

type Alert = Schemas['Alert'];

export function SubjectLink({ subject }: { subject: string }) {
  const [kind, id] = subject.split(':');
  if (kind === 'customer')
    return (
      <Link className="link" to="/customers/$id" params={{ id }}>
        {commonTexts.customer}
      </Link>
    );
  if (kind === 'order')
    return (
      <Link className="link" to="/orders/$id" params={{ id }}>
        {commonTexts.openOrder}
      </Link>
    );
  if (kind === 'product')
    return (
      <Link className="link" to="/products/$id" params={{ id }}>
        {pageTexts.products}
      </Link>
    );
  if (kind === 'processor')
    return (
      <Link className="link" to="/settings/processors">
        {pageTexts.sections.processors}
      </Link>
    );
  if (kind === 'invoice')
    return (
      <Link className="link" to="/books">
        {pageTexts.efactura}
      </Link>
    );
  if (kind === 'efactura')
    return (
      <Link className="link" to="/settings/efactura">
        {pageTexts.efactura}
      </Link>
    );
  if (kind === 'receipt')
    return (
      <Link className="link" to="/books" search={{ tab: 'goods' }}>
        {pageTexts.goodsReceipts}
      </Link>
    );
  if (kind === 'audit')
    return (
      <Link className="link" to="/settings/activity">
        {pageTexts.activity}
      </Link>
    );
  return <>{subject}</>;
}

/** When an alert that is put aside comes back. */
function later(choice: keyof typeof texts.snooze): string {
  const until = new Date();
  if (choice === 'hours4') until.setHours(until.getHours() + 4);
  if (choice === 'tomorrow') {
    until.setDate(until.getDate() + 1);
    until.setHours(9, 0, 0, 0);
  }
  if (choice === 'week') until.setDate(until.getDate() + 7);
  return until.toISOString();
}

export function OpenAlerts() {
  const [snoozed, setSnoozed] = useState(false),
    [mine, setMine] = useState(false);
  const [dismissing, setDismissing] = useState<Alert>();
  const may = useMay();
  const me = useSuspenseQuery(meQuery).data;
  const notices = useInfiniteQuery({
    queryKey: ['notices', snoozed, mine],
    queryFn: ({ pageParam }) =>
      take(api.GET('/api/v1/notices', { params: { query: { snoozed, mine, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 60_000,
  });
  const people =
    useQuery({ queryKey: ['staff'], queryFn: () => take(api.GET('/api/v1/staff')), enabled: may('staff.edit') }).data
      ?.items ?? [];
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['notices'] });
  const assign = useMutation({
    mutationFn: ({ id, to }: { id: string; to: string }) =>
      take(api.POST('/api/v1/notices/{id}/assign', { params: { path: { id } }, body: { to } })),
    onSettled,
  });
  const snooze = useMutation({
    mutationFn: ({ id, until }: { id: string; until: string }) =>
      take(api.POST('/api/v1/notices/{id}/snooze', { params: { path: { id } }, body: { until } })),
    onSettled,
  });
  const dismiss = useMutation({
    mutationFn: (reason: string) =>
      take(api.POST('/api/v1/notices/{id}/dismiss', { params: { path: { id: dismissing!.id } }, body: { reason } })),
    onSettled: () => {
      setDismissing(undefined);
      return onSettled();
    },
  });
  if (notices.isError) return <Broken error={notices.error} />;
  if (notices.isPending) return <Loading />;
  const items = notices.data.pages.flatMap((page) => page.items);
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{texts.openAlerts}</Title>
        <Group gap="md">
          <Switch label={texts.onlyMine} checked={mine} onChange={(e) => setMine(e.currentTarget.checked)} />
          <Switch label={texts.snoozedToo} checked={snoozed} onChange={(e) => setSnoozed(e.currentTarget.checked)} />
        </Group>
      </Group>
      <Wide>
        <table className="grid">
          <tbody>
            {items.map((notice) => (
              <tr key={notice.id}>
                <td>
                  <span className="chip" data-colour={notice.audience === 'administrators' ? 'red' : 'amber'}>
                    {kindOf(notice.kind)}
                  </span>
                </td>
                <td>
                  {notice.details}{' '}
                  {notice.assigned_to && (
                    <span className="chip" data-colour="blue">
                      {texts.takenBy(notice.assigned_to)}
                    </span>
                  )}{' '}
                  {notice.snoozed_until && new Date(notice.snoozed_until) > new Date() && (
                    <span className="chip" data-colour="grey">
                      {texts.until(time(notice.snoozed_until))}
                    </span>
                  )}
                </td>
                <td className="nowrap">
                  <SubjectLink subject={notice.subject} />
                </td>
                {may('orders.edit') && (
                  <td className="num nowrap">
                    {notice.assigned_to === me.name ? (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => assign.mutate({ id: notice.id, to: '' })}
                      >
                        {texts.giveBack}
                      </Button>
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => assign.mutate({ id: notice.id, to: me.name })}
                      >
                        {texts.takeOn}
                      </Button>
                    )}{' '}
                    <Menu>
                      <Menu.Target>
                        <Button size="compact-sm" variant="default" aria-label={`${texts.later}: ${notice.details}`}>
                          {texts.later}
                        </Button>
                      </Menu.Target>
                      <Menu.Dropdown>
                        {codesOf(texts.snooze).map((choice) => (
                          <Menu.Item
                            key={choice}
                            onClick={() => snooze.mutate({ id: notice.id, until: later(choice) })}
                          >
                            {texts.snooze[choice]}
                          </Menu.Item>
                        ))}
                        {people.length > 0 && <Menu.Label>{texts.giveTo}</Menu.Label>}
                        {people
                          .filter((person) => person.active)
                          .map((person) => (
                            <Menu.Item
                              key={person.id}
                              onClick={() => assign.mutate({ id: notice.id, to: person.name })}
                            >
                              {person.name}
                            </Menu.Item>
                          ))}
                      </Menu.Dropdown>
                    </Menu>{' '}
                    <Button size="compact-sm" variant="default" onClick={() => setDismissing(notice)}>
                      {texts.dismiss}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {items.length === 0 && <Empty>{texts.noAlerts}</Empty>}
      {notices.hasNextPage && (
        <Button
          mt="xs"
          variant="default"
          loading={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          {commonTexts.more}
        </Button>
      )}
      <AskReason
        title={texts.dismiss}
        hint={texts.dismissHint}
        opened={dismissing !== undefined}
        pending={dismiss.isPending}
        onClose={() => setDismissing(undefined)}
        onConfirm={(reason) => dismiss.mutate(reason)}
      />
    </Card>
  );
}
