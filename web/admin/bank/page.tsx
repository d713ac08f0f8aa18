// Money that came to the account: what a statement pays by itself, and the rest to be worked off.

import { Alert, Button, Card, FileButton, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { day } from '../../common/format';
import { texts } from '../../common/texts/admin/bank';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as shipmentTexts } from '../../common/texts/admin/orders/shipments';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient, wordsOf } from '../frame/client';
import { AskReason } from '../parts/ask_reason';
import { answerOf, send } from '../../common/send_file';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';

type Line = Schemas['BankLineView'];

export function BankPage() {
  const [state, setState] = useState<Line['state']>('open');
  const lines = useQuery({
    queryKey: ['bank', state],
    queryFn: () => take(api.GET('/api/v1/bank-lines', { params: { query: { state, limit: 100 } } })),
  });
  if (lines.isError) return <Broken error={lines.error} />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.bank}</Title>
      <StatementCard />
      <SettlementCard />
      <CourierInvoiceCard />
      <CashCard />
      <Card>
        <Group justify="space-between" mb="xs">
          <Title order={2}>{texts.bankLines}</Title>
          <Select
            aria-label={commonTexts.colStatus}
            allowDeselect={false}
            value={state}
            data={(['open', 'matched', 'ignored'] as const).map((each) => ({
              value: each,
              label: texts.bankStates[each],
            }))}
            onChange={(value) => setState(value as Line['state'])}
          />
        </Group>
        {lines.isPending ? (
          <Loading />
        ) : lines.data.items.length === 0 ? (
          <Empty>{texts.noBankLines}</Empty>
        ) : (
          <Stack gap="xs">
            {lines.data.items.map((line) => (
              <LineRow key={line.id} line={line} />
            ))}
          </Stack>
        )}
      </Card>
    </Stack>
  );
}

function StatementCard() {
  const upload = useMutation({
    meta: { quiet: true },
    mutationFn: async (file: File) => answerOf<Schemas['StatementReport']>(await send('/api/v1/bank-statements', file)),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['bank'] });
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  return (
    <Card>
      <Group justify="space-between">
        <div>
          <Title order={2}>{texts.statementFile}</Title>
          <Text size="sm" c="dimmed">
            {texts.statementHint}
          </Text>
        </div>
        <FileButton
          onChange={(file) => {
            if (file) upload.mutate(file);
          }}
          accept=".xml,.sta,.mt940,.940,.txt,.csv"
        >
          {(props) => (
            <Button {...props} leftSection={<IconUpload size={14} />} loading={upload.isPending}>
              {commonTexts.chooseFile}
            </Button>
          )}
        </FileButton>
      </Group>
      {upload.isError && (
        <Alert mt="xs" color="red" role="alert">
          {upload.error.message}
        </Alert>
      )}
      {upload.data && (
        <Alert mt="xs" color="teal" role="status">
          {texts.statementRead(upload.data)}
        </Alert>
      )}
    </Card>
  );
}

function SettlementCard() {
  const processors = useQuery({ queryKey: ['processors'], queryFn: () => take(api.GET('/api/v1/processors')) });
  const [processor, setProcessor] = useState<string>();
  const upload = useMutation({
    meta: { quiet: true },
    mutationFn: async (file: File) =>
      answerOf<Schemas['SettlementReport']>(await send(`/api/v1/settlements/${processor}`, file)),
  });
  return (
    <Card>
      <Group justify="space-between">
        <div>
          <Title order={2}>{texts.settlementFile}</Title>
          <Text size="sm" c="dimmed">
            {texts.settlementHint}
          </Text>
        </div>
        <Group gap="xs">
          <Select
            aria-label={commonTexts.processor}
            placeholder={commonTexts.processor}
            value={processor ?? null}
            data={(processors.data?.items ?? []).map(({ traits }) => ({ value: traits.name, label: traits.title }))}
            onChange={(value) => setProcessor(value ?? undefined)}
          />
          <FileButton
            onChange={(file) => {
              if (file) upload.mutate(file);
            }}
            accept=".csv,.txt"
            disabled={!processor}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                disabled={!processor}
                leftSection={<IconUpload size={14} />}
                loading={upload.isPending}
              >
                {commonTexts.chooseFile}
              </Button>
            )}
          </FileButton>
        </Group>
      </Group>
      {upload.isError && (
        <Alert mt="xs" color="red" role="alert">
          {upload.error.message}
        </Alert>
      )}
      {upload.data && (
        <Alert mt="xs" color={upload.data.odd.length ? 'orange' : 'teal'} role="status">
          {texts.settlementRead(upload.data.settled, upload.data.rows)} <Amount value={upload.data.commission} />
          {upload.data.odd.length > 0 && (
            <>
              {' '}
              · {texts.settlementOdd}: {upload.data.odd.join(', ')}
            </>
          )}
        </Alert>
      )}
    </Card>
  );
}

