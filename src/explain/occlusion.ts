import type { PartScore, PartView } from "./part-score.js";

/**
 * What each part is worth where all others are: the answer less the answer without it.
 *
 * Source: Zeiler & Fergus (2014), Visualizing and understanding convolutional networks, for pictures; Li, Monroe &
 * Jurafsky (2016), Understanding neural networks through representation erasure, for words.
 */
export async function occlusion(parts: number, score: PartScore): Promise<PartView> {
  const all = new Uint8Array(parts).fill(1);
  const without = Array.from({ length: parts }, (_, part) => all.with(part, 0));
  const [answer, nothing, ...others] = await score([all, new Uint8Array(parts), ...without]);
  const amounts = Float64Array.from(others, (other) => answer! - other);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return { method: "occlusion", baseline: nothing!, amounts, error: Math.abs(answer! - nothing! - sum) };
}
