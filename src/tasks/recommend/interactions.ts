import type { Cuts, Sequences } from "#measure/leave-one-out.js";
import { orderHistories } from "#models/recommend/order-histories.js";
import type { Histories } from "#models/recommend/recommender.js";
import { numbers, type Table, type TextColumn, texts } from "#table/table.js";

/** What customers did with items, numbered, in the order of the table's rows. */
export interface Interactions {
  /** [customers] in order of first appearance. */
  readonly customers: readonly string[];
  /** [items] */
  readonly items: readonly string[];
  readonly sequences: Sequences;
  /** What the data itself says of train, validation and test; null where it says nothing. */
  readonly given: Cuts | null;
  /** [customers] when each last did something, in milliseconds since 1970 UTC; null where the data has no times. */
  readonly newestAt: Float64Array | null;
  /** What each order holds, one "history" an order; null where the data names no orders. */
  readonly orders: Histories | null;
  /** The kind of event most rows are, such as "purchase". */
  readonly event: string;
}

const TRAIN = 0;
const VALIDATION = 1;
const TEST = 2;

const parts: Readonly<Record<string, number>> = { train: TRAIN, validation: VALIDATION, valid: VALIDATION, test: TEST };

/**
 * Reads a table of `customer_id`, `item_id` and perhaps `event` and `split`. A row without a customer is nobody's, one
 * without an item says nothing, except in the test part, where it asks. Rows are never sorted by time.
 *
 * @param known items that keep their numbers; others are numbered after them. Without it an item's number is its id
 *   less one where the ids are 1..n, else the order of first appearance.
 * @param trainBefore milliseconds since 1970 UTC: what came before is the train part, the rest the test
 * @throws when a split is none of train, validation (or valid) and test, or is to be made where there are no times.
 */
export function interactionsOf(table: Table, known: readonly string[] = [], trainBefore?: number): Interactions {
  const customer = texts(table, "customer_id");
  const item = texts(table, "item_id");
  const part = trainBefore === undefined ? partOfRows(table) : partInTime(table, trainBefore);
  const used = usedRows(customer, item, part);
  const customers = firstAppearance(customer, used);
  const items = itemNumbers(item, used, known);
  const starts = startsOf(customers.numberOf, customer, used);
  const placed = place(
    { used, customer, item, part },
    { starts, customers: customers.numberOf, items: items.numberOf },
  );
  return {
    customers: customers.ids,
    items: items.ids,
    sequences: { customers: customers.ids.length, items: items.ids.length, starts, item: placed.item },
    given: part && placed.cuts,
    newestAt: newestTimes(table, used, { codes: customer.codes, ...customers }),
    orders: orderHistories(table, items.ids),
    event: commonest(table),
  };
}

/** [rows] or null where no row has a split. */
function partOfRows(table: Table): Uint8Array | null {
  if (!table.columns["split"]) return null;
  const { codes, words } = texts(table, "split");
  if (words.length === 0) return null;
  const partOf = words.map((word) => {
    const part = parts[word.trim().toLowerCase()];
    if (part === undefined) throw new RangeError(`split must be train, validation or test, got "${word.slice(0, 40)}"`);
    return part;
  });
  return Uint8Array.from(codes, (code) => partOf[code] ?? TRAIN);
}

/** [rows] A row without a time is of the train part. */
function partInTime(table: Table, trainBefore: number): Uint8Array {
  if (!table.columns["occurred_at"]) throw new RangeError("a split in time needs a column occurred_at, got none");
  if (table.columns["split"])
    throw new RangeError("the data brings a split of its own; it cannot be split in time too");
  return Uint8Array.from(numbers(table, "occurred_at"), (at) => (at >= trainBefore ? TEST : TRAIN));
}

function newestTimes(
  table: Table,
  used: Int32Array,
  { codes, ids, numberOf }: Numbered & { readonly codes: TextColumn["codes"] },
): Float64Array | null {
  if (!table.columns["occurred_at"]) return null;
  const at = numbers(table, "occurred_at");
  const newest = new Float64Array(ids.length).fill(Number.NEGATIVE_INFINITY);
  for (const row of used) {
    const u = numberOf[codes[row]!]!;
    if (at[row]! > newest[u]!) newest[u] = at[row]!;
  }
  return newest;
}

