// The typed client of the API. Types come from the server's own description of itself.

import createClient from 'openapi-fetch';
import type { components, paths } from './generated/openapi';
import { language } from './language';

export type { paths };
export type Schemas = components['schemas'];
export type Money = Schemas['Money'];
/** What is sent to a POST address. */
export type BodyOf<P extends keyof paths> = paths[P] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** A refusal of the server: an RFC 9457 problem document. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly field?: string,
  ) {
    super(detail);
  }
}

/** What every request says of who asks: a page of ours, and the language in which they read. */
export function ownHeaders(): Record<string, string> {
  return { 'X-Requested-With': 'taraba', 'X-Language': language() };
}

/** `base` is empty for the panel, `/s/{shop}` for the pages of a shop. */
export function makeApi(base: string) {
  const client = createClient<paths>({ baseUrl: base || '/' });
  client.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(ownHeaders())) request.headers.set(name, value);
    },
  });
  return client;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer, or the Problem thrown. */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await answer;
  } catch {
    throw new Problem(0, 'not_reached', 'not_reached');
  }
  if (result.response.ok) return result.data as T;
  const problem = (result.error ?? {}) as { code?: string; detail?: string; field?: string };
  throw new Problem(result.response.status, problem.code ?? 'unknown', problem.detail ?? '', problem.field);
}

/** Repeating a creating request with its key does nothing twice. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}
