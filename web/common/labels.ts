// Words for the codes that the server sends.

/** What a code is called, of every code that the server may send: `{…} satisfies Labels<Schemas['Payment']['state']>`. */
export type Labels<Code extends string> = Record<Code, string>;

/** The word for a code of an open list (kinds of events, partners' fields); one that has no word yet shows as it is. */
export function labelOf(labels: Readonly<Labels<string>>, code: string, otherwise = code): string {
  return Object.hasOwn(labels, code) ? labels[code] : otherwise;
}

/** The codes of a fixed list, in the order of their words. */
export function codesOf<Code extends string>(labels: Readonly<Labels<Code>>): Code[] {
  return Object.keys(labels) as Code[];
}

/** A fixed list as the choices of a field. */
export function choicesOf<Code extends string>(labels: Readonly<Labels<Code>>): { value: Code; label: string }[] {
  return codesOf(labels).map((value) => ({ value, label: labels[value] }));
}
