import { useEffect, useState } from 'react';

export interface Loaded<T> {
  data?: T;
  error?: unknown;
  loading: boolean;
}

/** Loads when `key` changes, after a short pause in the typing; the last answer stays until the next one is there. */
export function useLoad<T>(key: string, load: () => Promise<T>, pause = 0): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ loading: true });
  useEffect(() => {
    let current = true;
    setState((before) => ({ ...before, loading: true }));
    const timer = setTimeout(() => {
      load().then(
        (data) => {
          if (current) setState({ data, loading: false });
        },
        (error: unknown) => {
          if (current) setState((before) => ({ data: before.data, error, loading: false }));
        },
      );
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // `load` is made anew on each render; what it depends on is in the key.
  }, [key]);
  return state;
}
