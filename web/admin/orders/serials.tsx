// Which pieces were sold: the serial numbers of a line, as the warranty certificate names them.

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts } from '../../common/texts/admin/orders/shipments';
import { useMay } from '../frame/session';
import type { Order, OrderActions } from './actions';

interface Props {
  line: Order['lines'][number];
  actions: OrderActions;
}

export function Serials({ line, actions }: Props) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const may = useMay()('shipments.send');
  if (line.serials.length === 0 && !(may && line.warranty_months > 0)) return null;
  const show = () => {
    setText(line.serials.join('\n'));
    setOpen(true);
  };
  const serials = text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
  const wrong =
    serials.length > Number(line.quantity)
      ? texts.serialsTooMany
      : new Set(serials).size < serials.length
        ? texts.serialsTwice
        : undefined;
  const save = () => wrong || actions.serials.mutate({ sku: line.sku, serials }, { onSuccess: () => setOpen(false) });
  return (
    <span className="muted">
      {line.serials.length > 0 && (
        <>
          {texts.serials}: {line.serials.join(', ')}{' '}
        </>
      )}
      {may && (
        <Button size="compact-xs" variant="subtle" aria-label={`${texts.serials}: ${line.name}`} onClick={show}>
          {line.serials.length > 0 ? orderTexts.edit : texts.serials}
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={`${texts.serials}: ${line.name}`}
        closeButtonProps={{ 'aria-label': commonTexts.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {texts.serialsHint}
            </Text>
            <Textarea
              label={texts.serials}
              autosize
              minRows={3}
              maxRows={20}
              data-autofocus
              error={wrong}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                {commonTexts.cancel}
              </Button>
              <Button type="submit" loading={actions.serials.isPending}>
                {commonTexts.save}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </span>
  );
}
