// `?` shows the keys; `g` and a letter go to a page; Ctrl+Z takes back what a word on the screen still offers to undo.

import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/frame';

export function Keys() {
  const [opened, help] = useDisclosure();
  const navigate = useNavigate();
  const went = useRef(0);
  const after = (path: string, otherwise?: () => void) => () => {
    if (Date.now() - went.current < 1200) void navigate({ to: path });
    else otherwise?.();
    went.current = 0;
  };
  useHotkeys([
    ['shift+?', help.open],
    ['shift+/', help.open],
    ['?', help.open],
    [
      'g',
      () => {
        went.current = Date.now();
      },
    ],
    ['o', after('/orders')],
    ['d', after('/dashboard')],
    ['u', after('/customers')],
    ['b', after('/packing')],
    ['mod+z', () => document.querySelector<HTMLElement>('[data-undo]')?.click()],
  ]);
  return (
    <Modal
      opened={opened}
      onClose={help.close}
      title={texts.keysTitle}
      closeButtonProps={{ 'aria-label': commonTexts.close }}
    >
      <Table>
        <Table.Tbody>
          {texts.keyList.map(([keys, meaning]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                {keys.split(' ').map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
