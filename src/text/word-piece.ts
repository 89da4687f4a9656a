/** How BERT reads a text before it looks for word pieces. */
export interface BertReading {
  readonly lowercase: boolean;
  /** Whether é is read as e. */
  readonly stripAccents: boolean;
  /** Whether every Chinese character is a word. */
  readonly chineseApart: boolean;
}

const WHITE = /\s/gu;
/** What is no character to be read: control, format, private and unassigned ones, and the sign for a broken one. */
const UNREADABLE = /(?![\t\n\r])\p{C}|\ufffd/gu;
const MARKS = /\p{Mn}/gu;
/** Blocks of CJK ideographs; not kana, not hangul. */
const CHINESE =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
/** Words, and signs each alone; all that is no letter or digit in ASCII is a sign. */
const PIECE = /[!-/:-@[-`{-~\p{P}]|[^\s!-/:-@[-`{-~\p{P}]+/gu;

/** The words of a text as BERT's basic tokeniser has them. Source: Devlin et al. (2019), google-research/bert, tokenization.py. */
export function bertWords(text: string, { lowercase, stripAccents, chineseApart }: BertReading): string[] {
  let read = text.replace(UNREADABLE, "").replace(WHITE, " ");
  if (chineseApart) read = read.replace(CHINESE, " $& ");
  if (stripAccents) read = read.normalize("NFD").replace(MARKS, "");
  if (lowercase) read = read.toLowerCase();
  return read.match(PIECE) ?? [];
}

/** A longer word is unknown as a whole. */
const LONGEST_WORD = 100;

/**
 * The longest pieces of a word that are in the vocabulary, from its beginning on; null where some part of it is in none.
 *
 * @param continues what stands before a piece that does not begin a word, such as ##
 */
export function wordPieces(word: string, vocabulary: ReadonlyMap<string, number>, continues: string): number[] | null {
  const characters = Array.from(word);
  if (characters.length > LONGEST_WORD) return null;
  const numbers: number[] = [];
  for (let from = 0; from < characters.length; ) {
    let to = characters.length;
    let number: number | undefined;
    for (; to > from; to--) {
      number = vocabulary.get((from > 0 ? continues : "") + characters.slice(from, to).join(""));
      if (number !== undefined) break;
    }
    if (number === undefined) return null;
    numbers.push(number);
    from = to;
  }
  return numbers;
}
