/** A JSON object of texts, as partners' fields come; what is no text is left out. */
export function textMap(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
}
