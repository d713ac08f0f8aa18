/** Records of a CSV text (RFC 4180) by the names of its header. */
export function parseCsv(text) {
  const rows = [[]];
  let cell = '', quoted = false;
  const endCell = () => { rows.at(-1).push(cell); cell = ''; };
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; ++i) {
    const char = text[i];
    if (quoted && char === '"' && text[i + 1] === '"') { cell += '"'; ++i; }
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ',') endCell();
    else if (!quoted && char === '\n') { endCell(); rows.push([]); }
    else if (quoted || char !== '\r') cell += char;
  }
  if (cell || rows.at(-1).length > 0) endCell();
  else rows.pop();
  const [header, ...records] = rows;
  return records.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}
