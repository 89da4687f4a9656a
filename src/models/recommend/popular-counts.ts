import type { Histories } from "./recommender.js";

/** How many distinct customers have each item. [items] */
export function popularCounts(histories: Histories): Int32Array {
  const { customers, items, starts, item } = histories;
  const counts = new Int32Array(items);
  const lastCustomer = new Int32Array(items).fill(-1);
  for (let u = 0; u < customers; u++) {
    for (let p = starts[u]!; p < starts[u + 1]!; p++) {
      const i = item[p]!;
      if (lastCustomer[i] === u) continue;
      lastCustomer[i] = u;
      counts[i]! += 1;
    }
  }
  return counts;
}
