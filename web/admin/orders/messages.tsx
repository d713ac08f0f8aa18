import { Button, Card, Collapse, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../common/api';
import { time } from '../../common/format';
import type { MessageState } from '../../common/codes';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import type { Order, OrderActions } from './actions';

const colours: Record<MessageState, string> = { waiting: 'amber', sent: 'green', failed: 'red' };

interface Told {
  channel: Schemas['MessageView']['channel'];
  state: MessageState;
  fate: Schemas['MessageView']['fate'];
  parts: number;
  gather_until?: string;
  sent_with?: string;
}

function wordOf(message: Told) {
  if (message.sent_with && message.state === 'sent') return texts.sentWithAnother;
  if (message.sent_with) return texts.goesWithAnother;
  return message.gather_until ? texts.gathers(time(message.gather_until)) : commonTexts.messageStates[message.state];
}

/** How a message went: by what, whether it left, and whether the phone got it. */
export function MessageChips({ message }: { message: Told }) {
  const reached = message.fate === 'delivered' || message.fate === 'undelivered';
  return (
    <>
      {message.channel === 'sms' && (
        <Text size="sm" c="dimmed" className="nowrap">
          SMS · {commonTexts.smsParts(message.parts)}
        </Text>
      )}
      {reached ? (
        <span className="chip" data-colour={message.fate === 'delivered' ? 'green' : 'red'}>
          {texts.smsFates[message.fate]}
        </span>
      ) : (
        <span className="chip" data-colour={colours[message.state]}>
          {wordOf(message)}
        </span>
      )}
    </>
  );
}

export function MessagesCard({ order, actions }: { order: Order; actions: OrderActions }) {
  const [open, setOpen] = useState<string>();
  return (
    <Card>
      <Title order={2} mb="xs">
        {pageTexts.messages}
      </Title>
      {order.messages.length === 0 && <Text c="dimmed">{commonTexts.noMessages}</Text>}
      {order.messages.map((message) => (
        <div key={message.id}>
          <Group justify="space-between" mih={32} wrap="nowrap">
            <UnstyledButton
              aria-expanded={open === message.id}
              onClick={() => setOpen(open === message.id ? undefined : message.id)}
              className="ellipsis"
            >
              {message.subject}
            </UnstyledButton>
            <Group gap="xs" justify="flex-end">
              <MessageChips message={message} />
              {message.sent_at && (
                <Text size="sm" c="dimmed" className="nowrap">
                  {time(message.sent_at)}
                </Text>
              )}
              <Button
                size="compact-xs"
                variant="subtle"
                loading={actions.resend.isPending}
                onClick={() => actions.resend.mutate(message.id)}
              >
                {commonTexts.resend}
              </Button>
            </Group>
          </Group>
          {message.error && (
            <Text size="sm" className="negative">
              {message.error}
            </Text>
          )}
          <Collapse expanded={open === message.id}>
            <Text size="sm" c="dimmed">
              {message.recipient}
            </Text>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} mb="sm">
              {message.body}
            </Text>
          </Collapse>
        </div>
      ))}
      {order.jobs.length > 0 && (
        <>
          <Title order={3} mt="sm">
            {texts.pendingJobs}
          </Title>
          {order.jobs.map((job) => (
            <Text key={job.id} size="sm">
              {job.kind} · {job.attempts} {job.last_error && <span className="negative">{job.last_error}</span>}
            </Text>
          ))}
        </>
      )}
    </Card>
  );
}
