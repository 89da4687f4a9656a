import { Converter as toChina } from "opencc-js/t2cn";

const FIRST = 0x3400;
const LAST = 0x9fff;

let converter: ((text: string) => string) | undefined;
let traditional: Uint8Array | undefined;

/**
 * Traditional Chinese as simplified, by phrases where a character alone is ambiguous (乾淨 → 干净, 乾隆 stays). The
 * tables are read on first use; text without a traditional character costs one look at each of its characters.
 */
export function simplified(text: string): string {
  if (!hasTraditional(text)) return text;
  return convert(text);
}

function convert(text: string): string {
  const known = converter ?? toChina({ from: "t", to: "cn" });
  converter = known;
  return known(text);
}

/** Whether any character is one that simplified Chinese writes differently. */
export function hasTraditional(text: string): boolean {
  traditional ??= traditionalCharacters();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= FIRST && code <= LAST && traditional[code - FIRST]) return true;
  }
  return false;
}

function traditionalCharacters(): Uint8Array {
  const every = Array.from({ length: LAST - FIRST + 1 }, (_, i) => String.fromCharCode(FIRST + i));
  // with breaks between them no two are read as a phrase
  const converted = convert(every.join("\n")).split("\n");
  return Uint8Array.from(every, (character, i) => Number(converted[i] !== character));
}
