import type { Recommender } from "./recommender.js";
import { sequenceRecommender } from "./sequence-recommender.js";

/** Convolutions: Tang & Wang (2018). */
export const caser: Recommender = sequenceRecommender(
  "caser",
  async () => (await import("./convolutions.js")).convolutions,
);
