import type { Score } from "./score.js";

/** What was shown to those who were measured. */
export interface ShownItems {
  /** [cases] best first, at most ten */
  readonly lists: readonly Int32Array[];
  /** [cases] what each was known to have */
  readonly histories: readonly Int32Array[];
}

/** What the lists are judged by. */
export interface ShownGround {
  /** [items] distinct customers of each, of those that were learned from */
  readonly counts: Int32Array;
  /** Customers that were learned from. */
  readonly customers: number;
  /** [items] number of each item's category, −1 where it is not known; null where hardly any is. */
  readonly categories: Int32Array | null;
}

const SHOWN = 10;

/** Items that are no longer tail: the most bought fifth of those anybody has. */
const HEAD = 0.2;

/** A category that is never shown counts as shown to a hundredth of its share, so that no distance is infinite. */
const SMOOTHING = 0.01;

/**
 * What a hit rate does not tell: how many items have a chance, how obvious they are, and whether a customer is shown the
 * kinds of things they have.
 *
 * - coverage: items that anybody is shown ÷ items.
 * - novelty: mean of −log2(customers with the item ÷ customers), in bits. Source: Vargas & Castells (2011), RecSys, §4.1.
 * - ARP: mean number of customers of what is shown. APLT: share of what is shown that is none of the most bought fifth.
 *   Source: Abdollahpouri, Burke & Mobasher (2019), Managing popularity bias, FLAIRS.
 * - miscalibration: Kullback–Leibler divergence of the categories shown from those of the history, in nats, 0 is best.
 *   Source: Steck (2018), Calibrated recommendations, RecSys, eq. 3.
 */
export function shownScores(shown: ShownItems, baseline: ShownItems, ground: ShownGround): readonly Score[] {
  if (shown.lists.length === 0) return [];
  const isHead = headOf(ground.counts);
  const measures: { name: string; unit: string; of: (from: ShownItems) => number }[] = [
    { name: `coverage@${SHOWN}`, unit: "share", of: ({ lists }) => coverage(lists, ground.counts.length) },
    {
      name: `novelty@${SHOWN}`,
      unit: "bits",
      of: ({ lists }) =>
        meanOf(lists, (i) => Math.log2(Math.max(1, ground.customers) / Math.max(1, ground.counts[i]!))),
    },
    { name: `ARP@${SHOWN}`, unit: "customers", of: ({ lists }) => meanOf(lists, (i) => ground.counts[i]!) },
    { name: `APLT@${SHOWN}`, unit: "share", of: ({ lists }) => meanOf(lists, (i) => 1 - isHead[i]!) },
  ];
  const { categories } = ground;
  if (categories) {
    measures.push({ name: `miscalibration@${SHOWN}`, unit: "nats", of: (from) => miscalibration(from, categories) });
  }
  return measures.map(({ name, unit, of }) => ({ name, unit, value: of(shown), baseline: of(baseline) }));
}

function coverage(lists: readonly Int32Array[], items: number): number {
  const isShown = new Uint8Array(items);
  for (const list of lists) for (const i of list) isShown[i] = 1;
  return isShown.reduce((sum, one) => sum + one, 0) / Math.max(1, items);
}

/** Over all places. */
function meanOf(lists: readonly Int32Array[], amountOf: (item: number) => number): number {
  let [sum, places] = [0, 0];
  for (const list of lists) {
    for (const i of list) sum += amountOf(i);
    places += list.length;
  }
  return sum / Math.max(1, places);
}

/** [items] 1 for the most bought fifth of those anybody has. */
function headOf(counts: Int32Array): Uint8Array {
  const had = Int32Array.from(counts.keys())
    .filter((i) => counts[i]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const isHead = new Uint8Array(counts.length);
  for (const i of had.subarray(0, Math.ceil(HEAD * had.length))) isHead[i] = 1;
  return isHead;
}

function miscalibration({ lists, histories }: ShownItems, categories: Int32Array): number {
  let [sum, customers] = [0, 0];
  for (const [at, list] of lists.entries()) {
    const wanted = sharesOf(histories[at]!, categories);
    if (wanted.size === 0) continue;
    const had = sharesOf(list, categories);
    for (const [category, share] of wanted) {
      sum += share * Math.log(share / ((1 - SMOOTHING) * (had.get(category) ?? 0) + SMOOTHING * share));
    }
    customers += 1;
  }
  return sum / Math.max(1, customers);
}

function sharesOf(items: Int32Array, categories: Int32Array): Map<number, number> {
  const known = items.filter((i) => categories[i]! >= 0);
  const shares = new Map<number, number>();
  for (const i of known) shares.set(categories[i]!, (shares.get(categories[i]!) ?? 0) + 1 / known.length);
  return shares;
}
