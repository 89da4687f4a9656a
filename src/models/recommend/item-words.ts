import type { SparseRows } from "#numeric/sparse-rows.js";
import { inverseFrequencies, tfIdf } from "#text/tf-idf.js";
import { wordUnits } from "#text/units.js";

/** What is known of an item without anyone having had it. */
export interface Described {
  readonly name: string | null;
  readonly category: string | null;
  readonly brand: string | null;
}

/** Items by the words that describe them. */
export interface ItemWords {
  /** [items, words] each row of length 1, or empty where nothing is known */
  readonly rows: SparseRows;
  /** [words] as a reader sees them */
  readonly words: readonly string[];
}

/**
 * The category, the brand and the words of the name of each item, as TF-IDF. Category and brand are one word each, told
 * from a word of a name.
 */
export function itemWords(items: readonly Described[]): ItemWords {
  const numberOf = new Map<string, number>();
  const words: string[] = [];
  const lists = items.map((item) => {
    const own = wordsOf(item).map(({ key, word }) => {
      const known = numberOf.get(key);
      if (known !== undefined) return known;
      numberOf.set(key, words.length);
      return words.push(word) - 1;
    });
    return [...new Set(own)].sort((a, b) => a - b);
  });
  const withIt = new Int32Array(words.length);
  for (const list of lists) for (const word of list) withIt[word]! += 1;
  const starts = new Int32Array(items.length + 1);
  for (const [i, list] of lists.entries()) starts[i + 1] = starts[i]! + list.length;
  const column = Int32Array.from(lists.flat());
  const counts = {
    rows: items.length,
    columns: words.length,
    starts,
    column,
    value: new Float32Array(column.length).fill(1),
  };
  return { rows: tfIdf(counts, inverseFrequencies(items.length, withIt)), words };
}

function wordsOf({ name, category, brand }: Described): { key: string; word: string }[] {
  return [
    ...(category ? [{ key: `category ${category}`, word: category }] : []),
    ...(brand ? [{ key: `brand ${brand}`, word: brand }] : []),
    ...(name
      ? wordUnits(name)
          .names.filter(isTelling)
          .map((word) => ({ key: word, word }))
      : []),
  ];
}

/** Not a mark and not a single Latin letter. */
const isTelling = (word: string) => /[\p{L}\p{N}]/u.test(word) && (word.length > 1 || /\p{Script=Han}/u.test(word));

/** How alike two items are, in [0, 1]: the cosine of their words. */
export function likeness({ rows: { starts, column, value } }: ItemWords, a: number, b: number): number {
  let [p, q, sum] = [starts[a]!, starts[b]!, 0];
  while (p < starts[a + 1]! && q < starts[b + 1]!) {
    const gap = column[p]! - column[q]!;
    if (gap === 0) sum += value[p]! * value[q]!;
    if (gap <= 0) p += 1;
    if (gap >= 0) q += 1;
  }
  return sum;
}

/** The words two items share, the most telling first. */
export function sharedWords({ rows, words }: ItemWords, a: number, b: number): readonly string[] {
  const { starts, column, value } = rows;
  const ofA = new Map<number, number>();
  for (let p = starts[a]!; p < starts[a + 1]!; p++) ofA.set(column[p]!, value[p]!);
  const shared: { word: string; weight: number }[] = [];
  for (let q = starts[b]!; q < starts[b + 1]!; q++) {
    const weight = ofA.get(column[q]!);
    if (weight !== undefined) shared.push({ word: words[column[q]!]!, weight: weight * value[q]! });
  }
  return shared.sort((x, y) => y.weight - x.weight).map(({ word }) => word);
}
