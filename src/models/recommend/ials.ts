import { clear, type SparseVector } from "#numeric/sparse-vector.js";
import { bytes, float32, json } from "../model-file.js";
import type { FactorSettings } from "./ials-factors.js";
import { newestPlaces } from "./newest-places.js";
import { fallsOf, ofSuffixes } from "./of-suffixes.js";
import type { Recommender, RecommenderModel } from "./recommender.js";
import { exactTaste, type WhitenedItems } from "./whitened-taste.js";

const SETTINGS: FactorSettings = { width: 64, iterations: 15, regularisation: 10, alpha: 40 };

/** Of a longer history the newest distinct items are read. */
const MOST_ITEMS = 500;

/** Events whose part in a score is told apart; what is older is read, and told with the oldest of these. */
const MOST_REASONS = 100;

const CARD = "recommender.json";
const FACTORS = "items.bin";

/**
 * Customers and items as 64 numbers each, whose product is near 1 where a customer has an item and near 0 where not, the
 * first 40 times as certain as the second. A customer's numbers are worked out anew from their history when asked.
 *
 * Source: Hu, Koren & Volinsky (2008), Collaborative filtering for implicit feedback datasets, ICDM.
 */
export const ials: Recommender = {
  name: "ials",
  async fit(histories, options) {
    options.signal.throwIfAborted();
    const { itemFactors } = await import("./ials-factors.js"); // what answers has no use for it
    const z = await itemFactors(histories, SETTINGS, options);
    options.progress(1);
    return ialsModel({ width: SETTINGS.width, alpha: SETTINGS.alpha, z }, histories.items);
  },
  load(files) {
    const { name, items, width, alpha } = json(files, CARD) as { name: string; items: number } & WhitenedItems;
    if (name !== ials.name) throw new TypeError(`expected the files of an ${ials.name} model, got those of ${name}`);
    return ialsModel({ width, alpha, z: float32(files, FACTORS, items * width) }, items);
  },
};

function ialsModel(whitened: WhitenedItems, items: number): RecommenderModel {
  const { width, alpha, z } = whitened;
  const suffixes = ofSuffixes<Float32Array>();
  const tasteOf = (history: Int32Array): Float32Array => {
    const v = new Float32Array(width);
    const rows = newestPlaces(history, MOST_ITEMS).map((p) => history[p]!);
    exactTaste(whitened, Int32Array.from(rows), v);
    return v;
  };
  return {
    name: ials.name,
    items,
    score(history, scores) {
      clear(scores);
      if (history.length > 0) fill(scores, whitened, tasteOf(history));
    },
    async reasons(history, item) {
      const tastes = await suffixes(history, MOST_REASONS, async (suffix) => tasteOf(suffix));
      return fallsOf(
        history,
        tastes.map((v) => likingOf(whitened, item, v)),
      );
    },
    save: () => ({ [CARD]: bytes({ name: ials.name, items, width, alpha }), [FACTORS]: bytes(z) }),
  };
}

function fill(scores: SparseVector, items: WhitenedItems, v: Float32Array): void {
  let count = 0;
  for (let i = 0; i < scores.value.length; i++) {
    const liking = likingOf(items, i, v);
    if (liking === 0) continue;
    scores.value[i] = liking;
    scores.touched[count] = i;
    count += 1;
  }
  scores.count = count;
}

/** z · v; what is below zero speaks against an item, which here is as much as saying nothing for it. */
function likingOf({ width, z }: WhitenedItems, item: number, v: Float32Array): number {
  const from = item * width;
  let [even, odd] = [0, 0];
  for (let d = 0; d < width; d += 2) {
    even += z[from + d]! * v[d]!;
    odd += z[from + d + 1]! * v[d + 1]!;
  }
  return Math.max(0, even + odd);
}
