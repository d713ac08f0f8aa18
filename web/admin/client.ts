// The panel's door to the server: one API client, one query cache, one way to tell about a refusal.

import { notifications } from '@mantine/notifications';
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { makeApi, Problem } from '../common/api';
import { t } from '../common/texts/admin';

export const api = makeApi('');

/** A refusal in the words of the person who works here. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Problem)) return String(error);
  if (error.code === 'not_reached') return t.notReached;
  if (error.code === 'version_conflict') return t.changedMeanwhile;
  return t.problems[error.code] ?? error.message;
}

export function tell(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, closeButtonProps: { 'aria-label': t.close } });
}

export function complain(error: unknown): void {
  notifications.show({ message: wordsOf(error), color: 'red', autoClose: 8000, role: 'alert', closeButtonProps: { 'aria-label': t.close } });
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
