import { type Table, texts } from "#table/table.js";
import { historiesOf } from "./histories-of.js";
import type { Histories } from "./recommender.js";

/** What each order holds, numbered as `items` says, in the order of the rows; null where the rows name no orders. */
export function orderHistories(table: Table, items: readonly string[]): Histories | null {
  if (!table.columns["order_id"]) return null;
  const order = texts(table, "order_id");
  const item = texts(table, "item_id");
  if (order.words.length === 0) return null;
  const numbers = new Map(items.map((id, number) => [id, number]));
  const numberOf = item.words.map((id) => numbers.get(id) ?? -1);
  const lists: number[][] = order.words.map(() => []);
  for (let row = 0; row < table.rows; row++) {
    const number = numberOf[item.codes[row]!] ?? -1;
    if (number >= 0) lists[order.codes[row]!]?.push(number);
  }
  return historiesOf(lists, items.length);
}