function CourierInvoiceCard() {
  const couriers = useQuery({ queryKey: ['couriers'], queryFn: () => take(api.GET('/api/v1/couriers')) });
  const [courier, setCourier] = useState<string>();
  const [document, setDocument] = useState('');
  const ready = courier && document.trim() !== '';
  const upload = useMutation({
    meta: { quiet: true },
    mutationFn: async (file: File) =>
      answerOf<Schemas['CourierInvoiceReport']>(
        await send(`/api/v1/courier-invoices/${courier}?${new URLSearchParams({ document })}`, file),
      ),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['profit'] });
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  return (
    <Card>
      <Group justify="space-between">
        <div>
          <Title order={2}>{texts.invoiceFile}</Title>
          <Text size="sm" c="dimmed">
            {texts.invoiceHint}
          </Text>
        </div>
        <Group gap="xs">
          <Select
            aria-label={commonTexts.courier}
            placeholder={commonTexts.courier}
            value={courier ?? null}
            data={(couriers.data?.items ?? []).map(({ traits }) => ({ value: traits.name, label: traits.title }))}
            onChange={(value) => setCourier(value ?? undefined)}
          />
          <TextInput
            aria-label={texts.invoiceNumber}
            placeholder={texts.invoiceNumber}
            value={document}
            onChange={(e) => setDocument(e.currentTarget.value)}
          />
          <FileButton
            onChange={(file) => {
              if (file) upload.mutate(file);
            }}
            accept=".csv,.txt"
            disabled={!ready}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                disabled={!ready}
                leftSection={<IconUpload size={14} />}
                loading={upload.isPending}
              >
                {commonTexts.chooseFile}
              </Button>
            )}
          </FileButton>
        </Group>
      </Group>
      {upload.isError && (
        <Alert mt="xs" color="red" role="alert">
          {upload.error.message}
        </Alert>
      )}
      {upload.data && (
        <Alert mt="xs" color={upload.data.odd.length ? 'orange' : 'teal'} role="status">
          {texts.invoiceRead(upload.data.matched, upload.data.rows, upload.data.changed)}{' '}
          <Amount value={upload.data.difference} />
          {upload.data.odd.length > 0 && (
            <>
              {' '}
              · {texts.invoiceOdd}: {upload.data.odd.join(', ')}
            </>
          )}
        </Alert>
      )}
    </Card>
  );
}

/** Cash that couriers collected and still owe; what they paid out and fits nothing. */
function CashCard() {
  const cash = useQuery({ queryKey: ['remittances'], queryFn: () => take(api.GET('/api/v1/remittances')) });
  const ask = useMutation({
    mutationFn: async () => {
      const { items } = await take(api.GET('/api/v1/couriers'));
      for (const { traits, set_up, played } of items)
        if (traits.remittances && (set_up || played))
          await take(api.POST('/api/v1/remittances', { body: { courier: traits.name } }));
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['remittances'] });
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  const data = cash.data;
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2}>{texts.courierCash}</Title>
          <Text size="sm" c="dimmed">
            {texts.courierCashHint}
          </Text>
        </div>
        <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
          {texts.askCourier}
        </Button>
      </Group>
      {data && data.expected.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{commonTexts.colOrder}</th>
                <th>{commonTexts.courier}</th>
                <th>AWB</th>
                <th>{commonTexts.customer}</th>
                <th />
                <th className="num">{shipmentTexts.cashToCollect}</th>
              </tr>
            </thead>
            <tbody>
              {data.expected.map((each) => (
                <tr key={each.awb_number}>
                  <td>
                    <Link className="link" to="/orders/$id" params={{ id: each.order_id }}>
                      {each.order_number}
                    </Link>
                  </td>
                  <td>{each.courier}</td>
                  <td>{each.awb_number}</td>
                  <td>{each.recipient}</td>
                  <td>
                    <span className="chip" data-colour={each.late ? 'red' : 'grey'}>
                      {texts.deliveredAgo(each.days)}
                    </span>
                  </td>
                  <td className="num">
                    <Amount value={each.cash} />
                  </td>
                </tr>
              ))}
              <tr>
                <td colSpan={5} className="num">
                  {commonTexts.total}
                </td>
                <td className="num">
                  <strong>
                    <Amount value={data.expected_total} />
                  </strong>
                </td>
              </tr>
            </tbody>
          </table>
        </Wide>
      )}
      {data?.expected.length === 0 && <Empty>{texts.noCourierCash}</Empty>}
      {data?.odd.map((each) => (
        <Text key={each.awb_number} size="sm" c="var(--danger)">
          {each.courier} · AWB {each.awb_number} · <Amount value={each.amount} /> · {each.note}
        </Text>
      ))}
    </Card>
  );
}

