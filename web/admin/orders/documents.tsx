import { Button, Card, Group, Modal, Text, Title } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import type { Money } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { texts } from '../../common/texts/admin/orders/order';
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
        <Title order={2}>{texts.documents}</Title>
        <Group gap="xs">
          {may('invoices.issue') && !live && !cancelled && (
            <>
              <Button loading={actions.invoice.isPending} onClick={() => actions.invoice.mutate('invoice')}>
                {texts.issueInvoice}
              </Button>
              <Button
                variant="default"
                disabled={actions.invoice.isPending}
                onClick={() => actions.invoice.mutate('proforma')}
              >
                {texts.issueProforma}
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
            {texts.transportSheet}
          </Button>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/packing-slip.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {texts.packingSlip}
          </Button>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/warranty-certificate.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {texts.warrantyCertificate}
          </Button>
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={`/api/v1/orders/${order.id}/return-form.pdf`}
            leftSection={<IconFileText size={14} />}
          >
            {texts.returnForm}
          </Button>
        </Group>
      </Group>
      {order.invoices.length === 0 && <Text c="dimmed">{texts.noDocuments}</Text>}
      {order.invoices.length > 0 && (
        <Wide>
          <table className="grid">
            <tbody>
              {order.invoices.map((invoice) => (
                <tr key={invoice.id}>
                  <td>
                    <a className="link" href={`/api/v1/invoices/${invoice.id}.pdf`} target="_blank" rel="noreferrer">
                      {invoiceTexts.invoiceKinds[invoice.kind]} {invoice.series} {invoice.number}
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
                      {texts.preview}
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
                        {texts.storno}
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
        title={texts.preview}
        size="xl"
        closeButtonProps={{ 'aria-label': commonTexts.close }}
      >
        <iframe className="paper" src={shown} title={texts.preview} />
      </Modal>
      <AskReason
        title={texts.stornoTitle}
        hint={texts.stornoWarning}
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
