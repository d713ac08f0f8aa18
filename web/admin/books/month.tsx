// The month that a tab of the books shows, kept in the address.

import { TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { texts } from '../../common/texts/admin/books';

/** `2026-11`, of the browser's clock. */
export function thisMonth(back = 0): string {
  const now = new Date();
  const first = new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1));
  return first.toISOString().slice(0, 7);
}

export function useMonth() {
  const { tab, month = thisMonth() } = useSearch({ from: '/shell/books' });
  const navigate = useNavigate();
  const picker = (
    <TextInput
      type="month"
      label={texts.month}
      w={170}
      value={month}
      onChange={(e) => {
        if (e.currentTarget.value) void navigate({ to: '/books', search: { tab, month: e.currentTarget.value } });
      }}
    />
  );
  return { month, picker };
}
