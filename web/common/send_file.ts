// A file of any bank, courier, network or camera: its bytes go as they are.

import { ownHeaders, Problem } from './api';

export async function send(path: string, file: File): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { ...ownHeaders(), 'Content-Type': 'application/octet-stream' },
    body: file,
  });
}

export async function answerOf<T>(response: Response): Promise<T> {
  const body = await response.json();
  if (!response.ok) throw new Problem(response.status, body.code, body.detail, body.field);
  return body as T;
}
