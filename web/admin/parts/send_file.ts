// A file of any bank, courier or network: its bytes go as they are.

export async function send(path: string, file: File): Promise<Response> {
  return fetch(path, { method: 'POST', headers: { 'X-Requested-With': 'taraba', 'Content-Type': 'application/octet-stream' }, body: file });
}

export async function answerOf<T>(response: Response): Promise<T> {
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body as T;
}
