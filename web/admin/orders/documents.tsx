import { Button, Card, Group, Modal, Text, Title } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import type { Money } from '../../common/api';
import { t } from '../../common/texts/admin';
import { FilingChip } from '../books/filings';
import { AskReason } from '../parts/ask_reason';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import type { Order, OrderActions } from './actions';
import { Wide } from '../parts/wide';

/** In bani; the text has two places. */
const cents = (amount: Money) => Number(amount.amount.replace('.', ''));

export function DocumentsCard({ order, actions }: { order: Order; actions: OrderActions }) {
  const may = useMay();
  const [reversing, setReversing] = useState<string>();
  const [shown, setShown] = useState<string>();
  const reversed = new Set(order.invoices.map((each) => each.storno_of));
  // A storno of a part, such as of goods that came back, leaves the invoice standing.
  const takenBack = (id: string) =>
    order.invoices.filter((each) => each.storno_of === id).reduce((sum, each) => sum - cents(each.gross), 0);
  const live = order.invoices.some(
    (each) => each.kind === 'invoice' && !(reversed.has(each.id) && takenBack(each.id) === cents(each.gross)),
  );
  const cancelled = order.statuses.order.stage === 'cancelled';
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t.documents}</Title>
        <Group gap="xs">
          {may('invoices.issue') && !live && !cancelled && (
            <>
              <Button loading={actions.invoice.isPending} onClick={() => actions.invoice.mutate('invoice')}>
                {t.issueInvoice}
              </Button>
              <Button
                variant="default"
                disabled={actions.invoice.isPending}
                onClick={() => actions.invoice.mutate('proforma')}
              >
                {t.issueProforma}
              </Button>
            </>
          )}
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/transport-sheet.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {t.transportSheet}
          </Button>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/packing-slip.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {t.packingSlip}
          </Button>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/warranty-certificate.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {t.warrantyCertificate}
          </Button>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/return-form.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {t.returnForm}
          </Button>
        </Group>
      </Group>
      {order.invoices.length === 0 && <Text c="dimmed">{t.noDocuments}</Text>}
      {order.invoices.length > 0 && (
        <Wide>
          <table className="grid">
            <tbody>
              {order.invoices.map((invoice) => (
                <tr key={invoice.id}>
                  <td>
                    <a className="link" href={`/api/v1/invoices/${invoice.id}.pdf`} target="_blank" rel="noreferrer">
                      {t.invoiceKinds[invoice.kind]} {invoice.series} {invoice.number}
                    </a>
                  </td>
                  <td className="muted">{invoice.issued_on}</td>
                  <td>{invoice.efactura && <FilingChip state={invoice.efactura} />}</td>
                  <td className="num">
                    <Amount value={invoice.gross} />
                  </td>
                  <td className="num">
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      onClick={() => setShown(`/api/v1/invoices/${invoice.id}.pdf`)}
                    >
                      {t.preview}
                    </Button>
                    {invoice.kind !== 'proforma' && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        component="a"
                        download
                        href={`/api/v1/invoices/${invoice.id}.xml`}
                      >
                        e-Factura
                      </Button>
                    )}
                    {invoice.kind === 'invoice' && !reversed.has(invoice.id) && may('invoices.issue') && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        c="var(--danger)"
                        onClick={() => setReversing(invoice.id)}
                      >
                        {t.storno}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <Modal
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={t.preview}
        size="xl"
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <iframe className="paper" src={shown} title={t.preview} />
      </Modal>
      <AskReason
        title={t.stornoTitle}
        hint={t.stornoWarning}
        colour="red.9"
        opened={reversing !== undefined}
        pending={actions.storno.isPending}
        onClose={() => setReversing(undefined)}
        onConfirm={(reason) =>
          actions.storno.mutate({ invoice: reversing!, reason }, { onSettled: () => setReversing(undefined) })
        }
      />
    </Card>
  );
}
