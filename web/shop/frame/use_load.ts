import { useEffect, useEffectEvent, useState } from 'react';

export interface Loaded<T> {
  data?: T;
  error?: unknown;
  loading: boolean;
}

/** Loads when `key` changes, after a short pause in the typing; the last answer stays until the next one is there. */
export function useLoad<T>(key: string, load: () => Promise<T>, pause = 0): Loaded<T> {
  const [last, setLast] = useState<{ of?: string; data?: T; error?: unknown }>({});
  // `load` is made anew on each render; what it depends on is in the key.
  const ask = useEffectEvent(load);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      ask().then(
        (data) => {
          if (current) setLast({ of: key, data });
        },
        (error: unknown) => {
          if (current) setLast((before) => ({ of: key, data: before.data, error }));
        },
      );
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, pause]);
  return { data: last.data, error: last.error, loading: last.of !== key };
}
