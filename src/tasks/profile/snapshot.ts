import { numbers, type Table, texts } from "#table/table.js";
import { type Cuts, cutsOf, fifthOf } from "./fifths.js";
import type { Scores } from "./segments.js";

/** Who had bought what by one day: one row per known customer with a sale, in the order of their ids. */
export interface Snapshot {
  /** [customers] distinct */
  readonly ids: readonly string[];
  /** [customers] whole days since the last order. */
  readonly recencyDays: Float64Array;
  /** [customers] orders. */
  readonly frequency: Float64Array;
  /** [customers] whole minor units. */
  readonly monetaryCents: Float64Array;
}

/** The snapshot in the rows of customers.sql. */
export function snapshotOf(customers: Table): Snapshot {
  return {
    ids: texts(customers, "customer_id").words, // one row a customer: the dictionary is the column
    recencyDays: numbers(customers, "recency_days"),
    frequency: numbers(customers, "frequency"),
    monetaryCents: numbers(customers, "monetary_cents"),
  };
}

/** Where the fifths end, for each of the three. */
export interface RfmCuts {
  /** Of the days since the last order with their sign turned, so that higher is better. */
  readonly recency: Cuts;
  readonly frequency: Cuts;
  readonly monetary: Cuts;
}

/** Scores = ceil(5 · rank / n), ranked by value (recency reversed), then by customer id. */
export function rfmCuts({ ids, recencyDays, frequency, monetaryCents }: Snapshot): RfmCuts {
  return {
    recency: cutsOf(
      recencyDays.map((days) => -days),
      ids,
    ),
    frequency: cutsOf(frequency, ids),
    monetary: cutsOf(monetaryCents, ids),
  };
}

/** The three scores of the customer in one row of a snapshot. */
export function scoresAt(snapshot: Snapshot, row: number, cuts: RfmCuts): Scores {
  const id = snapshot.ids[row]!;
  return {
    r: fifthOf(cuts.recency, -snapshot.recencyDays[row]!, id),
    f: fifthOf(cuts.frequency, snapshot.frequency[row]!, id),
    m: fifthOf(cuts.monetary, snapshot.monetaryCents[row]!, id),
  };
}

/** The three scores of every customer of a snapshot. [customers] */
export function allScores(snapshot: Snapshot, cuts: RfmCuts): Scores[] {
  return snapshot.ids.map((_, row) => scoresAt(snapshot, row, cuts));
}
