import { ActionIcon, Button, Card, Group, TextInput, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { useMay } from '../frame/session';
import type { Order, OrderActions } from './actions';

export function TagsCard({ order, actions }: { order: Order; actions: OrderActions }) {
  const [tag, setTag] = useState('');
  const may = useMay();
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.tags}
      </Title>
      <Group gap={6} mb="xs">
        {order.tags.map((each) => (
          <span key={each} className="tag">
            {each}
            {may('orders.edit') && (
              <ActionIcon
                size={24}
                color="gray"
                aria-label={`${commonTexts.remove}: ${each}`}
                onClick={() => actions.untag.mutate(each)}
              >
                <IconX size={12} />
              </ActionIcon>
            )}
          </span>
        ))}
      </Group>
      {may('orders.edit') && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            actions.tag.mutate(tag, { onSuccess: () => setTag('') });
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <TextInput
              aria-label={texts.newTag}
              placeholder={texts.newTag}
              value={tag}
              onChange={(e) => setTag(e.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={!tag.trim()}>
              {commonTexts.add}
            </Button>
          </Group>
        </form>
      )}
    </Card>
  );
}
