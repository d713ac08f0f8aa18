// Companies that pay on invoice: who asks, what each may owe, and the statement of what it owes.

import { Button, Card, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { day, isZero } from '../../common/format';
import type { CreditState } from '../../common/codes';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/customers';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { api } from '../frame/client';
import { parseAmount } from '../parts/amount';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from '../settings/form';

type Statement = Schemas['Statement'];

const colours: Record<CreditState, string> = { asked: 'amber', granted: 'green', refused: 'grey', stopped: 'red' };

export function CreditsPage() {
  const query = useQuery({ queryKey: ['credits'], queryFn: () => take(api.GET('/api/v1/credit-statements')) });
  const [open, setOpen] = useState<string>();
  const may = useMay()('customers.edit');
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  const chosen = query.data.items.find((each) => each.credit.id === open);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{texts.credits}</Title>
        {may && (
          <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {texts.newCredit}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {texts.creditsHint}
      </Text>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.company}</th>
              <th>CUI</th>
              <th>{commonTexts.colStatus}</th>
              <th className="num">{texts.creditLimit}</th>
              <th className="num">{texts.creditDays}</th>
              <th className="num">{texts.owes}</th>
              <th className="num">{texts.creditLeft}</th>
            </tr>
          </thead>
          <tbody>
            {query.data.items.map(({ credit, open: owed, left, overdue }) => (
              <tr key={credit.id}>
                <td>
                  <Button variant="subtle" onClick={() => setOpen(credit.id)}>
                    {credit.name}
                  </Button>
                </td>
                <td>{credit.cui}</td>
                <td>
                  <span className="chip" data-colour={overdue ? 'red' : colours[credit.state]}>
                    {texts.creditStates[credit.state]}
                  </span>
                </td>
                <td className="num">
                  <Amount value={credit.credit_limit} />
                </td>
                <td className="num">{credit.days}</td>
                <td className="num">
                  <Amount value={owed} />
                </td>
                <td className="num">
                  <Amount value={left} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {query.data.items.length === 0 && <Empty>{texts.noCredits}</Empty>}
      {chosen && <OpenOrders statement={chosen} />}
      {open && may && (
        <CreditForm
          key={`${open}${chosen?.credit.version}`}
          credit={chosen?.credit}
          onDone={() => setOpen(undefined)}
        />
      )}
    </Stack>
  );
}

function OpenOrders({ statement }: { statement: Statement }) {
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>
          {texts.statement} · {statement.credit.name}
        </Title>
        <Button
          variant="default"
          component="a"
          target="_blank"
          href={`/api/v1/credits/${statement.credit.id}/statement.pdf`}
        >
          PDF
        </Button>
      </Group>
      {statement.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.nothingOwed}
        </Text>
      ) : (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{invoiceTexts.invoiceKinds.invoice}</th>
                <th>{commonTexts.colOrder}</th>
                <th>{commonTexts.date}</th>
                <th>{texts.dueOn}</th>
                <th />
                <th className="num">{commonTexts.total}</th>
                <th className="num">{commonTexts.due}</th>
              </tr>
            </thead>
            <tbody>
              {statement.items.map((each) => (
                <tr key={each.order_id}>
                  <td className="nowrap">{each.invoice}</td>
                  <td>
                    <Link className="link" to="/orders/$id" params={{ id: each.order_id }}>
                      {each.order_number}
                    </Link>{' '}
                    <span className="muted">{each.purchase_order}</span>
                  </td>
                  <td>{day(each.placed_on)}</td>
                  <td>{day(each.due_on)}</td>
                  <td>
                    <span className="chip" data-colour={each.days_late > 0 ? 'red' : 'grey'}>
                      {texts.lateBy(each.days_late)}
                    </span>
                  </td>
                  <td className="num">
                    <Amount value={each.total} />
                  </td>
                  <td className="num">
                    <strong>
                      <Amount value={each.due} />
                    </strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {!isZero(statement.open) && (
        <Text size="sm" ta="right" mt="xs">
          {texts.owes}:{' '}
          <strong>
            <Amount value={statement.open} />
          </strong>
        </Text>
      )}
    </Card>
  );
}

function CreditForm({ credit, onDone }: { credit?: Schemas['Credit']; onDone: () => void }) {
  const form = useForm({
    initial: {
      cui: credit?.cui ?? '',
      name: credit?.name ?? '',
      state: credit?.state === 'asked' || !credit ? 'granted' : credit.state,
      limit: credit?.credit_limit.amount.replace('.', ',') ?? '',
      days: credit?.days ?? 30,
      note: credit?.note ?? '',
    },
    stale: ['credits', 'notices'],
    onSaved: onDone,
    save: ({ cui, name, state, limit, days, note }) => {
      const body = {
        cui,
        name,
        state: state as Schemas['Credit']['state'],
        credit_limit: parseAmount(limit, 'credit_limit'),
        days,
        note,
      };
      return credit
        ? take(
            api.PATCH('/api/v1/credits/{id}', {
              params: { path: { id: credit.id } },
              headers: { 'If-Match': `"${credit.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/credits', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }));
    },
  });
  const { value, set, at } = form;
  return (
    <Card>
      <Title order={2} mb="xs">
        {credit?.name ?? texts.newCredit}
      </Title>
      <form onSubmit={form.submit}>
        <div className="form">
          <TextInput
            label="CUI"
            required
            readOnly={credit !== undefined}
            value={value.cui}
            error={at('cui')}
            onChange={(e) => set({ cui: e.currentTarget.value })}
          />
          <TextInput
            label={commonTexts.company}
            required
            value={value.name}
            error={at('name')}
            onChange={(e) => set({ name: e.currentTarget.value })}
          />
          <Select
            label={commonTexts.colStatus}
            allowDeselect={false}
            value={value.state}
            data={(['granted', 'refused', 'stopped'] as const).map((state) => ({
              value: state,
              label: texts.creditStates[state],
            }))}
            onChange={(state) => set({ state: (state ?? 'granted') as typeof value.state })}
          />
          <TextInput
            label={texts.creditLimit}
            rightSection="lei"
            required
            inputMode="decimal"
            value={value.limit}
            error={at('credit_limit')}
            onChange={(e) => set({ limit: e.currentTarget.value })}
          />
          <NumberInput
            label={texts.creditDays}
            min={0}
            max={365}
            value={value.days}
            error={at('days')}
            onChange={(days) => set({ days: Number(days) })}
          />
          <TextInput
            label={commonTexts.note}
            value={value.note}
            onChange={(e) => set({ note: e.currentTarget.value })}
          />
        </div>
        <Stack gap="xs" mt="sm">
          <FormFoot form={form}>
            <Button variant="default" onClick={onDone}>
              {commonTexts.cancel}
            </Button>
          </FormFoot>
        </Stack>
      </form>
    </Card>
  );
}
