// Who is signed in, asked once and shared by the pages.

import { useSyncExternalStore } from 'react';
import { type Schemas, take } from '../../common/api';
import { api } from '../frame/route';

export type Account = Schemas['AccountView'];

let state: { account?: Account; known: boolean } = { known: false };
let asked = false;
const listeners = new Set<() => void>();

function put(account: Account | undefined): void {
  state = { account, known: true };
  listeners.forEach((each) => each());
}

export async function refreshAccount(): Promise<void> {
  asked = true;
  put(await take(api.GET('/api/v1/account')).catch(() => undefined));
}

export const setAccount = put;

export function useAccount(): { account?: Account; known: boolean } {
  if (!asked) void refreshAccount();
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
