// Who else has the order open: told at once, so that two people don't do the same work.

import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { take } from '../../common/api';
import { texts } from '../../common/texts/admin/orders/order';
import { api } from '../frame/client';

export function Watchers({ id }: { id: string }) {
  const others =
    useQuery({
      queryKey: ['watchers', id],
      queryFn: () => take(api.POST('/api/v1/orders/{id}/watch', { params: { path: { id } } })),
      refetchInterval: 20_000,
      staleTime: 0,
    }).data?.items ?? [];
  if (others.length === 0) return null;
  return (
    <Badge color="orange.9" variant="filled" size="lg" role="status" tt="none">
      {texts.alsoHere(others.map((each) => each.name).join(', '))}
    </Badge>
  );
}
