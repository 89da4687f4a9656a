const TOP = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ"; // 0x80 to 0x9f

/**
 * The text of bytes in Windows-1252. The decoder of Node 20 takes it for ISO 8859-1 and makes control characters of € and
 * of curly quotes.
 */
export function windows1252Text(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (character) => TOP.charAt(character.charCodeAt(0) - 0x80));
}
