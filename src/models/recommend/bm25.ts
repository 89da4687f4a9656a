import { add } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";
import { basketModel, loadBasketModel } from "./basket-model.js";
import { baskets } from "./baskets.js";
import { buildAffinity } from "./build-affinity.js";
import { popularCounts } from "./popular-counts.js";
import { owners, positions } from "./positions.js";
import type { FitOptions, Histories, Recommender } from "./recommender.js";

/** How soon more customers of an item count less, and how much so: 0 not at all, 1 in full. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;

/** Neighbours of an item, itself among them. */
const NEIGHBOURS = 100;

const MOST_ITEMS_A_CUSTOMER = 500;

/**
 * Items are alike when customers have both, each customer weighing the more the less they have, each item the less the
 * more customers it has:
 *
 *     weight[i][u] = (K1 + 1) / (K1 · (1 − b + b · customers of i / mean) + 1) · log(items / (items of u + 1))
 *     bm25[i][j]   = Σ_u weight[i][u] · weight[j][u]      of each i the 100 largest, itself among them
 *     score[j]     = Σ_i bm25[i][j]                       i over the distinct items of the history
 *
 * Source: Robertson, Walker, Jones, Hancock-Beaulieu & Gatford (1994), Okapi at TREC-3, with items as documents and
 * customers as words.
 */
export const bm25: Recommender = {
  name: "bm25",
  async fit(histories, options) {
    return basketModel("bm25", await bm25Affinity(histories, options));
  },
  load: (files) => loadBasketModel("bm25", files),
};

function bm25Affinity(histories: Histories, { signal, progress }: FitOptions): Promise<Affinity> {
  const { items } = histories;
  const counts = popularCounts(histories);
  const basket = baskets(histories, MOST_ITEMS_A_CUSTOMER);
  const owner = owners(basket.starts);
  const places = positions(basket.item, items);
  const ofItem = itemWeights(counts);
  const ofCustomer = Float64Array.from({ length: histories.customers }, (_, u) => {
    const owned = basket.starts[u + 1]! - basket.starts[u]!;
    return Math.log(items / (owned + 1)) ** 2;
  });
  return buildAffinity({
    items,
    signal,
    progress,
    neighbours: NEIGHBOURS - 1,
    fillRow(i, row) {
      for (let c = places.starts[i]!; c < places.starts[i + 1]!; c++) {
        const u = owner[places.position[c]!]!;
        if (ofCustomer[u] === 0) continue;
        for (let p = basket.starts[u]!; p < basket.starts[u + 1]!; p++) add(row, basket.item[p]!, ofCustomer[u]!);
      }
    },
    weigh: (sum, i, j) => sum * ofItem[i]! * ofItem[j]!,
  });
}

/** What an item's share of every weight is. @param counts [items] distinct customers of each */
function itemWeights(counts: Int32Array): Float64Array {
  const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  return Float64Array.from(counts, (count) => {
    const length = 1 - LENGTH_SHARE + LENGTH_SHARE * (count / Math.max(mean, Number.MIN_VALUE));
    return (SATURATION + 1) / (SATURATION * length + 1);
  });
}
