import { add } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";
import { affinityModel, loadAffinityModel } from "./affinity-model.js";
import { baskets } from "./baskets.js";
import { buildAffinity } from "./build-affinity.js";
import { popularCounts } from "./popular-counts.js";
import { owners, positions } from "./positions.js";
import type { FitOptions, Histories, Recommender } from "./recommender.js";

/** A reseller with ten thousand items says little of taste and would cost a hundred million pairs. */
const MOST_ITEMS_A_CUSTOMER = 500;

/**
 * Items are alike when the same customers have them:
 *
 *     cosine[i][j] = customers with both / √(customers with i · customers with j)      diagonal 0
 *     score[j]     = Σ_p 0.7^age(p) · cosine[history[p]][j]
 *
 * Binary counts, all neighbours. Source: Sarwar, Karypis, Konstan & Riedl (2001), Item-based collaborative filtering
 * recommendation algorithms, WWW 10, §3.1.1; the decay of the history as in Ding & Li (2005), Time weight
 * collaborative filtering, CIKM 14, over places in the history instead of days.
 */
export const cosine: Recommender = {
  name: "cosine",
  async fit(histories, options) {
    return affinityModel("cosine", [{ name: "cosine", scale: 1, rows: await cosineAffinity(histories, options) }]);
  },
  load: (files) => loadAffinityModel("cosine", files),
};

/** The cosine of every pair of items that share a customer. */
export function cosineAffinity(histories: Histories, options: FitOptions): Promise<Affinity> {
  const { items } = histories;
  const counts = popularCounts(histories);
  const basket = baskets(histories, MOST_ITEMS_A_CUSTOMER);
  const owner = owners(basket.starts);
  const places = positions(basket.item, items);
  return buildAffinity({
    items,
    signal: options.signal,
    progress: options.progress,
    fillRow(i, row) {
      for (let c = places.starts[i]!; c < places.starts[i + 1]!; c++) {
        const u = owner[places.position[c]!]!;
        for (let p = basket.starts[u]!; p < basket.starts[u + 1]!; p++) add(row, basket.item[p]!, 1);
      }
    },
    weigh: (both, i, j) => both / Math.sqrt(counts[i]! * counts[j]!),
  });
}
