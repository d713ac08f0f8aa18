// Money leaves only after it was shown exactly what will happen.

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { lei, typedAmount } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/payments';
import { texts as statusTexts } from '../../common/texts/admin/settings/statuses';
import { api, wordsOf } from '../frame/client';
import { Amount } from '../parts/words';

interface Props {
  payment: Schemas['PaymentView'];
  onClose: () => void;
  onDone: () => void;
}

export function RefundDialog({ payment, onClose, onDone }: Props) {
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const amount = typedAmount(text);
  const all = text.trim() === '';
  const preview = useQuery({
    queryKey: ['refund-preview', payment.id, amount],
    enabled: all || amount !== undefined,
    meta: { quiet: true },
    retry: false,
    queryFn: () =>
      take(api.GET('/api/v1/payments/{id}/refund', { params: { path: { id: payment.id }, query: { amount } } })),
  });
  const refund = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/payments/{id}/refund', {
          params: { path: { id: payment.id } },
          body: { ...(amount ? { amount: lei(amount) } : {}), reason },
        }),
      ),
    onSuccess: onDone,
  });
  const wrong =
    !all && amount === undefined
      ? commonTexts.amountLike
      : preview.error instanceof Problem
        ? wordsOf(preview.error)
        : undefined;
  const what = preview.data;
  return (
    <Modal opened onClose={onClose} title={texts.refund} closeButtonProps={{ 'aria-label': commonTexts.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          refund.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={commonTexts.amount}
            rightSection="lei"
            inputMode="decimal"
            data-autofocus
            value={text}
            placeholder={texts.allOfIt}
            error={wrong}
            readOnly={!payment.allowed.partial_refund}
            onChange={(e) => setText(e.currentTarget.value)}
          />
          <TextInput
            label={commonTexts.reason}
            required
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          {what && (
            <Alert variant="light" color="blue" title={texts.whatWillHappen}>
              <ul style={{ margin: 0, paddingLeft: 18 }}>
                <li>
                  <Amount value={what.back} /> {what.way ? texts.goesBackThrough(what.way) : texts.goesBackByHand}
                </li>
                <li>
                  {texts.leftOfPayment}: <Amount value={what.left} />
                </li>
                <li>
                  {texts.paymentBecomes}: {statusTexts.stages[what.payment_stage]}
                </li>
                {what.invoice && <li>{texts.invoiceStays(what.invoice)}</li>}
              </ul>
            </Alert>
          )}
          {refund.isError && (
            <Alert color="red" role="alert">
              {wordsOf(refund.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button
              type="submit"
              color="red.9"
              loading={refund.isPending}
              disabled={!what || !!wrong || !reason.trim()}
            >
              {what ? (
                <>
                  {texts.refund}{' '}
                  <span style={{ marginLeft: 6 }}>
                    <Amount value={what.back} />
                  </span>
                </>
              ) : (
                <Text>{texts.refund}</Text>
              )}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
