import { setImmediate } from "node:timers/promises";
import { lbfgs, type Objective } from "#numeric/lbfgs.js";
import { multiply, type SparseRows } from "#numeric/sparse-rows.js";

/** Weights of a linear score: `bias + weights · x`, the log-odds of the positive class. */
export interface LinearScore {
  /** [columns] */
  readonly weights: Float64Array;
  readonly bias: number;
}

export interface LogisticOptions {
  /** C: how much the cases count against the size of the weights; larger is less regular. */
  readonly strength: number;
  /** "balanced": each class counts alike, however many cases it has. */
  readonly classes: "as they are" | "balanced";
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1], as far as it can be known. */
  readonly progress: (share: number) => void;
  /** Begins where a fit of another strength ended. */
  readonly from?: LinearScore;
}

const MOST_STEPS = 200;
const MEMORY = 6; // more costs more than it saves
const TOLERANCE = 3e-5; // of the mean loss: beyond it no label changes

/**
 * Logistic regression with ridge penalty, by L-BFGS:
 *
 *     minimise  ½‖w‖² + C · Σᵢ cᵢ · ln(1 + exp(−yᵢ(w·xᵢ + b)))      yᵢ = ±1; the bias b bears no penalty
 *
 * the same problem as scikit-learn's LogisticRegression, divided by C·n so that the tolerance means the same for
 * any number of cases.
 *
 * @param positive [rows] 1 or 0. @throws {RangeError} when one of the classes has no case.
 */
export async function logisticRegression(
  x: SparseRows,
  positive: Uint8Array,
  options: LogisticOptions,
): Promise<LinearScore> {
  const { strength, signal, progress, from } = options;
  const classWeights = weightsOf(positive, options.classes);
  const parameters = new Float64Array(x.columns + 1); // the bias is the last
  if (from) {
    parameters.set(from.weights);
    parameters[x.columns] = from.bias;
  }
  const objective = lossOf(x, { positive, classWeights, strength });
  const search = { iterations: MOST_STEPS, tolerance: TOLERANCE, memory: MEMORY, curvature: curvatureOf(x, strength) };
  for (const { iteration } of lbfgs(objective, parameters, search)) {
    await setImmediate();
    signal.throwIfAborted();
    progress(iteration / MOST_STEPS);
  }
  progress(1);
  return { weights: parameters.slice(0, x.columns), bias: parameters[x.columns]! };
}

/** [rows] the score of every row */
export function linearScores(x: SparseRows, { weights, bias }: LinearScore): Float64Array {
  const scores = new Float64Array(x.rows);
  multiply(x, weights, scores);
  return scores.map((score) => score + bias);
}

/** By class (0, 1) how much each of its cases counts. */
function weightsOf(positive: Uint8Array, classes: LogisticOptions["classes"]): readonly [number, number] {
  const positives = positive.reduce((sum, value) => sum + value, 0);
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(
      `logistic regression needs cases of both classes, got ${positives} positive and ${negatives} negative`,
    );
  }
  if (classes === "as they are") return [1, 1];
  return [positive.length / (2 * negatives), positive.length / (2 * positives)];
}

interface Cases {
  readonly positive: Uint8Array;
  readonly classWeights: readonly [number, number];
  readonly strength: number;
}

/** Row by row: its score, its loss, and what it pulls each of its weights by, while its cells are at hand. */
function lossOf(x: SparseRows, { positive, classWeights, strength }: Cases): Objective {
  const { rows, columns, starts, column, value } = x;
  const ridge = 1 / (strength * rows);
  return (parameters, gradient) => {
    const bias = parameters[columns]!;
    let squares = 0;
    for (let j = 0; j < columns; j++) {
      const weight = parameters[j]!;
      squares += weight * weight;
      gradient[j] = ridge * weight;
    }
    let loss = (ridge * squares) / 2;
    let biasSlope = 0;
    for (let row = 0; row < rows; row++) {
      const [from, to] = [starts[row]!, starts[row + 1]!];
      let score = bias;
      for (let cell = from; cell < to; cell++) score += value[cell]! * parameters[column[cell]!]!;
      const weight = classWeights[positive[row] as 0 | 1] / rows;
      loss += weight * softplus(positive[row] === 1 ? -score : score);
      const slope = weight * (sigmoid(score) - positive[row]!);
      biasSlope += slope;
      for (let cell = from; cell < to; cell++) gradient[column[cell]!]! += slope * value[cell]!;
    }
    gradient[columns] = biasSlope;
    return loss;
  };
}

/** [columns + 1] About the curvature along each weight and the bias: that of the ridge, and a quarter of the squares of its cells. */
function curvatureOf({ rows, columns, column, value }: SparseRows, strength: number): Float64Array {
  const curvature = new Float64Array(columns + 1).fill(1 / (strength * rows));
  for (let cell = 0; cell < column.length; cell++) curvature[column[cell]!]! += value[cell]! ** 2 / (4 * rows);
  curvature[columns] = 1 / 4;
  return curvature;
}

/** ln(1 + eˣ), without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
