import { take } from '../../common/api';
import { api } from '../frame/client';

/** The values that settings are made of, as the server has them. */
export const choicesQuery = {
  queryKey: ['setting-choices'],
  queryFn: () => take(api.GET('/api/v1/setting-choices')),
  staleTime: 60_000,
};
