import { numbers, type Table, texts } from "#table/table.js";
import { type Window, windowOf } from "./buy-again.js";
import { compareIds } from "./fifths.js";
import type { Snapshot } from "./snapshot.js";

/** Every order of every known customer, so that the past can be looked at as it was on any day. */
export interface OrderHistory {
  /** [customers] in the order of `compareIds`. */
  readonly ids: readonly string[];
  /** [orders] index into `ids`. */
  readonly customer: Int32Array;
  /** [orders] days since 1970-01-01. */
  readonly day: Float64Array;
  /** [orders] whole minor units. */
  readonly cents: Float64Array;
}

const DAY = 86_400_000;

/** Days since 1970-01-01 of a day written YYYY-MM-DD. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** A day of dayNumber as YYYY-MM-DD. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * Reads rows of `customer_id`, `ordered_at`, `cents` and perhaps `order_id`. Rows of one customer with the same order
 * id are one order, on its latest day; without the column every row is an order. A row that lacks the customer or the
 * time is nobody's, or never, and is left out; one without an amount counts as nothing spent.
 */
export function orderHistoryOf(table: Table): OrderHistory {
  const { codes, words } = texts(table, "customer_id");
  const at = numbers(table, "ordered_at");
  const cents = numbers(table, "cents");
  const alphabetical = words.map((_, code) => code).sort((a, b) => compareIds(words[a]!, words[b]!));
  const placeOf = new Int32Array(words.length);
  for (const [place, code] of alphabetical.entries()) placeOf[code] = place;
  const { orderOf, orders } = orderNumbers(table, (row) => codes[row]! >= 0 && !Number.isNaN(at[row]!));
  const customer = new Int32Array(orders);
  const day = new Float64Array(orders).fill(Number.NEGATIVE_INFINITY);
  const spent = new Float64Array(orders);
  for (const [row, order] of orderOf.entries()) {
    if (order < 0) continue;
    customer[order] = placeOf[codes[row]!]!;
    day[order] = Math.max(day[order]!, Math.floor(at[row]! / DAY));
    spent[order]! += cents[row]! || 0;
  }
  return { ids: alphabetical.map((code) => words[code]!), customer, day, cents: spent };
}

/** Which order each row is part of, counted from 0; −1 for a row that is not `told`. */
function orderNumbers(table: Table, told: (row: number) => boolean): { orderOf: Int32Array; orders: number } {
  const orderOf = new Int32Array(table.rows).fill(-1);
  const orderIds = table.columns["order_id"] ? texts(table, "order_id") : null;
  const { codes: customers } = texts(table, "customer_id");
  const known = new Map<number, number>();
  let orders = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (!told(row)) continue;
    const id = orderIds?.codes[row] ?? -1;
    const key = customers[row]! * (orderIds?.words.length ?? 0) + id;
    const order = (id < 0 ? undefined : known.get(key)) ?? orders++;
    if (id >= 0) known.set(key, order);
    orderOf[row] = order;
  }
  return { orderOf, orders };
}

/** Who had bought what before a day. */
export function snapshotBefore(history: OrderHistory, before: number): Snapshot {
  const lastDay = new Float64Array(history.ids.length).fill(Number.NEGATIVE_INFINITY);
  const frequency = new Float64Array(history.ids.length);
  const monetaryCents = new Float64Array(history.ids.length);
  for (const [order, day] of history.day.entries()) {
    if (day >= before) continue;
    const customer = history.customer[order]!;
    lastDay[customer] = Math.max(lastDay[customer]!, day);
    frequency[customer]! += 1;
    monetaryCents[customer]! += history.cents[order]!;
  }
  const bought = (_: unknown, customer: number) => frequency[customer]! > 0;
  return {
    ids: history.ids.filter(bought),
    recencyDays: lastDay.filter(bought).map((day) => before - day),
    frequency: frequency.filter(bought),
    monetaryCents: monetaryCents.filter(bought),
  };
}

/** The window of `days` from a day on: the customers before it, and who of them bought in it. */
export function windowFrom(history: OrderHistory, from: number, days: number): Window {
  const before = snapshotBefore(history, from);
  const buyers = new Uint8Array(history.ids.length);
  for (const [order, day] of history.day.entries()) {
    if (day >= from && day < from + days) buyers[history.customer[order]!] = 1;
  }
  const place = new Map(history.ids.map((id, customer) => [id, customer]));
  return windowOf(
    days,
    before,
    Uint8Array.from(before.ids, (id) => buyers[place.get(id)!]!),
  );
}
