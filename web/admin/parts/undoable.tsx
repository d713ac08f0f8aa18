import { Button, Group, Text } from '@mantine/core';
import { t } from '../../common/texts/admin';

/** A word about what was done, with the way back. Ctrl+Z takes it too, while it is there. */
export function undoable(message: string, undo: () => void) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button variant="default" data-undo onClick={undo}>
        {t.undo}
      </Button>
    </Group>
  );
}
