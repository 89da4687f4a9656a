import { logLosses } from "#measure/two-class.js";
import type { SparseRows } from "#numeric/sparse-rows.js";
import { columnScale, scaled } from "../linear/column-scale.js";
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
  const x = new Float32Array(means.length * width);
  for (const [row, mean] of means.entries()) x.set(mean, row * width);
  const { middle, deviation } = columnScale(x, width);
  const rows = dense(scaled(x, { middle, deviation }), width);
  const classes = "balanced";
  const score = await logisticRegression(rows, positive, { strength, classes, signal, progress: () => undefined });
  const weights = Float32Array.from(score.weights, (weight, i) => weight / deviation[i]!);
  return { weights, bias: weights.reduce((bias, weight, i) => bias - weight * middle[i]!, score.bias) };
}

/** @param value [rows, width] */
function dense(value: Float32Array, width: number): SparseRows {
  const rows = value.length / width;
  return {
    ...{ rows, columns: width, value },
    starts: Int32Array.from({ length: rows + 1 }, (_, row) => row * width),
    column: Int32Array.from(value, (_, cell) => cell % width),
  };
}
