import { bestThreshold } from "#measure/two-class.js";
import { sigmoid } from "../linear/logistic-regression.js";
import { type PlattScaling, plattScaling } from "../linear/platt.js";

/** What a model's scores mean: the log-odds they stand for, and the probability from which the answer is yes. */
export interface Calibration extends PlattScaling {
  readonly threshold: number;
}

/** Found on held-out scores, which may be none: then they are left as they are, with the threshold at one half. */
export function calibrationOf(scores: Float64Array, positive: Uint8Array): Calibration {
  const platt = plattScaling(scores, positive);
  const threshold = bestThreshold(
    scores.map((score) => sigmoid(calibrated(score, platt))),
    positive,
  );
  return { ...platt, threshold };
}

/** The log-odds that a score stands for. */
export function calibrated(score: number, { scale, shift }: PlattScaling): number {
  return scale * score + shift;
}
