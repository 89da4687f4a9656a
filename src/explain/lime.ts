import { mulberry32 } from "#numeric/mulberry32.js";
import { solvePositive } from "#numeric/solve-positive.js";
import type { PartScore, PartView } from "./part-score.js";

export interface LimeOptions {
  readonly seed: number;
  /** How many variations of the input are asked about; twenty a part where it is not said, at least 200. */
  readonly samples?: number;
}

/** Width of the kernel over 1 − cosine, and the ridge of the fit, as the authors' LimeTextExplainer sets them. */
const KERNEL_WIDTH = 0.25;
const RIDGE = 1;
const FEWEST = 200;
const EACH = 20;

/**
 * The linear model that answers most like the given one near this input: parts are taken away by lot, and the answers
 * are fitted by ridge regression, those to inputs more like the whole weighing more.
 *
 * Source: Ribeiro, Singh & Guestrin (2016), "Why should I trust you?"; weights exp(−d²/w²) with d = 1 − cosine of the
 * parts kept with all. The first sample is the input itself.
 */
export async function lime(parts: number, score: PartScore, { seed, samples }: LimeOptions): Promise<PartView> {
  const all = new Uint8Array(parts).fill(1);
  const count = samples ?? Math.max(FEWEST, EACH * parts);
  const kept = [all, ...variations(parts, { count: count - 1, random: mulberry32(seed) })];
  const answers = await score(kept);
  const weights = Float64Array.from(kept, (mask) => kernel(mask));
  const { intercept, slopes } = weightedRidge(kept, answers, weights);
  const sum = slopes.reduce((total, amount) => total + amount, 0);
  return { method: "LIME", baseline: intercept, amounts: slopes, error: Math.abs(answers[0]! - intercept - sum) };
}

function variations(parts: number, { count, random }: { count: number; random: () => number }): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const away = 1 + Math.floor(random() * parts); // from one part to all of them
    const order = Array.from({ length: parts }, (_, part) => ({ part, key: random() })).sort((a, b) => a.key - b.key);
    const mask = new Uint8Array(parts).fill(1);
    for (const { part } of order.slice(0, away)) mask[part] = 0;
    return mask;
  });
}

function kernel(mask: Uint8Array): number {
  const kept = mask.reduce((sum, value) => sum + value, 0);
  const distance = 1 - Math.sqrt(kept / Math.max(1, mask.length)); // the cosine of two 0-1 vectors, one all ones
  return Math.exp(-(distance * distance) / (KERNEL_WIDTH * KERNEL_WIDTH));
}

/** The intercept bears no penalty: parts and answers are centred on their weighted means first. */
function weightedRidge(kept: readonly Uint8Array[], answers: Float64Array, weights: Float64Array) {
  const parts = kept[0]?.length ?? 0;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const means = Float64Array.from({ length: parts }, (_, j) => weighted(weights, (i) => kept[i]![j]!) / total);
  const answerMean = weighted(weights, (i) => answers[i]!) / total;
  const matrix = Array.from({ length: parts }, () => new Float64Array(parts));
  const right = new Float64Array(parts);
  for (const [i, mask] of kept.entries()) {
    const centred = means.map((mean, j) => mask[j]! - mean);
    const miss = answers[i]! - answerMean;
    for (let j = 0; j < parts; j++) {
      const share = weights[i]! * centred[j]!;
      right[j]! += share * miss;
      for (let l = 0; l <= j; l++) matrix[j]![l]! += share * centred[l]!;
    }
  }
  for (let j = 0; j < parts; j++) matrix[j]![j]! += RIDGE;
  const slopes = solvePositive(matrix, right);
  return { slopes, intercept: answerMean - slopes.reduce((sum, slope, j) => sum + slope * means[j]!, 0) };
}

function weighted(weights: Float64Array, value: (i: number) => number): number {
  return weights.reduce((sum, weight, i) => sum + weight * value(i), 0);
}
