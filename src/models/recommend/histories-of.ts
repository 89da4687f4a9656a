import type { Histories } from "./recommender.js";

/** Histories from a list of item numbers a customer, oldest first. */
export function historiesOf(lists: readonly (readonly number[])[], items: number): Histories {
  const starts = new Int32Array(lists.length + 1);
  for (const [u, list] of lists.entries()) starts[u + 1] = starts[u]! + list.length;
  return { customers: lists.length, items, starts, item: Int32Array.from(lists.flat()) };
}
