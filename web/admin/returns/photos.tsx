// How the goods looked: what the buyer sent, and what came.

import { FileButton, Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Schemas } from '../../common/api';
import { texts } from '../../common/texts/admin/returns';
import { answerOf, send } from '../../common/send_file';
import { useMay } from '../frame/session';
import { changed } from './changed';

type Return = Schemas['ReturnView'];

export function Photos({ rma }: { rma: Return }) {
  const may = useMay()('orders.edit') && !['refused', 'cancelled', 'closed', 'given_back'].includes(rma.state);
  const add = useMutation({
    mutationFn: async (files: File[]) => {
      for (const file of files) await answerOf<Return>(await send(`/api/v1/returns/${rma.id}/photos`, file));
    },
    ...changed(rma.order_id),
  });
  if (rma.photos.length === 0 && !may) return null;
  return (
    <Group gap="xs" my={4}>
      {rma.photos.map((photo, i) => (
        <a
          key={photo.id}
          target="_blank"
          rel="noreferrer"
          href={`/api/v1/returns/${rma.id}/photos/${photo.id}`}
          title={photo.by_buyer ? texts.byBuyer : undefined}
        >
          <img
            className="photo"
            src={`/api/v1/returns/${rma.id}/photos/${photo.id}`}
            alt={`${texts.photo(i + 1)}${photo.by_buyer ? `, ${texts.byBuyer}` : ''}`}
            loading="lazy"
          />
        </a>
      ))}
      {may && (
        <FileButton
          multiple
          accept="image/png,image/jpeg,image/webp"
          onChange={(files) => files.length > 0 && add.mutate(files)}
        >
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" loading={add.isPending}>
              {texts.addPhoto}
            </Button>
          )}
        </FileButton>
      )}
    </Group>
  );
}
