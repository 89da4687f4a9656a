import { add } from "#numeric/sparse-vector.js";
import type { Affinity } from "./affinity.js";
import { affinityModel, loadAffinityModel } from "./affinity-model.js";
import { buildAffinity } from "./build-affinity.js";
import { popularCounts } from "./popular-counts.js";
import { owners, positions } from "./positions.js";
import type { FitOptions, Histories, Recommender } from "./recommender.js";

/** How many events after an item still count as following it. */
const WINDOW = 5;

/**
 * What comes after what:
 *
 *     follows[i][j]    = Σ 1 / distance over all places where j stands at most 5 events after i
 *     transition[i][j] = follows[i][j] / √(customers with i · customers with j)
 *     score[j]         = Σ_p 0.7^age(p) · transition[history[p]][j]
 *
 * Directed: what follows a camera is not what a camera follows. A Markov chain of order 1 with skips, as in Ludewig &
 * Jannach (2018), Evaluation of session-based recommendation algorithms, UMUAI 28, §3.1 ("sequential rules", weight
 * 1 / distance), here with the popularity of both ends divided out as in the cosine.
 */
export const transition: Recommender = {
  name: "transition",
  async fit(histories, options) {
    return affinityModel("transition", [
      { name: "transition", scale: 1, rows: await transitionAffinity(histories, options) },
    ]);
  },
  load: (files) => loadAffinityModel("transition", files),
};

/** The weight of every pair of items of which one followed the other. */
export function transitionAffinity(histories: Histories, options: FitOptions): Promise<Affinity> {
  const { items, starts, item } = histories;
  const counts = popularCounts(histories);
  const owner = owners(starts);
  const places = positions(item, items);
  return buildAffinity({
    items,
    signal: options.signal,
    progress: options.progress,
    fillRow(i, row) {
      for (let c = places.starts[i]!; c < places.starts[i + 1]!; c++) {
        const p = places.position[c]!;
        const last = Math.min(p + WINDOW, starts[owner[p]! + 1]! - 1);
        for (let q = p + 1; q <= last; q++) add(row, item[q]!, 1 / (q - p));
      }
    },
    weigh: (follows, i, j) => follows / Math.sqrt(counts[i]! * counts[j]!),
  });
}
