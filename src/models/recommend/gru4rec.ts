import type { Recommender } from "./recommender.js";
import { sequenceRecommender } from "./sequence-recommender.js";

/** Gated recurrent units: Hidasi et al. (2016). */
export const gru4rec: Recommender = sequenceRecommender(
  "gru4rec",
  async () => (await import("./recurrence.js")).recurrence,
  { batchSize: 64 }, // its rows are a third as long
);
