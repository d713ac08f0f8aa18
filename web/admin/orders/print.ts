// Papers of several orders as one document, opened where the browser prints from.

import { type BodyOf, ownHeaders, Problem } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';

export type Papers = NonNullable<BodyOf<'/api/v1/print'>['papers']>;

export async function printPapers(orders: string[], papers: Papers, format: 'a4' | 'a6' = 'a6'): Promise<void> {
  // Opened at once, as a window opened after waiting would be blocked.
  const window_ = window.open('', '_blank');
  const response = await fetch('/api/v1/print', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...ownHeaders() },
    body: JSON.stringify({ orders, papers, format }),
  }).catch(() => undefined);
  if (!response?.ok) {
    window_?.close();
    const problem = (await response?.json().catch(() => undefined)) as { code?: string; detail?: string } | undefined;
    throw new Problem(response?.status ?? 0, problem?.code ?? 'not_reached', problem?.detail ?? commonTexts.notReached);
  }
  const address = URL.createObjectURL(await response.blob());
  if (window_) window_.location.href = address;
  else window.location.href = address;
}
