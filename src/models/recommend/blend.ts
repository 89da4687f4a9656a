import { affinityModel, loadAffinityModel } from "./affinity-model.js";
import { cosineAffinity } from "./cosine.js";
import type { Recommender } from "./recommender.js";
import { transitionAffinity } from "./transition.js";

/** Of 0, 0.25, 0.5, 1 and 2 the one with the best validation HR@10 on Amazon Beauty; see recommend.md. */
const COSINE_SCALE = 0.5;

/**
 * What comes next, and where nothing is known to come next, what goes together:
 *
 *     score[j] = transition[j] + 0.5 · cosine[j]      each with its own 0.7^age
 */
export const blend: Recommender = {
  name: "blend",
  async fit(histories, options) {
    const { progress } = options;
    const follows = await transitionAffinity(histories, { ...options, progress: (share) => progress(share / 3) });
    const alike = await cosineAffinity(histories, { ...options, progress: (share) => progress((1 + 2 * share) / 3) });
    return affinityModel("blend", [
      { name: "transition", scale: 1, rows: follows },
      { name: "cosine", scale: COSINE_SCALE, rows: alike },
    ]);
  },
  load: (files) => loadAffinityModel("blend", files),
};
