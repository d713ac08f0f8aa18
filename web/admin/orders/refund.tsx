// Money leaves only after it was shown exactly what will happen.

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { lei, typedAmount } from '../../common/format';
import { t } from '../../common/texts/admin';
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
    !all && amount === undefined ? t.amountLike : preview.error instanceof Problem ? wordsOf(preview.error) : undefined;
  const what = preview.data;
  return (
    <Modal opened onClose={onClose} title={t.refund} closeButtonProps={{ 'aria-label': t.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          refund.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t.amount}
            rightSection="lei"
            inputMode="decimal"
            data-autofocus
            value={text}
            placeholder={t.allOfIt}
            error={wrong}
            readOnly={!payment.allowed.partial_refund}
            onChange={(e) => setText(e.currentTarget.value)}
          />
          <TextInput label={t.reason} required value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
          {what && (
            <Alert variant="light" color="blue" title={t.whatWillHappen}>
              <ul style={{ margin: 0, paddingLeft: 18 }}>
                <li>
                  <Amount value={what.back} /> {what.way ? t.goesBackThrough(what.way) : t.goesBackByHand}
                </li>
                <li>
                  {t.leftOfPayment}: <Amount value={what.left} />
                </li>
                <li>
                  {t.paymentBecomes}: {t.stages[what.payment_stage]}
                </li>
                {what.invoice && <li>{t.invoiceStays(what.invoice)}</li>}
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
              {t.cancel}
            </Button>
            <Button
              type="submit"
              color="red.9"
              loading={refund.isPending}
              disabled={!what || !!wrong || !reason.trim()}
            >
              {what ? (
                <>
                  {t.refund}{' '}
                  <span style={{ marginLeft: 6 }}>
                    <Amount value={what.back} />
                  </span>
                </>
              ) : (
                <Text>{t.refund}</Text>
              )}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
