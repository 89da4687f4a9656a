import type { Recommender } from "./recommender.js";
import { sequenceRecommender } from "./sequence-recommender.js";

/** Self-attention: Kang & McAuley (2018). */
export const sasrec: Recommender = sequenceRecommender(
  "sasrec",
  async () => (await import("./self-attention.js")).selfAttention,
);
