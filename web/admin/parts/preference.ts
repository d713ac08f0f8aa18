// How a person likes the panel, kept by the server so that it follows them to the next computer.

import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { take } from '../../common/api';
import { api, queryClient } from '../frame/client';

export function usePreference<T>(name: string, initial: T): [T, (value: T) => void] {
  const key = ['preference', name];
  const [chosen, setChosen] = useState<T>(); // at once, before any answer
  const kept = useQuery({
    queryKey: key,
    staleTime: Infinity,
    queryFn: async () => {
      const { value } = await take(api.GET('/api/v1/me/preferences/{name}', { params: { path: { name } } }));
      return (value ? JSON.parse(value) : null) as T | null;
    },
  }).data;
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  const put = (value: T) => {
    setChosen(value);
    clearTimeout(soon.current);
    soon.current = setTimeout(() => {
      queryClient.setQueryData(key, value);
      void api.POST('/api/v1/me/preferences', { body: { name, value: JSON.stringify(value) } });
    }, 500);
  };
  return [chosen ?? kept ?? initial, put];
}
