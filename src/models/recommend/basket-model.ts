import { add, clear } from "#numeric/sparse-vector.js";
import { bytes, json, type ModelFiles } from "../model-file.js";
import type { Affinity } from "./affinity.js";
import { affinityFiles, loadAffinity } from "./affinity-files.js";
import { newestPlaces } from "./newest-places.js";
import type { RecommenderModel } from "./recommender.js";

/** Of a longer history the newest distinct items are read: what is older would take longer than it is worth. */
const MOST_ITEMS = 2000;

const CARD = "recommender.json";
const ROWS = "affinity";

/**
 * Ranks by what the set of items in the past says, whatever their order and number:
 *
 *     score[j] = Σ_i weight[i][j]      i over the distinct items of the history
 *
 * The amount of an item that is there twice belongs to its newest event.
 */
export function basketModel(name: string, rows: Affinity): RecommenderModel {
  const { items, starts, neighbour, weight } = rows;
  return {
    name,
    items,
    score(history, scores) {
      clear(scores);
      for (const p of newestPlaces(history, MOST_ITEMS).toReversed()) {
        const i = history[p]!;
        for (let c = starts[i]!; c < starts[i + 1]!; c++) add(scores, neighbour[c]!, weight[c]!);
      }
    },
    reasons(history, item) {
      const amounts = new Float64Array(history.length);
      for (const p of newestPlaces(history, MOST_ITEMS)) {
        const row = neighbour.subarray(starts[history[p]!], starts[history[p]! + 1]);
        const found = row.indexOf(item);
        if (found >= 0) amounts[p] = weight[starts[history[p]!]! + found]!;
      }
      return { baseline: 0, amounts };
    },
    save: () => ({ [CARD]: bytes({ name, items }), ...affinityFiles(ROWS, rows) }),
  };
}

/** The model that `basketModel(name, …)` saved. @throws when a file is missing or of another model. */
export function loadBasketModel(name: string, files: ModelFiles): RecommenderModel {
  const card = json(files, CARD) as { name: string; items: number };
  if (card.name !== name) throw new TypeError(`expected the files of a ${name} model, got those of ${card.name}`);
  return basketModel(name, loadAffinity(files, ROWS, card.items));
}
