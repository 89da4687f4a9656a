/** The fields of one line as written, quotes and all; a delimiter within quotes is text. */
export function headerFields(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const end = line.indexOf(delimiter, line[at] === '"' ? closingQuote(line, at + 1) : at);
    fields.push(line.slice(at, end < 0 ? line.length : end));
    at = end < 0 ? line.length + 1 : end + 1;
  }
  return fields;
}

/** Where the quote that opened before `from` closes; where none does, `from`: it was text. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at < 0 ? from : at;
}
