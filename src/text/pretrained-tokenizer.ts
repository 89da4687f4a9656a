import { z } from "zod";
import { bytePieces, joinedPairs } from "./byte-pairs.js";
import { type BertReading, bertWords, wordPieces } from "./word-piece.js";

/** Cuts texts into the tokens a pretrained encoder knows. */
export interface PretrainedTokenizer {
  /** Entries of the vocabulary: every number is below. */
  readonly size: number;
  /** The number that fills up a row. */
  readonly padding: number;
  /** The tokens of a text between those of beginning and end, `longest` with them at most; what is beyond is cut off. */
  encode(text: string, longest: number): Int32Array;
}

/** Files of a pretrained model's folder by name, such as `vocab.txt`. */
export type TokenizerFiles = Readonly<Record<string, string>>;

/**
 * The tokeniser that a folder's files describe: `tokenizer.json`, or else `vocab.txt` (WordPiece), or else `vocab.json` and `merges.txt`
 * (byte-level pairs), with `tokenizer_config.json` beside the latter two. A special token that stands in a text is read
 * as the signs it is made of: customers may write what they like.
 *
 * @throws {TypeError} naming the file that is missing or describes something else
 */
export function pretrainedTokenizer(files: TokenizerFiles): PretrainedTokenizer {
  const { "tokenizer.json": whole, "vocab.txt": words, "vocab.json": table, "merges.txt": merges } = files;
  const config = settingsIn(files["tokenizer_config.json"]);
  if (whole !== undefined) return ofWhole(jsonIn(whole, "tokenizer.json"));
  if (words !== undefined) {
    const lowercase = config.do_lower_case;
    const reading = {
      lowercase,
      stripAccents: config.strip_accents ?? lowercase,
      chineseApart: config.tokenize_chinese_chars,
    };
    return wordPieceTokenizer(new Map(lines(words).map((word, number) => [word, number])), reading, "##");
  }
  if (table !== undefined && merges !== undefined) {
    const vocabulary = checked(z.record(z.string(), z.int().min(0)), jsonIn(table, "vocab.json"), "vocab.json");
    const pairs = lines(merges).filter((line) => line !== "" && !line.startsWith("#version"));
    return bytePairTokenizer(new Map(Object.entries(vocabulary)), pairs, config.add_prefix_space);
  }
  throw new TypeError(
    `expected tokenizer.json, vocab.txt, or vocab.json and merges.txt; got ${Object.keys(files).join(", ") || "no file"}`,
  );
}

const lines = (text: string) => text.replace(/\r?\n$/, "").split(/\r?\n/);

const settings = z.object({
  do_lower_case: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  tokenize_chinese_chars: z.boolean().default(true),
  add_prefix_space: z.boolean().default(false),
});

function settingsIn(json: string | undefined): z.infer<typeof settings> {
  return checked(settings, json === undefined ? {} : jsonIn(json, "tokenizer_config.json"), "tokenizer_config.json");
}

const vocabularyOf = z.record(z.string(), z.int().min(0));
const prefixed = z.object({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean(),
  use_regex: z.literal(true).default(true),
});

const wholes = z.object({
  added_tokens: z.array(z.object({ id: z.int().min(0), content: z.string() })).default([]),
  normalizer: z
    .object({
      type: z.literal("BertNormalizer"),
      clean_text: z.literal(true).default(true),
      handle_chinese_chars: z.boolean(),
      strip_accents: z.boolean().nullish(),
      lowercase: z.boolean(),
    })
    .nullish(),
  pre_tokenizer: z.union([z.object({ type: z.literal("BertPreTokenizer") }), prefixed]),
  model: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("WordPiece"),
      continuing_subword_prefix: z.string().default("##"),
      vocab: vocabularyOf,
    }),
    z.object({
      type: z.literal("BPE"),
      vocab: vocabularyOf,
      merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
    }),
  ]),
});

