// Which pieces were sold: the serial numbers of a line, as the warranty certificate names them.

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../common/texts/admin';
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
      ? t.serialsTooMany
      : new Set(serials).size < serials.length
        ? t.serialsTwice
        : undefined;
  const save = () => wrong || actions.serials.mutate({ sku: line.sku, serials }, { onSuccess: () => setOpen(false) });
  return (
    <span className="muted">
      {line.serials.length > 0 && (
        <>
          {t.serials}: {line.serials.join(', ')}{' '}
        </>
      )}
      {may && (
        <Button size="compact-xs" variant="subtle" aria-label={`${t.serials}: ${line.name}`} onClick={show}>
          {line.serials.length > 0 ? t.edit : t.serials}
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={`${t.serials}: ${line.name}`}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {t.serialsHint}
            </Text>
            <Textarea
              label={t.serials}
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
                {t.cancel}
              </Button>
              <Button type="submit" loading={actions.serials.isPending}>
                {t.save}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </span>
  );
}
