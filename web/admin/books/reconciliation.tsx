// A month's invoices, money, remittances and goods held against each other, and the months that are closed.

import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { time } from '../../common/format';
import { texts } from '../../common/texts/admin/books';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { AskReason } from '../parts/ask_reason';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { thisMonth, useMonth } from './month';

export function Reconciliation() {
  const { month, picker } = useMonth();
  const result = useQuery({
    queryKey: ['books', 'reconciliation', month],
    queryFn: () => take(api.GET('/api/v1/books/reconciliation', { params: { query: { month } } })),
  });
  return (
    <Stack gap="sm">
      <Group>{picker}</Group>
      {result.isError ? (
        <Broken error={result.error} />
      ) : result.isPending ? (
        <Loading />
      ) : (
        <Findings result={result.data} />
      )}
      <ClosedMonths month={month} />
    </Stack>
  );
}

function Findings({ result }: { result: Schemas['Reconciliation'] }) {
  const figures = [
    [texts.opening, result.opening],
    [texts.invoiced, result.invoiced],
    [texts.received, result.received],
    [texts.givenBack, result.given_back],
    [texts.closing, result.closing],
  ] as const;
  return (
    <>
      <Card>
        <Group gap="xl">
          {figures.map(([label, value]) => (
            <div key={label}>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text fw={600}>
                <Amount value={value} />
              </Text>
            </div>
          ))}
          <div>
            <Text size="xs" c="dimmed">
              {texts.receivables} / {texts.advances}
            </Text>
            <Text fw={600}>
              <Amount value={result.receivables} /> / <Amount value={result.advances} />
            </Text>
          </div>
          <div>
            <Text size="xs" c="dimmed">
              {texts.remitted}
            </Text>
            <Text fw={600}>
              <Amount value={result.remitted} />
            </Text>
          </div>
        </Group>
        <Text size="xs" c="dimmed" mt="xs">
          {texts.equation}
        </Text>
      </Card>
      <Card>
        <Title order={2} mb="xs">
          {texts.mismatches}
        </Title>
        {result.counts.length === 0 ? (
          <Empty>{texts.allMatches}</Empty>
        ) : (
          <Stack gap="sm">
            {result.counts.map((count) => (
              <details key={count.kind}>
                <summary>
                  {texts.mismatchKinds[count.kind]}: {count.count} · <Amount value={count.amount} />
                </summary>
                <Wide>
                  <table className="grid">
                    <tbody>
                      {result.items
                        .filter((item) => item.kind === count.kind)
                        .map((item, i) => (
                          <tr key={i}>
                            <td className="nowrap">
                              {item.order_id ? (
                                <Link className="link" to="/orders/$id" params={{ id: item.order_id }}>
                                  {item.label}
                                </Link>
                              ) : (
                                item.label
                              )}
                            </td>
                            <td>{item.who}</td>
                            <td className="muted">{item.details}</td>
                            <td className="num">
                              <Amount value={item.amount} />
                            </td>
                          </tr>
                        ))}
                    </tbody>
                  </table>
                </Wide>
              </details>
            ))}
          </Stack>
        )}
      </Card>
    </>
  );
}

function ClosedMonths({ month }: { month: string }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const months = useQuery({ queryKey: ['books', 'months'], queryFn: () => take(api.GET('/api/v1/books/months')) });
  const after = (words: string) => async () => {
    tell(words);
    setAsking(false);
    await queryClient.invalidateQueries({ queryKey: ['books'] });
  };
  const close = useMutation({
    meta: { quiet: true },
    mutationFn: () => take(api.POST('/api/v1/books/months', { body: { month } })),
    onSuccess: after(texts.monthClosed),
  });
  const last = months.data?.items[0]?.month;
  const reopen = useMutation({
    mutationFn: (reason: string) =>
      take(api.POST('/api/v1/books/months/{month}/reopen', { params: { path: { month: last! } }, body: { reason } })),
    onSuccess: after(texts.monthOpen),
  });
  if (months.isError) return <Broken error={months.error} />;
  if (months.isPending) return <Loading />;
  const canClose = may('settings.edit') && month < thisMonth() && (!last || month > last);
  return (
    <Card>
      <Title order={2}>{texts.closedMonths}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.closeHint}
      </Text>
      {close.isError && (
        <Alert color="red" role="alert" mb="xs">
          {wordsOf(close.error)}
        </Alert>
      )}
      {canClose && (
        <Button mb="xs" loading={close.isPending} onClick={() => close.mutate()}>
          {texts.closeMonth(month)}
        </Button>
      )}
      {months.data.items.length === 0 && <Text size="sm">{texts.noneClosed}</Text>}
      {months.data.items.map((each, i) => (
        <Group key={each.month} gap="sm">
          <Text fw={600}>{each.month}</Text>
          <Text size="sm">
            {texts.invoiced} <Amount value={each.totals.invoiced} />
          </Text>
          <Text size="sm" c="dimmed">
            {texts.closedBy(each.closed_by, time(each.closed_at))}
          </Text>
          {i === 0 && may('settings.edit') && (
            <Button size="compact-xs" variant="subtle" onClick={() => setAsking(true)}>
              {texts.reopen}
            </Button>
          )}
        </Group>
      ))}
      <AskReason
        title={texts.reopenTitle}
        hint={texts.reopenHint}
        opened={asking}
        pending={reopen.isPending}
        onClose={() => setAsking(false)}
        onConfirm={(reason) => reopen.mutate(reason)}
      />
    </Card>
  );
}
