// A customer: what they bought, paid and got invoices for, and what the shop knows of them.

import { Alert, Anchor, Button, Card, Group, Modal, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { day, time } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/customers';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { texts as listTexts } from '../../common/texts/admin/orders/list';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount, StatusChip } from '../parts/words';
import { useMay } from '../frame/session';

type Customer = Schemas['Customer'];

export function CustomerPage() {
  const { id } = useParams({ from: '/shell/customers/$id' });
  const customer = useQuery({
    queryKey: ['customer', id],
    queryFn: () => take(api.GET('/api/v1/customers/{id}', { params: { path: { id } } })),
  });
  const story = useQuery({
    queryKey: ['customer', id, 'story'],
    queryFn: () => take(api.GET('/api/v1/customers/{id}/story', { params: { path: { id } } })),
  });
  const may = useMay();
  if (customer.isError) return <Broken error={customer.error} />;
  if (customer.isPending) return <Loading />;
  const figures = story.data?.figures;
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/customers" size="sm">
        ← {pageTexts.customers}
      </Anchor>
      <Title order={1}>{customer.data.name}</Title>
      {figures && (
        <div className="tiles">
          <Tile label={pageTexts.orders} value={String(figures.orders)} />
          <Tile label={texts.ordered} value={<Amount value={figures.ordered} />} />
          <Tile label={commonTexts.paid} value={<Amount value={figures.paid} />} />
          {may('profit.read') && <Tile label={commonTexts.profit} value={<Amount value={figures.net_profit} />} />}
          <Tile label={listTexts.viewNames.returned} value={String(figures.returned)} />
          <Tile label={texts.lastOrder} value={figures.last_at ? day(figures.last_at) : '–'} />
        </div>
      )}
      <div className="beside">
        <Stack gap="sm">
          <Card>
            <Title order={2} mb="xs">
              {pageTexts.orders}
            </Title>
            {story.isPending ? (
              <Loading rows={3} />
            ) : (
              <Wide>
                <table className="grid">
                  <tbody>
                    {story.data?.orders.map((order) => (
                      <tr key={order.id}>
                        <td className="nowrap">
                          <Link className="link" to="/orders/$id" params={{ id: order.id }}>
                            {order.number}
                          </Link>
                        </td>
                        <td className="nowrap muted">{time(order.placed_at)}</td>
                        <td className="ellipsis">{order.lines}</td>
                        <td>
                          <StatusChip status={order.statuses.order} />
                        </td>
                        <td>
                          <StatusChip status={order.statuses.payment} />
                        </td>
                        <td className="num">
                          <Amount value={order.total} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {story.data?.orders.length === 0 && <Empty>{texts.noOrdersYet}</Empty>}
              </Wide>
            )}
          </Card>
          <Card>
            <Title order={2} mb="xs">
              {pageTexts.invoices}
            </Title>
            {story.data?.invoices.length === 0 && <Empty>{invoiceTexts.noInvoices}</Empty>}
            {story.data?.invoices.map((invoice) => (
              <Group key={invoice.id} justify="space-between" mih={28}>
                <a className="link" href={`/api/v1/invoices/${invoice.id}.pdf`} target="_blank" rel="noreferrer">
                  {invoiceTexts.invoiceKinds[invoice.kind]} {invoice.series} {invoice.number}
                </a>
                <span className="muted">{invoice.issued_on}</span>
                <Amount value={invoice.gross} />
              </Group>
            ))}
          </Card>
        </Stack>
        <CustomerForm key={customer.data.version} customer={customer.data} readOnly={!may('customers.edit')} />
      </div>
    </Stack>
  );
}

export function Tile({ label, value, note }: { label: string; value: React.ReactNode; note?: React.ReactNode }) {
  return (
    <div className="tile">
      <div className="muted">{label}</div>
      <div className="figure">{value}</div>
      {note && <div className="note">{note}</div>}
    </div>
  );
}

/** What the law lets go is taken out for good, so it is asked twice. */
function Forget({ id }: { id: string }) {
  const [asking, setAsking] = useState(false);
  const forget = useMutation({
    mutationFn: () => take(api.POST('/api/v1/customers/{id}/forget', { params: { path: { id } } })),
    onSuccess: (after) => {
      tell(texts.forgotten);
      queryClient.setQueryData(['customer', id], after);
      void queryClient.invalidateQueries({ queryKey: ['notices'] });
    },
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button variant="default" c="var(--danger)" onClick={() => setAsking(true)}>
        {texts.forget}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={texts.forget}
        closeButtonProps={{ 'aria-label': commonTexts.close }}
      >
        <Stack gap="sm">
          <Text size="sm">{texts.forgetHint}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {commonTexts.cancel}
            </Button>
            <Button color="red.9" loading={forget.isPending} onClick={() => forget.mutate()}>
              {texts.forget}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function CustomerForm({ customer, readOnly }: { customer: Customer; readOnly: boolean }) {
  const [form, setForm] = useState(customer);
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.PATCH('/api/v1/customers/{id}', {
          params: { path: { id: customer.id } },
          headers: { 'If-Match': `"${customer.version}"` },
          body: {
            name: form.name,
            email: form.email,
            phone: form.phone,
            note: form.note,
            customer_group: form.customer_group,
          },
        }),
      ),
    onSuccess: (saved) => {
      tell(commonTexts.saved);
      queryClient.setQueryData(['customer', customer.id], saved);
      void queryClient.invalidateQueries({ queryKey: ['customers'] });
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <Card>
      <Title order={2} mb="xs">
        {commonTexts.customer}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="xs">
          {save.isError && (
            <Alert color="red" role="alert">
              {wordsOf(save.error)}
            </Alert>
          )}
          <TextInput
            label={commonTexts.name}
            required
            readOnly={readOnly}
            value={form.name}
            error={at('name')}
            onChange={(e) => setForm({ ...form, name: e.currentTarget.value })}
          />
          <TextInput
            label={commonTexts.email}
            required
            readOnly={readOnly}
            value={form.email}
            error={at('email')}
            onChange={(e) => setForm({ ...form, email: e.currentTarget.value })}
          />
          <TextInput
            label={commonTexts.phone}
            readOnly={readOnly}
            value={form.phone}
            error={at('phone')}
            onChange={(e) => setForm({ ...form, phone: e.currentTarget.value })}
          />
          {customer.company && (
            <div className="muted">
              {customer.company.name} · {customer.company.cui}
            </div>
          )}
          {customer.address && (
            <div className="muted">
              {customer.address.street}, {customer.address.locality}, {customer.address.county}
            </div>
          )}
          <TextInput
            label={commonTexts.customerGroup}
            readOnly={readOnly}
            value={form.customer_group}
            onChange={(e) => setForm({ ...form, customer_group: e.currentTarget.value })}
          />
          <Textarea
            label={commonTexts.note}
            autosize
            minRows={2}
            readOnly={readOnly}
            value={form.note}
            onChange={(e) => setForm({ ...form, note: e.currentTarget.value })}
          />
          {!readOnly && (
            <Group justify="space-between">
              <Forget id={customer.id} />
              <Button type="submit" loading={save.isPending}>
                {commonTexts.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}
