import { bytes, int32, json } from "../model-file.js";
import { popularCounts } from "./popular-counts.js";
import type { Recommender, RecommenderModel } from "./recommender.js";

/** The baseline: everyone is shown what most customers have. The score is that number of distinct customers. */
export const popularity: Recommender = {
  name: "popularity",
  async fit(histories, { progress, signal }) {
    signal.throwIfAborted();
    const counts = popularCounts(histories);
    progress(1);
    return popularityModel(counts);
  },
  load(files) {
    const { items } = json(files, "recommender.json") as { items: number };
    return popularityModel(int32(files, "popularity.bin", items));
  },
};

/** @param counts [items] distinct customers of each item */
function popularityModel(counts: Int32Array): RecommenderModel {
  const values = Float64Array.from(counts);
  const had = Int32Array.from(counts.keys()).filter((i) => counts[i]! > 0);
  return {
    name: "popularity",
    items: counts.length,
    score(_history, scores) {
      scores.value.set(values);
      scores.touched.set(had);
      scores.count = had.length;
    },
    reasons: (history, item) => ({ baseline: counts[item] ?? 0, amounts: new Float64Array(history.length) }),
    save: () => ({
      "recommender.json": bytes({ name: "popularity", items: counts.length }),
      "popularity.bin": bytes(counts),
    }),
  };
}
