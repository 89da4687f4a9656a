/**
 * Brackets, colons and texts (quoted, as they stand) of a JSON document, in order; whatever is not JSON is passed over. No
 * regular expression: those run out of stack on long texts.
 */
export function* jsonTokens(json: string): Generator<string> {
  for (let at = 0; at < json.length; at++) {
    const character = json[at]!;
    if (character === '"') {
      const end = closingQuote(json, at);
      yield json.slice(at, end + 1);
      at = end;
    } else if ("{}[]:".includes(character)) yield character;
  }
}

function closingQuote(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === "\\") at++;
    else if (json[at] === '"') return at;
  }
  return json.length;
}
