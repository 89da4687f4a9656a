import { sparseVector } from "#numeric/sparse-vector.js";
import type { Offer } from "./pool.js";
import type { RecommendModel } from "./recommend-model.js";

/** Every item by the model's score, equal ones by popularity, then by number; behind them the most popular of the rest. */
export async function likely({ recommender, items, counts }: RecommendModel, history: Int32Array): Promise<Offer[]> {
  const scores = sparseVector(items.length);
  await recommender.score(history, scores);
  const { value } = scores;
  const order = Int32Array.from(items.keys())
    .filter((i) => value[i]! > 0 || counts[i]! > 0)
    .sort((a, b) => Math.max(0, value[b]!) - Math.max(0, value[a]!) || counts[b]! - counts[a]! || a - b);
  return Array.from(order, (number) => {
    const isSupported = history.length > 0 && value[number]! > 0;
    return {
      item: items[number]!,
      number,
      score: isSupported ? value[number]! : 0,
      evidence: { kind: isSupported ? "past" : "popular" },
    };
  });
}
