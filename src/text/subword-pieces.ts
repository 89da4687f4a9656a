/** How texts are cut before subwords are looked for: runs of letters, marks and digits, and every other sign alone. */
export const PIECE_PATTERN = "[\\p{L}\\p{M}\\p{N}]+|[^\\s\\p{L}\\p{M}\\p{N}]";

export const PIECE = new RegExp(PIECE_PATTERN, "gu");

/** A text in the form in which subwords are learned and looked for. */
export function normalised(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** The pieces of a normalised text, none of which a subword crosses. */
export function pieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}
