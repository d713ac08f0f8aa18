import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { take } from '../../common/api';
import { api } from './client';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => take(api.GET('/api/v1/me')),
  staleTime: 300_000,
});

/** Whether the person who is signed in may do something. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSuspenseQuery(meQuery).data;
  return (permission) => permissions.includes('all') || permissions.includes(permission);
}
