import type { Histories } from "./recommender.js";

/** Every customer's distinct items. */
export interface Baskets {
  /** [customers + 1] */
  readonly starts: Int32Array;
  /** [entries] newest first within a customer */
  readonly item: Int32Array;
}

/** What each customer has, each item once; of more than `most` items the ones they came back to last. */
export function baskets(histories: Histories, most: number): Baskets {
  const { customers, items, starts, item } = histories;
  const basketStarts = new Int32Array(customers + 1);
  const basketItem = new Int32Array(item.length);
  const lastCustomer = new Int32Array(items).fill(-1);
  let size = 0;
  for (let u = 0; u < customers; u++) {
    const end = size + most;
    for (let p = starts[u + 1]! - 1; p >= starts[u]! && size < end; p--) {
      const i = item[p]!;
      if (lastCustomer[i] === u) continue;
      lastCustomer[i] = u;
      basketItem[size] = i;
      size += 1;
    }
    basketStarts[u + 1] = size;
  }
  return { starts: basketStarts, item: basketItem.subarray(0, size) };
}