function ofWhole(json: unknown): PretrainedTokenizer {
  const { added_tokens: added, normalizer, pre_tokenizer: cut, model } = checked(wholes, json, "tokenizer.json");
  const vocabulary = new Map([
    ...Object.entries(model.vocab),
    ...added.map(({ content, id }) => [content, id] as const),
  ]);
  if (model.type === "WordPiece" && cut.type === "BertPreTokenizer" && normalizer) {
    const { lowercase, strip_accents: strip, handle_chinese_chars: chineseApart } = normalizer;
    const reading = { lowercase, stripAccents: strip ?? lowercase, chineseApart };
    return wordPieceTokenizer(vocabulary, reading, model.continuing_subword_prefix);
  }
  if (model.type === "BPE" && cut.type === "ByteLevel" && !normalizer) {
    const pairs = model.merges.map((pair) => (typeof pair === "string" ? pair : pair.join(" ")));
    return bytePairTokenizer(vocabulary, pairs, cut.add_prefix_space);
  }
  throw new TypeError(
    `tokenizer.json: expected WordPiece read as BERT reads, or BPE over bytes; got ${model.type} after ${cut.type}`,
  );
}

function wordPieceTokenizer(vocabulary: ReadonlyMap<string, number>, reading: BertReading, continues: string) {
  const unknown = numberOf(vocabulary, ["[UNK]"]);
  const pieces = remembering((word) => wordPieces(word, vocabulary, continues) ?? [unknown]);
  return framed(vocabulary, ["[CLS]", "[SEP]", "[PAD]"], (text) => bertWords(text, reading), pieces);
}

function bytePairTokenizer(vocabulary: ReadonlyMap<string, number>, pairs: readonly string[], hasPrefix: boolean) {
  const ranks = new Map(pairs.map((pair, rank) => [pair, rank]));
  const unknown = numberOf(vocabulary, ["<unk>", "</s>"]);
  const pieces = remembering((piece) => joinedPairs(piece, ranks).map((part) => vocabulary.get(part) ?? unknown));
  const cut = (text: string) => bytePieces(hasPrefix && text !== "" && !/^\s/.test(text) ? ` ${text}` : text);
  return framed(vocabulary, ["<s>", "</s>", "<pad>"], cut, pieces);
}

/** Characters read for each token there is room for: no vocabulary has many tokens as long. */
const ROOM = 64;

function framed(
  vocabulary: ReadonlyMap<string, number>,
  frame: readonly [begin: string, end: string, padding: string],
  cut: (text: string) => string[],
  pieces: (piece: string) => readonly number[],
): PretrainedTokenizer {
  const [begin, end, padding] = frame.map((token) => numberOf(vocabulary, [token])) as [number, number, number];
  return {
    size: 1 + [...vocabulary.values()].reduce((most, number) => Math.max(most, number), -1),
    padding,
    encode(text, longest) {
      const numbers: number[] = [begin];
      for (const piece of cut(text.slice(0, ROOM * longest))) {
        if (numbers.length >= longest - 1) break;
        numbers.push(...pieces(piece));
      }
      return Int32Array.from([...numbers.slice(0, longest - 1), end]);
    },
  };
}

/** @throws {TypeError} where the vocabulary has none of them */
function numberOf(vocabulary: ReadonlyMap<string, number>, tokens: readonly string[]): number {
  for (const token of tokens) {
    const number = vocabulary.get(token);
    if (number !== undefined) return number;
  }
  throw new TypeError(`the vocabulary has no ${tokens.join(" or ")}`);
}

const MOST_REMEMBERED = 50_000;

function remembering(split: (piece: string) => readonly number[]): (piece: string) => readonly number[] {
  const remembered = new Map<string, readonly number[]>();
  return (piece) => {
    const known = remembered.get(piece);
    if (known) return known;
    const found = split(piece);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(piece, found);
    return found;
  };
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(`${file} is no JSON, it begins ${JSON.stringify(text.slice(0, 40))}`);
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, file: string): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new TypeError(`${[file, ...(issue?.path ?? [])].join(", ")}: ${issue?.message}`);
}