function usedRows(customer: TextColumn, item: TextColumn, part: Uint8Array | null): Int32Array {
  const used = new Int32Array(customer.codes.length);
  let count = 0;
  for (let row = 0; row < used.length; row++) {
    if (customer.codes[row]! < 0 || (item.codes[row]! < 0 && part?.[row] !== TEST)) continue;
    used[count] = row;
    count += 1;
  }
  return used.subarray(0, count);
}

interface Numbered {
  readonly ids: readonly string[];
  /** [words] of the column; −1: not numbered. */
  readonly numberOf: Int32Array;
}

function firstAppearance({ codes, words }: TextColumn, used: Int32Array): Numbered {
  return numberedAfter({ codes, words }, used, []);
}

function itemNumbers(column: TextColumn, used: Int32Array, known: readonly string[]): Numbered {
  const numbered = numberedAfter(column, used, known);
  if (known.length > 0) return numbered;
  const { ids } = numbered;
  const inRange = (id: string) => /^[1-9]\d*$/.test(id) && Number(id) <= ids.length;
  if (!ids.every(inRange)) return numbered;
  // distinct whole numbers, none above n: they are 1..n
  const byNumber = [...ids].sort((a, b) => Number(a) - Number(b));
  return { ids: byNumber, numberOf: numbered.numberOf.map((n) => (n < 0 ? n : Number(ids[n]) - 1)) };
}

function numberedAfter({ codes, words }: TextColumn, used: Int32Array, known: readonly string[]): Numbered {
  const ids = [...known];
  const knownNumbers = new Map(known.map((id, number) => [id, number]));
  const numberOf = Int32Array.from(words, (word) => knownNumbers.get(word) ?? -1);
  for (const row of used) {
    const code = codes[row]!;
    if (code < 0 || numberOf[code]! >= 0) continue;
    numberOf[code] = ids.length;
    ids.push(words[code]!);
  }
  return { ids, numberOf };
}

function startsOf(customers: Int32Array, { codes }: TextColumn, used: Int32Array): Int32Array {
  const count = customers.reduce((most, number) => Math.max(most, number + 1), 0);
  const starts = new Int32Array(count + 1);
  for (const row of used) starts[customers[codes[row]!]! + 1]! += 1;
  for (let u = 0; u < count; u++) starts[u + 1]! += starts[u]!;
  return starts;
}

interface Rows {
  readonly used: Int32Array;
  readonly customer: TextColumn;
  readonly item: TextColumn;
  readonly part: Uint8Array | null;
}

interface Numbers {
  readonly starts: Int32Array;
  readonly customers: Int32Array;
  readonly items: Int32Array;
}

/** Puts every row at its customer's next place: the train part first, then validation, then test, each in row order. */
function place(rows: Rows, { starts, customers, items }: Numbers): { item: Int32Array; cuts: Cuts } {
  const { used, customer, part } = rows;
  const item = new Int32Array(used.length);
  const next = starts.slice(0, -1);
  const ends: Int32Array[] = [];
  for (const wanted of part ? [TRAIN, VALIDATION, TEST] : [TRAIN]) {
    for (const row of used) {
      if (part && part[row] !== wanted) continue;
      const u = customers[customer.codes[row]!]!;
      const code = rows.item.codes[row]!;
      item[next[u]!] = code < 0 ? -1 : items[code]!;
      next[u]! += 1;
    }
    ends.push(next.slice());
  }
  return { item, cuts: { validation: ends[0]!, test: ends[1] ?? ends[0]! } };
}

function commonest(table: Table): string {
  if (!table.columns["event"]) return "purchase";
  const { codes, words } = texts(table, "event");
  const counts = new Int32Array(words.length);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  const most = counts.reduce((best, count, code) => (count > (counts[best] ?? 0) ? code : best), 0);
  return words[most] ?? "purchase";
}
