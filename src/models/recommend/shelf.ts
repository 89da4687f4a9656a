import { add } from "#numeric/sparse-vector.js";
import { bytes, int32, json, type ModelFiles } from "../model-file.js";
import type { Affinity } from "./affinity.js";
import { affinityFiles, loadAffinity } from "./affinity-files.js";
import { baskets } from "./baskets.js";
import { buildAffinity } from "./build-affinity.js";
import { popularCounts } from "./popular-counts.js";
import { owners, positions } from "./positions.js";
import type { FitOptions, Histories } from "./recommender.js";

/** What stands beside each item: the neighbours of a shelf. */
export interface Shelf {
  /** Of each item the strongest neighbours. */
  readonly rows: Affinity;
  /** [items] customers (or orders) with each. */
  readonly counts: Int32Array;
  /** What is added to the geometric mean of two counts, so that one coincidence is no rule. */
  readonly shrinkage: number;
}

/** One neighbour, and how often both are together. */
export interface Neighbour {
  readonly item: number;
  readonly weight: number;
  /** Customers (or orders) with both. */
  readonly both: number;
}

export interface ShelfOptions extends Pick<FitOptions, "signal" | "progress"> {
  readonly shrinkage: number;
}

const NEIGHBOURS = 50;
const MOST_ITEMS_A_BASKET = 500;

/**
 * Which items are had together:
 *
 *     weight[i][j] = both / (√(with i · with j) + shrinkage)
 */
export async function fitShelf(histories: Histories, options: ShelfOptions): Promise<Shelf> {
  const { items } = histories;
  const { shrinkage, signal, progress } = options;
  const counts = popularCounts(histories);
  const basket = baskets(histories, MOST_ITEMS_A_BASKET);
  const owner = owners(basket.starts);
  const places = positions(basket.item, items);
  const rows = await buildAffinity({
    items,
    signal,
    progress,
    neighbours: NEIGHBOURS,
    fillRow(i, row) {
      for (let c = places.starts[i]!; c < places.starts[i + 1]!; c++) {
        const u = owner[places.position[c]!]!;
        for (let p = basket.starts[u]!; p < basket.starts[u + 1]!; p++) add(row, basket.item[p]!, 1);
      }
    },
    weigh: (both, i, j) => both / (Math.sqrt(counts[i]! * counts[j]!) + shrinkage),
  });
  return { rows, counts, shrinkage };
}

/** The neighbours of one item, strongest first; only those seen together at least `fewest` times. */
export function neighboursOf({ rows, counts, shrinkage }: Shelf, item: number, fewest: number): readonly Neighbour[] {
  const found: Neighbour[] = [];
  for (let c = rows.starts[item]!; c < rows.starts[item + 1]!; c++) {
    const [other, weight] = [rows.neighbour[c]!, rows.weight[c]!];
    const both = Math.round(weight * (Math.sqrt(counts[item]! * counts[other]!) + shrinkage));
    if (both >= fewest) found.push({ item: other, weight, both });
  }
  return found.sort((a, b) => b.weight - a.weight || counts[b.item]! - counts[a.item]! || a.item - b.item);
}

export function shelfFiles(name: string, { rows, counts, shrinkage }: Shelf): ModelFiles {
  return {
    ...affinityFiles(name, rows),
    [`${name}.counts.bin`]: bytes(counts),
    [`${name}.json`]: bytes({ items: rows.items, shrinkage }),
  };
}

/** The shelf that `shelfFiles(name, …)` wrote. @throws when a file is missing or cut short. */
export function loadShelf(files: ModelFiles, name: string): Shelf {
  const { items, shrinkage } = json(files, `${name}.json`) as { items: number; shrinkage: number };
  return {
    rows: loadAffinity(files, name, items),
    counts: int32(files, `${name}.counts.bin`, items),
    shrinkage,
  };
}