function LineRow({ line }: { line: Line }) {
  const [ignoring, setIgnoring] = useState(false);
  const [number, setNumber] = useState('');
  const after = {
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['bank'] });
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    },
  };
  const match = useMutation({
    meta: { quiet: true },
    mutationFn: (order: string) =>
      take(api.POST('/api/v1/bank-lines/{id}/match', { params: { path: { id: line.id } }, body: { order } })),
    ...after,
  });
  const ignore = useMutation({
    mutationFn: (reason: string) =>
      take(api.POST('/api/v1/bank-lines/{id}/ignore', { params: { path: { id: line.id } }, body: { reason } })),
    ...after,
  });
  const byNumber = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const found = (await take(api.GET('/api/v1/orders', { params: { query: { q: number, limit: 5 } } }))).items.find(
        (each) => String(each.number) === number.trim(),
      );
      if (!found) throw new Error(texts.noSuchOrder);
      return match.mutateAsync(found.id);
    },
  });
  const wrong = match.error ?? byNumber.error;
  return (
    <div className="payment">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <strong>
            <Amount value={line.amount} />
          </strong>
          <span>{line.payer}</span>
          <Text size="sm" c="dimmed">
            {day(line.booked_on)} {line.payer_iban}
          </Text>
        </Group>
        {line.order_id && (
          <Link className="link" to="/orders/$id" params={{ id: line.order_id }}>
            {commonTexts.openOrder}
          </Link>
        )}
      </Group>
      <Text size="sm">{line.details}</Text>
      {line.note && (
        <Text size="sm" c="dimmed">
          {line.note} · {line.decided_by}
        </Text>
      )}
      {wrong && (
        <Text size="sm" c="var(--danger)" role="alert">
          {wordsOf(wrong)}
        </Text>
      )}
      {line.state === 'open' && (
        <Group gap="xs" mt={4}>
          {line.suggestions.map((each) => (
            <Button
              key={each.order_id}
              variant={each.reason === 'reference' ? 'filled' : 'default'}
              loading={match.isPending}
              onClick={() => match.mutate(each.order_id)}
            >
              {commonTexts.order(each.order_number)} · {each.customer} ·{' '}
              <span style={{ margin: '0 4px' }}>
                <Amount value={each.due} />
              </span>{' '}
              ({texts.matchReasons[each.reason]})
            </Button>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              byNumber.mutate();
            }}
          >
            <Group gap={4}>
              <TextInput
                aria-label={texts.orderNumber}
                placeholder={texts.orderNumber}
                w={130}
                value={number}
                onChange={(e) => setNumber(e.currentTarget.value)}
              />
              <Button type="submit" variant="default" disabled={!number.trim()} loading={byNumber.isPending}>
                {texts.matchIt}
              </Button>
            </Group>
          </form>
          <Button variant="subtle" onClick={() => setIgnoring(true)}>
            {texts.noOrdersMoney}
          </Button>
        </Group>
      )}
      <AskReason
        title={texts.noOrdersMoney}
        opened={ignoring}
        pending={ignore.isPending}
        onClose={() => setIgnoring(false)}
        onConfirm={(reason) => ignore.mutate(reason, { onSettled: () => setIgnoring(false) })}
      />
    </div>
  );
}
