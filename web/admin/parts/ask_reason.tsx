// What leaves the building is asked for once more, with a reason that goes on the record.

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { texts } from '../../common/texts/admin/common';

interface Props {
  title: string;
  hint?: string;
  colour?: string;
  opened: boolean;
  pending: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}

export function AskReason({ title, hint, colour, opened, pending, onClose, onConfirm }: Props) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason);
        }}
      >
        <Stack gap="sm">
          {hint && <Text size="sm">{hint}</Text>}
          <Textarea
            label={texts.reason}
            required
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" color={colour} loading={pending} disabled={!reason.trim()}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
