import { setImmediate } from "node:timers/promises";
import { lbfgs, type Objective } from "#numeric/lbfgs.js";

/** Cases as rows of numbers, and which class each is of. */
export interface DenseCases {
  /** [rows, width] */
  readonly x: Float32Array;
  readonly width: number;
  /** [rows] from 0 on */
  readonly label: Int32Array;
  readonly classes: number;
}

/** Weights of linear scores, one a class. */
export interface LinearScores {
  /** [classes, width] */
  readonly weights: Float64Array;
  /** [classes] */
  readonly biases: Float64Array;
}

export interface SoftmaxOptions {
  /** C: how much the cases count against the size of the weights; larger is less regular. */
  readonly strength: number;
  readonly signal: AbortSignal;
  /** Begins where a fit of another strength ended. */
  readonly from?: LinearScores;
}

const MOST_STEPS = 200;
const TOLERANCE = 1e-4; // of the mean loss
const LEAST_CHANCE = 1e-300;

/**
 * Multinomial logistic regression with ridge penalty, by L-BFGS:
 *
 *     minimise  ½‖W‖² + C · Σᵢ −ln softmax(W xᵢ + b)[yᵢ]      the biases b bear no penalty
 *
 * the same problem as scikit-learn's LogisticRegression of many classes, divided by C·n so that the tolerance means the same for any
 * number of cases.
 */
export async function softmaxRegression(
  cases: DenseCases,
  { strength, signal, from }: SoftmaxOptions,
): Promise<LinearScores> {
  const { width, classes } = cases;
  const parameters = new Float64Array(classes * (width + 1)); // the biases are the last
  if (from) {
    parameters.set(from.weights);
    parameters.set(from.biases, classes * width);
  }
  for (const _ of lbfgs(lossOf(cases, strength), parameters, { iterations: MOST_STEPS, tolerance: TOLERANCE })) {
    await setImmediate();
    signal.throwIfAborted();
  }
  return { weights: parameters.slice(0, classes * width), biases: parameters.slice(classes * width) };
}

/** [rows, classes] @param x [rows, width] */
export function classScores(x: Float32Array, width: number, { weights, biases }: LinearScores): Float32Array {
  const classes = biases.length;
  const rows = x.length / width;
  const scores = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    for (let of = 0; of < classes; of++) {
      let score = biases[of]!;
      for (let i = 0; i < width; i++) score += weights[of * width + i]! * x[row * width + i]!;
      scores[row * classes + of] = score;
    }
  }
  return scores;
}

function lossOf({ x, width, label, classes }: DenseCases, strength: number): Objective {
  const rows = label.length;
  const weights = classes * width;
  const ridge = 1 / (strength * rows);
  const chances = new Float64Array(classes);
  return (parameters, gradient) => {
    let squares = 0;
    for (let j = 0; j < weights; j++) {
      squares += parameters[j]! ** 2;
      gradient[j] = ridge * parameters[j]!;
    }
    gradient.fill(0, weights);
    let loss = (ridge * squares) / 2;
    for (let row = 0; row < rows; row++) {
      const own = x.subarray(row * width, (row + 1) * width);
      chancesOf(own, parameters, chances);
      const truth = label[row]!;
      loss -= Math.log(chances[truth]!) / rows;
      chances[truth]! -= 1;
      for (let of = 0; of < classes; of++) {
        const slope = chances[of]! / rows;
        gradient[weights + of]! += slope;
        for (let i = 0; i < width; i++) gradient[of * width + i]! += slope * own[i]!;
      }
    }
    return loss;
  };
}

/** @param own [width] @param parameters [classes · width + classes] @param chances into [classes], above 0 */
function chancesOf(own: Float32Array, parameters: Float64Array, chances: Float64Array): void {
  const [classes, width] = [chances.length, own.length];
  let greatest = Number.NEGATIVE_INFINITY;
  for (let of = 0; of < classes; of++) {
    let score = parameters[classes * width + of]!;
    for (let i = 0; i < width; i++) score += parameters[of * width + i]! * own[i]!;
    chances[of] = score;
    greatest = Math.max(greatest, score);
  }
  let sum = 0;
  for (let of = 0; of < classes; of++) sum += chances[of] = Math.exp(chances[of]! - greatest);
  for (let of = 0; of < classes; of++) chances[of] = Math.max(LEAST_CHANCE, chances[of]! / sum);
}
