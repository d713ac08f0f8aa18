// Everything that was sent to buyers, newest first, to be found by order or recipient.

import { Button, Card, Collapse, Group, Select, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { isZero, money, time } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/messages';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient } from '../frame/client';
import { MessageChips } from '../orders/messages';
import { Broken, Empty, Loading } from '../parts/states';
import { useMay } from '../frame/session';

type Logged = Schemas['LoggedMessage'];

export interface LogSearch {
  q?: string;
  channel?: Logged['channel'];
  state?: Logged['state'];
}

export function readLogSearch(search: Record<string, unknown>): LogSearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] ? { [name]: search[name] } : {});
  return { ...text('q'), ...text('channel'), ...text('state') };
}

export function MessageLogPage() {
  const search = useSearch({ from: '/shell/messages' });
  const navigate = useNavigate({ from: '/messages' });
  const [typed, setTyped] = useState(search.q ?? '');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const filter = { ...search, q: q || undefined };
  const log = useInfiniteQuery({
    queryKey: ['message-log', filter],
    queryFn: ({ pageParam }) =>
      take(api.GET('/api/v1/messages', { params: { query: { ...filter, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
  const choose = (change: LogSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  if (log.isError) return <Broken error={log.error} />;
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.messageLog}</Title>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={texts.findMessage}
          placeholder={texts.findMessageHint}
          w={280}
          value={typed}
          onChange={(e) => {
            setTyped(e.currentTarget.value);
            choose({ q: e.currentTarget.value.trim() || undefined });
          }}
        />
        <Select
          label={commonTexts.channelField}
          clearable
          placeholder={commonTexts.any}
          w={140}
          value={search.channel ?? null}
          data={[
            { value: 'email', label: 'E-mail' },
            { value: 'sms', label: 'SMS' },
          ]}
          onChange={(channel) => choose({ channel: (channel ?? undefined) as LogSearch['channel'] })}
        />
        <Select
          label={texts.stateField}
          clearable
          placeholder={commonTexts.any}
          w={160}
          value={search.state ?? null}
          data={(['waiting', 'sent', 'failed'] as const).map((state) => ({
            value: state,
            label: commonTexts.messageStates[state],
          }))}
          onChange={(state) => choose({ state: (state ?? undefined) as LogSearch['state'] })}
        />
      </Group>
      <Card>
        {log.isPending ? (
          <Loading />
        ) : rows.length === 0 ? (
          <Empty>{commonTexts.noMessages}</Empty>
        ) : (
          rows.map((row) => <Row key={row.id} row={row} />)
        )}
        {log.hasNextPage && (
          <Button mt="sm" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {commonTexts.more}
          </Button>
        )}
      </Card>
      <HeldBack />
    </Stack>
  );
}

/** Addresses that mail no longer reaches; somebody who has set it right says so. */
function HeldBack() {
  const may = useMay();
  const held = useQuery({ queryKey: ['mail-suppressions'], queryFn: () => take(api.GET('/api/v1/mail-suppressions')) });
  const allow = useMutation({
    mutationFn: (email: string) =>
      take(api.DELETE('/api/v1/mail-suppressions/{email}', { params: { path: { email } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['mail-suppressions'] }),
  });
  if (!held.data || held.data.items.length === 0) return null;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.heldBack}
      </Title>
      {held.data.items.map((each) => (
        <Group key={each.email} justify="space-between" mih={32} gap="xs">
          <Text>
            {each.email}{' '}
            <span className="chip" data-colour="red">
              {texts.suppressionKinds[each.kind]}
            </span>{' '}
            <span className="muted">{each.detail}</span>
          </Text>
          {may('orders.edit') && (
            <Button
              size="compact-sm"
              variant="subtle"
              loading={allow.isPending}
              onClick={() => allow.mutate(each.email)}
            >
              {texts.sendAgain}
            </Button>
          )}
        </Group>
      ))}
    </Card>
  );
}

function Row({ row }: { row: Logged }) {
  const [open, setOpen] = useState(false);
  const may = useMay();
  const again = useMutation({
    mutationFn: () => take(api.POST('/api/v1/messages/{id}/resend', { params: { path: { id: row.id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['message-log'] }),
  });
  return (
    <div className="log-row">
      <Group justify="space-between" mih={32} gap="xs">
        <Group gap="xs" wrap="nowrap" className="ellipsis">
          <Link className="link" to="/orders/$id" params={{ id: row.order_id }}>
            #{row.order_number}
          </Link>
          <UnstyledButton aria-expanded={open} className="ellipsis" onClick={() => setOpen(!open)}>
            {row.subject}
          </UnstyledButton>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <MessageChips message={row} />
          <Text size="sm" c="dimmed" className="nowrap">
            {row.sent_at ? time(row.sent_at) : ''}
          </Text>
          {may('orders.edit') && (
            <Button size="compact-sm" variant="subtle" loading={again.isPending} onClick={() => again.mutate()}>
              {commonTexts.resend}
            </Button>
          )}
        </Group>
      </Group>
      {row.error && (
        <Text size="sm" className="negative">
          {row.error}
        </Text>
      )}
      <Collapse expanded={open}>
        <Text size="sm" c="dimmed">
          {row.recipient}
          {!isZero(row.cost) && ` · ${money(row.cost)}`}
        </Text>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} mb="sm">
          {row.body}
        </Text>
      </Collapse>
    </div>
  );
}
