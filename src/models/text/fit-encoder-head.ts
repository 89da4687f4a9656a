import { logLosses } from "#measure/two-class.js";
import type { SparseRows } from "#numeric/sparse-rows.js";
import { logisticRegression, sigmoid } from "../linear/logistic-regression.js";
import { type Calibration, calibrated, calibrationOf } from "./calibration.js";
import { type EncoderHead, headScore } from "./encoder-text-model.js";
import type { FitOptions } from "./text-classifier.js";

/** What an encoder says of texts, and which of them are of the positive class. */
export interface LabelledMeans {
  /** [texts] */
  readonly means: readonly Float32Array[];
  readonly positive: Uint8Array;
}

export interface FittedHead {
  readonly head: EncoderHead;
  readonly calibration: Calibration;
  readonly strength: number;
}

/** A column that is the same for every text but for rounding tells nothing, and must not be blown up: of the usual deviation. */
const LEAST_DEVIATION = 1e-3;

/** Tried on validation, from the most regular on; the second is used where there is none. */
const strengths = [0.001, 0.01, 0.1, 1] as const;

/** Logistic regression on what an encoder says, with the strength of the least log-loss on validation. */
export async function fitEncoderHead(
  train: LabelledMeans,
  validation: LabelledMeans,
  options: FitOptions,
): Promise<FittedHead> {
  let best: (FittedHead & { readonly loss: number }) | null = null;
  for (const strength of validation.means.length > 0 ? strengths : [strengths[1]]) {
    const head = await headOf(train, strength, options);
    const scores = Float64Array.from(validation.means, (mean) => headScore(head, mean));
    const calibration = calibrationOf(scores, validation.positive);
    const chances = scores.map((score) => sigmoid(calibrated(score, calibration)));
    const loss = logLosses(chances, validation.positive).reduce((sum, one) => sum + one, 0);
    if (best && loss > best.loss) break;
    best = { head, calibration, strength, loss };
  }
  const { head, calibration, strength } = best as FittedHead;
  return { head, calibration, strength };
}

/** Every column is brought to mean 0 and deviation 1 while its weight is learned; the weights that come out are for it as it is. */
export async function headOf(
  { means, positive }: LabelledMeans,
  strength: number,
  { signal }: Pick<FitOptions, "signal">,
): Promise<EncoderHead> {
  const width = means[0]?.length ?? 0;
  const { middle, deviation } = columnsOf(means, width);
  const rows = dense(
    means.map((mean) => mean.map((value, i) => (value - middle[i]!) / deviation[i]!)),
    width,
  );
  const classes = "balanced";
  const score = await logisticRegression(rows, positive, { strength, classes, signal, progress: () => undefined });
  const weights = Float32Array.from(score.weights, (weight, i) => weight / deviation[i]!);
  return { weights, bias: weights.reduce((bias, weight, i) => bias - weight * middle[i]!, score.bias) };
}

function columnsOf(means: readonly Float32Array[], width: number) {
  const [middle, deviation] = [new Float64Array(width), new Float64Array(width)];
  for (const mean of means) for (let i = 0; i < width; i++) middle[i]! += mean[i]! / means.length;
  for (const mean of means)
    for (let i = 0; i < width; i++) deviation[i]! += (mean[i]! - middle[i]!) ** 2 / means.length;
  const usual = deviation.reduce((sum, square) => sum + Math.sqrt(square), 0) / width;
  return { middle, deviation: deviation.map((square) => Math.max(Math.sqrt(square), LEAST_DEVIATION * usual) || 1) };
}

function dense(rows: readonly Float32Array[], width: number): SparseRows {
  const value = new Float32Array(rows.length * width);
  for (const [row, values] of rows.entries()) value.set(values, row * width);
  return {
    ...{ rows: rows.length, columns: width, value },
    starts: Int32Array.from({ length: rows.length + 1 }, (_, row) => row * width),
    column: Int32Array.from(value, (_, cell) => cell % width),
  };
}
