import { normalised, pieces } from "./subword-pieces.js";

export const subwordKinds = ["BPE", "WordPiece"] as const;

export interface SubwordTraining {
  readonly kind: (typeof subwordKinds)[number];
  /** Entries of the vocabulary, the special tokens included; fewer where nothing is left to join. */
  readonly size: number;
  /** At the start of the vocabulary, in this order. */
  readonly specialTokens: readonly string[];
  /** A pair joined fewer times than this is left apart. Default 2. */
  readonly leastCount?: number;
}

/** A vocabulary and how it came to be. */
export interface Subwords {
  readonly kind: SubwordTraining["kind"];
  /** Tokens by number. */
  readonly vocabulary: readonly string[];
  /** Pairs in the order they were joined: BPE joins them again in this order. */
  readonly merges: readonly (readonly [string, string])[];
}

/** Before what goes on within a word, in WordPiece. */
export const CONTINUES = "##";

/**
 * Learns subwords: begins with the characters and joins, again and again, the pair that is next to each other most
 * often in the texts; of equal ones the pair known longest.
 *
 * Source: Sennrich, Haddow & Birch (2016), Neural machine translation of rare words with subword units. WordPiece is
 * trained the same way, as Hugging Face's trainer does, its pieces within a word marked by `##`.
 *
 * @throws {RangeError} when `size` has no room for the special tokens and every character.
 */
export function trainSubwords(texts: Iterable<string>, training: SubwordTraining): Subwords {
  const words = countedWords(texts);
  const vocabulary = [...training.specialTokens];
  const numberOf = new Map(vocabulary.map((token, number) => [token, number]));
  const numbered = (token: string) => {
    const known = numberOf.get(token);
    if (known !== undefined) return known;
    numberOf.set(token, vocabulary.length);
    vocabulary.push(token);
    return vocabulary.length - 1;
  };
  // in order of their code, so that the order of the texts does not matter
  const characters = new Set(words.flatMap(({ word }) => symbols(word, training.kind)));
  for (const character of [...characters].sort()) numbered(character);
  if (vocabulary.length > training.size) {
    throw new RangeError(`size must be at least ${vocabulary.length} for these characters, got ${training.size}`);
  }
  const state = pairState(
    words.map(({ word, count }) => ({ parts: symbols(word, training.kind).map(numbered), count })),
  );
  const merges: [string, string][] = [];
  while (vocabulary.length < training.size) {
    const best = state.mostFrequent(training.leastCount ?? 2);
    if (!best) break;
    const [left, right] = best.map((part) => vocabulary[part]!) as [string, string];
    merges.push([left, right]);
    state.join(best, numbered(left + (training.kind === "WordPiece" ? right.slice(CONTINUES.length) : right)));
  }
  return { kind: training.kind, vocabulary, merges };
}

/** Distinct pieces in order, longest first counted; a piece beyond a hundred characters teaches nothing. */
function countedWords(texts: Iterable<string>): { word: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const piece of pieces(normalised(text))) {
      if (piece.length <= 100) counts.set(piece, (counts.get(piece) ?? 0) + 1);
    }
  }
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => (a.word < b.word ? -1 : 1));
}

function symbols(word: string, kind: SubwordTraining["kind"]): string[] {
  return Array.from(word, (character, at) => (kind === "WordPiece" && at > 0 ? CONTINUES + character : character));
}

interface Word {
  parts: number[];
  readonly count: number;
}

type Pair = readonly [left: number, right: number];

interface Entry {
  readonly pair: Pair;
  /** As it was when it was put there: the pair's count may have changed since. */
  readonly count: number;
}

const WIDTH = 2 ** 26;
const keyOf = ([left, right]: Pair) => left * WIDTH + right;

/** The pairs of neighbours in all words, how often each is, and where: kept up to date as pairs are joined. */
function pairState(words: Word[]) {
  const counts = new Map<number, number>();
  const places = new Map<number, Set<number>>();
  const queue: Entry[] = [];

  function change(pair: Pair, by: number, place: number): void {
    const key = keyOf(pair);
    counts.set(key, (counts.get(key) ?? 0) + by);
    if (by < 0) return;
    const known = places.get(key);
    if (known) known.add(place);
    else places.set(key, new Set([place]));
  }

  const pairsOf = ({ parts }: Word) => parts.slice(1).map((right, at): Pair => [parts[at]!, right]);
  for (const [place, word] of words.entries()) for (const pair of pairsOf(word)) change(pair, word.count, place);
  for (const [key, count] of counts) push(queue, { pair: [Math.floor(key / WIDTH), key % WIDTH], count });

  /** The pairs of the joined token that the word then has. */
  function joinIn(place: number, pair: Pair, joined: number): Pair[] {
    const word = words[place]!;
    for (const old of pairsOf(word)) change(old, -word.count, place);
    word.parts = withJoined(word.parts, pair, joined);
    const now = pairsOf(word);
    for (const one of now) change(one, word.count, place);
    return now.filter((one) => one.includes(joined));
  }

  return {
    /** Null where none is as frequent as `least`. */
    mostFrequent(least: number): Pair | null {
      for (let top = pop(queue); top; top = pop(queue)) {
        const count = counts.get(keyOf(top.pair)) ?? 0;
        if (count === top.count) return count >= least ? top.pair : null;
        if (count >= least) push(queue, { pair: top.pair, count });
      }
      return null;
    },
    join(pair: Pair, joined: number): void {
      const made = [...(places.get(keyOf(pair)) ?? [])].flatMap((place) => joinIn(place, pair, joined));
      places.delete(keyOf(pair));
      counts.delete(keyOf(pair));
      for (const [key, now] of new Map(made.map((one) => [keyOf(one), one]))) {
        push(queue, { pair: now, count: counts.get(key) ?? 0 });
      }
    },
  };
}

function withJoined(parts: readonly number[], [left, right]: Pair, joined: number): number[] {
  const result: number[] = [];
  for (let at = 0; at < parts.length; at++) {
    const isPair = parts[at] === left && parts[at + 1] === right;
    result.push(isPair ? joined : parts[at]!);
    if (isPair) at += 1;
  }
  return result;
}

/** Before: the more frequent pair; of equal ones that of the older tokens. */
function before(a: Entry, b: Entry): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.pair[0] !== b.pair[0] ? a.pair[0] < b.pair[0] : a.pair[1] < b.pair[1];
}

/** Into a binary heap, the first of which comes before all others. */
function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!before(entry, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
    if (!before(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
