import type { ShownItems } from "#measure/shown-items.js";
import { topItems } from "#models/recommend/top-items.js";
import type { SparseVector } from "#numeric/sparse-vector.js";

const SHOWN = 10;

/** Remembers what everyone who is measured would be shown. @param counts [items] distinct customers of each */
export function shownCollector(counts: Int32Array): {
  readonly shown: ShownItems;
  readonly seen: (history: Int32Array, scores: SparseVector) => void;
} {
  const lists: Int32Array[] = [];
  const histories: Int32Array[] = [];
  const best = topItems(counts, SHOWN);
  return {
    shown: { lists, histories },
    seen(history, scores) {
      const { item, count } = best(scores, history);
      lists.push(item.slice(0, count));
      histories.push(history);
    },
  };
}
