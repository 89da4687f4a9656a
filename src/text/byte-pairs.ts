/**
 * What GPT-2 and RoBERTa look for pairs in: endings in 's, words, numbers and signs, each with the space before it.
 *
 * Source: Radford et al. (2019), openai/gpt-2, encoder.py.
 */
const PIECE = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
/** Pairs are looked for in no more characters at once: what is longer is no word, and time grows with the square. */
const LONGEST_PIECE = 256;

const encoder = new TextEncoder();
const characters = byteCharacters();

/** The pieces of a text, each byte as the character that stands for it. */
export function bytePieces(text: string): string[] {
  return (text.match(PIECE) ?? []).flatMap((piece) => {
    const written = Array.from(encoder.encode(piece), (byte) => characters[byte]!).join("");
    if (written.length <= LONGEST_PIECE) return [written];
    return written.match(new RegExp(`.{1,${LONGEST_PIECE}}`, "gsu")) ?? [];
  });
}

/** A character that can be seen for every byte: its own where that is one, else those from U+0100 on, in order. */
function byteCharacters(): string[] {
  const isSeen = (byte: number) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isSeen(byte) ? byte : next++));
}

/**
 * Joins the pair that comes first in the list of merges, then the next, until none is left that is in it.
 *
 * Source: Sennrich, Haddow & Birch (2016), arXiv:1508.07909.
 *
 * @param ranks of pairs, the two parts with a space between
 */
export function joinedPairs(piece: string, ranks: ReadonlyMap<string, number>): string[] {
  const parts = Array.from(piece);
  for (;;) {
    let [best, at] = [Number.POSITIVE_INFINITY, -1];
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = ranks.get(`${parts[i]} ${parts[i + 1]}`);
      if (rank !== undefined && rank < best) [best, at] = [rank, i];
    }
    if (at < 0) return parts;
    parts.splice(at, 2, parts[at]! + parts[at + 1]!);
  }
}
