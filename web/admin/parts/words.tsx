// Small words that stand in many places: an amount, a status, an age.

import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { Money, Schemas } from '../../common/api';
import { age, isNegative, money, time } from '../../common/format';
import { texts } from '../../common/texts/admin/common';

export function Amount({ value }: { value: Money }) {
  return <span className={isNegative(value) ? 'nowrap negative' : 'nowrap'}>{money(value)}</span>;
}

export function StatusChip({ status }: { status: Pick<Schemas['StatusRef'], 'name' | 'colour'> }) {
  return (
    <span className="chip" data-colour={status.colour}>
      {status.name}
    </span>
  );
}

export function Age({ at }: { at: string }) {
  return (
    <time dateTime={at} title={time(at)} className="muted nowrap">
      {age(at)}
    </time>
  );
}

export function Copy({ text, label }: { text: string; label?: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon
          size={24}
          color="gray"
          onClick={copy}
          aria-label={`${copied ? texts.copied : texts.copy}: ${label ?? text}`}
        >
          {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
