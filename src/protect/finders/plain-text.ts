const WIDE = /[！-～　]/g;
const WIDE_OFFSET = 0xfee0; // from a full-width sign to its plain one
const WIDE_SPACE = "　";

/** The same text with full-width letters, digits and signs as plain ones; every character stays at its place. */
export function plainText(text: string): string {
  return text.replace(WIDE, (sign) =>
    sign === WIDE_SPACE ? " " : String.fromCharCode(sign.charCodeAt(0) - WIDE_OFFSET),
  );
}
