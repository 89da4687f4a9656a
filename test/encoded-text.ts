/** Text as bytes in an encoding that TextDecoder knows and of which a character takes one or two bytes, or in UTF-16. */
export function encodedText(text: string, encoding: string): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const bytes = bytesOf(encoding);
  return Buffer.from(
    [...text].flatMap((character) => {
      const found = bytes.get(character);
      if (!found) throw new RangeError(`${encoding} has no "${character}"`);
      return found;
    }),
  );
}

const tables = new Map<string, Map<string, readonly number[]>>();

/** The decoder, the other way round. */
function bytesOf(encoding: string): Map<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const made = new Map<string, readonly number[]>();
  const add = (...bytes: number[]) => {
    const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== "\ufffd" && !made.has(text)) made.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte += 1) add(byte);
  for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail);
  if (encoding === "windows-1252")
    for (const [byte, text] of [
      [0x80, "€"],
      [0x92, "’"],
      [0x96, "–"],
    ] as const)
      made.set(text, [byte]); // as Node 24 decodes it, 20 does not
  tables.set(encoding, made);
  return made;
}
