import { Button, Group, Text } from '@mantine/core';
import { texts } from '../../common/texts/admin/common';

/** A word about what was done, with the way back. Ctrl+Z takes it too, while it is there. */
export function undoable(message: string, undo: () => void) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button variant="default" data-undo onClick={undo}>
        {texts.undo}
      </Button>
    </Group>
  );
}
