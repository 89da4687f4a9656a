import { joinedPairs } from "./byte-pairs.js";
import type { Span } from "./sentences.js";
import { normalised, PIECE, PIECE_PATTERN, pieces } from "./subword-pieces.js";
import { CONTINUES, type Subwords } from "./train-subwords.js";

/** Turns text into the numbers of subwords, and back. */
export interface SubwordTokenizer {
  readonly size: number;
  /** The token's number; undefined where the vocabulary has none. */
  numberOf(token: string): number | undefined;
  tokenOf(number: number): string | undefined;
  /** Of the text alone, without special tokens. */
  encode(text: string): Int32Array;
  /** Where each of them stands in the text as it is normalised. */
  spans(text: string): Span[];
  /** As Hugging Face's `tokenizer.json`: what its libraries in every language read. */
  json(): string;
}

/** The special tokens of BERT, in the order its vocabulary has them here: padding is 0. */
export const specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] as const;

const UNKNOWN = "[UNK]";
/** WordPiece calls a piece with more characters unknown. */
const LONGEST_PIECE = 100;
const MOST_REMEMBERED = 50_000;

export function subwordTokenizer(subwords: Subwords): SubwordTokenizer {
  const { kind, vocabulary, merges } = subwords;
  const numberOf = new Map(vocabulary.map((token, number) => [token, number]));
  const ranks = new Map(merges.map(([left, right], rank) => [`${left} ${right}`, rank]));
  const unknown = numberOf.get(UNKNOWN) ?? 0;
  const split =
    kind === "BPE" ? (piece: string) => joinedPairs(piece, ranks) : (piece: string) => longestFirst(piece, numberOf);
  const remembered = new Map<string, readonly number[]>();
  function numbers(piece: string): readonly number[] {
    const known = remembered.get(piece);
    if (known) return known;
    const found = split(piece).map((token) => numberOf.get(token) ?? unknown);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(piece, found);
    return found;
  }
  return {
    size: vocabulary.length,
    numberOf: (token) => numberOf.get(token),
    tokenOf: (number) => vocabulary[number],
    encode: (text) => Int32Array.from(pieces(normalised(text)).flatMap(numbers)),
    spans: (text) => spansOf(normalised(text), (piece) => numbers(piece).map((number) => vocabulary[number]!)),
    json: () => JSON.stringify(tokenizerJson(subwords)),
  };
}

function spansOf(text: string, tokens: (piece: string) => readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    let start = index;
    const own = tokens(piece);
    for (const token of own) {
      // of one unknown alone it is the whole piece that is
      const end = own.length === 1 ? start + piece.length : start + lengthOf(token, text.codePointAt(start)!);
      spans.push({ start, end });
      start = end;
    }
  }
  return spans;
}

/** In UTF-16 units; an unknown token stands for one character. */
function lengthOf(token: string, first: number): number {
  if (token === UNKNOWN) return first > 0xffff ? 2 : 1;
  return token.startsWith(CONTINUES) ? token.length - CONTINUES.length : token.length;
}

/** @throws {TypeError} when the text is no `tokenizer.json` of this kind. */
export function loadSubwordTokenizer(json: string): SubwordTokenizer {
  const { model, pre_tokenizer: cut } = JSON.parse(json) as ReturnType<typeof tokenizerJson>;
  if ((model?.type !== "BPE" && model?.type !== "WordPiece") || cut?.pattern?.Regex !== PIECE_PATTERN) {
    throw new TypeError(`expected a tokenizer.json with a BPE or WordPiece model trained here, got ${model?.type}`);
  }
  const vocabulary = Object.entries(model.vocab)
    .sort((a, b) => a[1] - b[1])
    .map(([token]) => token);
  const merges = "merges" in model ? model.merges : [];
  return subwordTokenizer({ kind: model.type, vocabulary, merges });
}

/** WordPiece: the longest token from where the last one ended; unknown as a whole where there is none. */
function longestFirst(piece: string, numberOf: ReadonlyMap<string, number>): string[] {
  const characters = Array.from(piece);
  if (characters.length > LONGEST_PIECE) return [UNKNOWN];
  const tokens: string[] = [];
  for (let from = 0; from < characters.length; ) {
    let to = characters.length;
    const token = () => (from > 0 ? CONTINUES : "") + characters.slice(from, to).join("");
    while (to > from && !numberOf.has(token())) to -= 1;
    if (to === from) return [UNKNOWN];
    tokens.push(token());
    from = to;
  }
  return tokens;
}

function tokenizerJson({ kind, vocabulary, merges }: Subwords) {
  const vocab = Object.fromEntries(vocabulary.map((token, number) => [token, number]));
  const special = specialTokens.flatMap((token) => (token in vocab ? [{ id: vocab[token]!, content: token }] : []));
  const model =
    kind === "BPE"
      ? ({ type: "BPE", unk_token: UNKNOWN, fuse_unk: false, vocab, merges } as const)
      : ({
          type: "WordPiece",
          unk_token: UNKNOWN,
          continuing_subword_prefix: CONTINUES,
          max_input_chars_per_word: LONGEST_PIECE,
          vocab,
        } as const);
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map((token) => ({
      ...token,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: { type: "Sequence", normalizers: [{ type: "NFC" }, { type: "Lowercase" }] },
    pre_tokenizer: { type: "Split", pattern: { Regex: PIECE_PATTERN }, behavior: "Removed", invert: true },
    post_processor: {
      type: "TemplateProcessing",
      single: [framed("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, framed("[SEP]")],
      pair: [
        framed("[CLS]"),
        { Sequence: { id: "A", type_id: 0 } },
        framed("[SEP]"),
        { Sequence: { id: "B", type_id: 1 } },
        { SpecialToken: { id: "[SEP]", type_id: 1 } },
      ],
      special_tokens: Object.fromEntries(
        ["[CLS]", "[SEP]"].map((token) => [token, { id: token, ids: [vocab[token] ?? 0], tokens: [token] }]),
      ),
    },
    decoder: kind === "BPE" ? { type: "Fuse" } : { type: "WordPiece", prefix: CONTINUES, cleanup: false },
    model,
  };
}

const framed = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
