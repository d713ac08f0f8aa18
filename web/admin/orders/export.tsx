// All orders that match as a file. It is read as it comes, so that one sees how far it is and can stop it.

import { Button, Group, Menu, Progress, Text } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { ownHeaders } from '../../common/api';
import { texts } from '../../common/texts/admin/orders/list';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { complain, tell } from '../frame/client';
import type { Filters } from './filters';

const newline = 10;

async function download(
  kind: 'csv' | 'xlsx',
  filters: Filters,
  signal: AbortSignal,
  onRows: (rows: number, bytes: number) => void,
) {
  const response = await fetch(`/api/v1/orders.${kind}?${new URLSearchParams(filters)}`, {
    signal,
    headers: ownHeaders(),
  });
  if (!response.ok) throw new Error((await response.json()).detail);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let rows = -1,
    bytes = 0; // the first line is the header
  for (const reader = response.body!.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bytes += value.length;
    if (kind === 'csv') for (const byte of value) if (byte === newline) ++rows;
    onRows(rows, bytes);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pieces, { type: response.headers.get('content-type') ?? '' }));
  link.download = `${pageTexts.orders.toLowerCase()}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function ExportMenu({ filters }: { filters: Filters }) {
  const [progress, setProgress] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  const start = async (kind: 'csv' | 'xlsx') => {
    stop.current = new AbortController();
    setProgress(texts.exporting);
    try {
      await download(kind, filters, stop.current.signal, (rows, bytes) =>
        setProgress(
          kind === 'csv' ? texts.exportedRows(Math.max(0, rows)) : texts.exportedBytes(Math.round(bytes / 1024)),
        ),
      );
      tell(texts.exported);
    } catch (error) {
      if (!stop.current.signal.aborted) complain(error);
    }
    setProgress(undefined);
  };
  if (progress)
    return (
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" role="status">
          {progress}
        </Text>
        <Progress value={100} animated w={60} aria-label={texts.exporting} />
        <Button variant="subtle" color="gray" leftSection={<IconX size={14} />} onClick={() => stop.current?.abort()}>
          {texts.stop}
        </Button>
      </Group>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconDownload size={14} />}>
          {texts.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void start('csv')}>CSV</Menu.Item>
        <Menu.Item onClick={() => void start('xlsx')}>XLSX</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
