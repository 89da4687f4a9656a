/** Where each item stands in the flat array of events. */
export interface Positions {
  /** [items + 1]: item i stands at `position[starts[i]] … position[starts[i + 1] − 1]`. */
  readonly starts: Int32Array;
  /** [events] ascending within an item. */
  readonly position: Int32Array;
}

/** The places of every item, by counting sort. @param item [events] each in [0, items). */
export function positions(item: Int32Array, items: number): Positions {
  const starts = new Int32Array(items + 1);
  for (const i of item) starts[i + 1]! += 1;
  for (let i = 0; i < items; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice(0, items);
  const position = new Int32Array(item.length);
  for (let p = 0; p < item.length; p++) {
    const i = item[p]!;
    position[next[i]!] = p;
    next[i]! += 1;
  }
  return { starts, position };
}

/** The customer of each event. @param starts [customers + 1] @returns [events] */
export function owners(starts: Int32Array): Int32Array {
  const customers = starts.length - 1;
  const owner = new Int32Array(starts[customers] ?? 0);
  for (let u = 0; u < customers; u++) owner.fill(u, starts[u], starts[u + 1]);
  return owner;
}
