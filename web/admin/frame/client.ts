// The panel's door to the server: one API client, one query cache, one way to tell about a refusal.

import { notifications } from '@mantine/notifications';
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { makeApi, Problem } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/frame';
import { undoable } from '../parts/undoable';

export const api = makeApi('');

/** A refusal in the words of the person who works here. */
export function wordsOf(error: unknown): string {
  return error instanceof Problem ? wordsOfCode(error.code, error.message) : String(error);
}

export function wordsOfCode(code: string, detail: string): string {
  if (code === 'not_reached') return commonTexts.notReached;
  if (code === 'version_conflict') return texts.changedMeanwhile;
  return labelOf(texts.problems, code, detail);
}

/** Says what was done; with `undo` it can be taken back for as long as the word stands there. */
export function tell(message: string, undo?: () => void): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    color: 'teal',
    autoClose: undo ? 8000 : 4000,
    closeButtonProps: { 'aria-label': commonTexts.close },
    message: undo
      ? undoable(message, () => {
          notifications.hide(id);
          undo();
        })
      : message,
  });
}

export function complain(error: unknown): void {
  notifications.show({
    message: wordsOf(error),
    color: 'red',
    autoClose: 8000,
    role: 'alert',
    closeButtonProps: { 'aria-label': commonTexts.close },
  });
}

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && error instanceof Problem && error.status === 0,
    },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      // A form that shows the refusal at its field says so in `meta`.
      if (!mutation.meta?.quiet) complain(error);
      if (error instanceof Problem && error.code === 'version_conflict') void queryClient.invalidateQueries();
    },
  }),
});
