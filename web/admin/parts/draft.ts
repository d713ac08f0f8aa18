// What is being typed, kept in the browser until it is sent: a closed tab or a lost connection loses nothing.

import { useState } from 'react';

export function useDraft<T>(name: string, initial: T): [T, (change: Partial<T>) => void, () => void] {
  const key = `taraba.draft.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<T>) };
    } catch {
      return initial;
    }
  });
  const change = (part: Partial<T>) =>
    setValue((before) => {
      const next = { ...before, ...part };
      localStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  const clear = () => {
    localStorage.removeItem(key);
    setValue(initial);
  };
  return [value, change, clear];
}
