import { setImmediate } from "node:timers/promises";
import type { RecommenderModel } from "#models/recommend/recommender.js";
import { topItems } from "#models/recommend/top-items.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import type { Table } from "#table/table.js";

export interface AnswersOptions {
  readonly k: number;
  /** [customers] ids */
  readonly customers: readonly string[];
  /** [items] ids */
  readonly items: readonly string[];
  /** [items] distinct customers of each */
  readonly counts: Int32Array;
  /** What customer u is known to have done, oldest first; null leaves the customer out. */
  readonly historyOf: (u: number) => Int32Array | null;
  /** Items not to show to whoever has this history. Absent: the history's own. */
  readonly leftOut?: (history: Int32Array) => Int32Array;
  /** How many of the best `choose` is given. Absent: k. */
  readonly offers?: number;
  /** Of the best, those that are shown, in their order. Absent: all. */
  readonly choose?: (items: readonly number[], scores: readonly number[]) => readonly Chosen[];
}

interface Chosen {
  readonly number: number;
  readonly score: number;
}

const CUSTOMERS_BETWEEN_PAUSES = 64;

/** One row per customer and rank: `customer_id`, `rank` (1 = best), `item_id`, `score`. */
export async function answersTable(model: RecommenderModel, options: AnswersOptions): Promise<Table> {
  const { k, customers, items, counts } = options;
  const most = customers.length * Math.min(k, items.length);
  const columns = {
    customer: new Int32Array(most),
    rank: new Float64Array(most),
    item: new Int32Array(most),
    score: new Float64Array(most),
  };
  const scores = sparseVector(items.length);
  const best = topItems(counts, options.offers ?? k);
  const { choose, leftOut } = options;
  let rows = 0;
  for (let from = 0; from < customers.length; from += CUSTOMERS_BETWEEN_PAUSES) {
    await setImmediate();
    const histories = historiesFrom(from, options);
    await model.ahead?.(histories.filter((history) => history !== null));
    for (const [at, history] of histories.entries()) {
      if (!history) continue;
      await model.score(history, scores);
      const { item, score, count: offered } = best(scores, leftOut?.(history) ?? history);
      const chosen = choose?.([...item.subarray(0, offered)], [...score.subarray(0, offered)]);
      const count = chosen?.length ?? offered;
      columns.item.set(chosen?.map(({ number }) => number) ?? item.subarray(0, count), rows);
      columns.score.set(chosen?.map((one) => one.score) ?? score.subarray(0, count), rows);
      columns.customer.fill(from + at, rows, rows + count);
      for (let place = 0; place < count; place++) columns.rank[rows + place] = place + 1;
      rows += count;
    }
  }
  return {
    rows,
    columns: {
      customer_id: { codes: columns.customer.subarray(0, rows), words: customers },
      rank: columns.rank.subarray(0, rows),
      item_id: { codes: columns.item.subarray(0, rows), words: items },
      score: columns.score.subarray(0, rows),
    },
  };
}

function historiesFrom(from: number, { customers, historyOf }: AnswersOptions): readonly (Int32Array | null)[] {
  const count = Math.min(CUSTOMERS_BETWEEN_PAUSES, customers.length - from);
  return Array.from({ length: count }, (_, at) => historyOf(from + at));
}
