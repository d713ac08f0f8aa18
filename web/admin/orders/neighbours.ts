// The order before and after an open one, as the list that was last looked at has them.

let ids: string[] = [];

export function rememberList(shown: string[]): void {
  ids = shown;
}

export function neighbour(id: string, by: 1 | -1): string | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? undefined : ids[at + by];
}
