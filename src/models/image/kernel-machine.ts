import { setImmediate } from "node:timers/promises";
import { choleskyFactor, solveFactored } from "#numeric/cholesky.js";
import { inferenceModel } from "#tensor/inference-graph.js";
import { zeros } from "#tensor/initialisers.js";
import { scalar } from "#tensor/leaves.js";
import type { Network } from "#tensor/network.js";
import { add, exp, mul, relu, sub } from "#tensor/ops/elementwise.js";
import { gemm } from "#tensor/ops/matrix.js";
import { reduceSum } from "#tensor/ops/reduce.js";
import { openSession } from "#tensor/session.js";

/** Cases as they are needed: each time the same ones in the same order. */
export interface KernelCases {
  readonly width: number;
  readonly classes: number;
  /** [cases, width] of at most some hundred cases, and [cases] what they are. */
  chunks(): AsyncIterable<{ readonly features: Float32Array; readonly label: Int32Array }>;
}

/** The equations of a machine, before it is said how regular it shall be. */
export interface KernelSystem {
  readonly landmarks: number;
  /** [landmarks][landmarks] K(landmarks, cases)·K(cases, landmarks), lower half */
  readonly gram: readonly Float64Array[];
  /** [landmarks][landmarks] likeness of landmarks, lower half */
  readonly own: readonly Float64Array[];
  /** [classes][landmarks] */
  readonly right: readonly Float64Array[];
}

/**
 * Ridge regression of the classes (1 where it is, 0 where not, less their mean) on a case's likeness exp(−γ‖x − xₗ‖²) to some landmarks:
 *
 *     minimise over β   Σᵢ (k(xᵢ)·β − yᵢ)² + λ βᵀ K β
 *
 * With every case a landmark this is kernel ridge regression itself. Only chunks of cases are ever in memory.
 *
 * Source: Saunders, Gammerman & Vovk (1998), Ridge regression learning algorithm in dual variables; Smola & Schölkopf (2000), Sparse greedy
 * matrix approximation (the regression on a subset of the kernels).
 *
 * @param landmarks [landmarks, width]
 */
export async function kernelSystem(
  cases: KernelCases,
  landmarks: Float32Array,
  { gamma, means, signal }: { gamma: number; means: Float64Array; signal: AbortSignal },
): Promise<KernelSystem> {
  const { width, classes } = cases;
  const count = landmarks.length / width;
  const session = await openSession(likenessModel(landmarks, width, gamma), { threads: 2 });
  const gram = triangle(count);
  const right = Array.from({ length: classes }, () => new Float64Array(count));
  try {
    const ask = (features: Float32Array) =>
      session.run({ x: { data: features, shape: [features.length / width, width] } });
    for await (const { features, label } of cases.chunks()) {
      signal.throwIfAborted();
      const { likeness, gram: found } = await ask(features);
      addLower(gram, found!.data as Float32Array);
      addRight(right, likeness!.data as Float32Array, { label, means });
      await setImmediate();
    }
    return { landmarks: count, gram, right, own: await ownLikeness(landmarks, { width, ask }) };
  } finally {
    await session.close();
  }
}

const triangle = (size: number): Float64Array[] => Array.from({ length: size }, (_, i) => new Float64Array(i + 1));

async function ownLikeness(
  landmarks: Float32Array,
  { width, ask }: { width: number; ask: (features: Float32Array) => Promise<Record<string, { data: unknown }>> },
): Promise<Float64Array[]> {
  const count = landmarks.length / width;
  const own = triangle(count);
  const most = 512;
  for (let from = 0; from < count; from += most) {
    const rows = Math.min(most, count - from);
    const { likeness } = await ask(landmarks.slice(from * width, (from + rows) * width));
    const data = likeness!.data as Float32Array;
    for (let row = 0; row < rows; row++) own[from + row]!.set(data.subarray(row * count, row * count + from + row + 1));
  }
  return own;
}

function addLower(gram: readonly Float64Array[], found: Float32Array): void {
  const size = gram.length;
  for (const [i, row] of gram.entries()) {
    for (let j = 0; j <= i; j++) row[j]! += found[i * size + j]!;
  }
}

function addRight(
  right: readonly Float64Array[],
  likeness: Float32Array,
  { label, means }: { label: Int32Array; means: Float64Array },
): void {
  const count = right[0]?.length ?? 0;
  for (const [row, truth] of label.entries()) {
    const own = likeness.subarray(row * count, (row + 1) * count);
    for (const [of, sums] of right.entries()) {
      const miss = (of === truth ? 1 : 0) - means[of]!;
      for (let j = 0; j < count; j++) sums[j]! += miss * own[j]!;
    }
  }
}

/** Of the mean of the diagonal: likenesses are float32, and so rounded that equal landmarks would have no solution. */
const JITTER = 3e-5;

/** [landmarks, classes] the weights of the solution. */
export function solvedKernel({ landmarks, gram, own, right }: KernelSystem, ridge: number): Float32Array {
  const jitter = (JITTER * gram.reduce((sum, row, i) => sum + row[i]!, 0)) / landmarks;
  const matrix = gram.map((row, i) =>
    row.map((value, j) => value + ridge * own[i]![j]! + (i === j ? ridge * JITTER + jitter : 0)),
  );
  const lower = choleskyFactor(matrix);
  const classes = right.length;
  const weights = new Float32Array(landmarks * classes);
  for (const [of, side] of right.entries()) {
    const solution = solveFactored(lower, side);
    for (let i = 0; i < landmarks; i++) weights[i * classes + of] = solution[i]!;
  }
  return weights;
}

/** [landmarks, width] and γ in a graph: `x` [rows, width] to `likeness` [rows, landmarks] and `gram`, its product with itself. */
function likenessModel(landmarks: Float32Array, width: number, gamma: number): Uint8Array {
  const count = landmarks.length / width;
  const network: Network = {
    inputs: { x: { shape: [width] } },
    call({ x }, scope) {
      const likeness = likenessOf(x!, scope, { width, count, gamma });
      return { likeness, gram: gemm(likeness, likeness, undefined, { transA: true }) };
    },
  };
  return inferenceModel(network, { weights: landmarkWeights(landmarks, width) });
}

/** `x` [rows, width] to `y` [rows, classes], the scores of a solved machine. */
export function kernelModel(
  landmarks: Float32Array,
  weights: Float32Array,
  { width, classes, gamma, means }: { width: number; classes: number; gamma: number; means: Float64Array },
): Uint8Array {
  const count = landmarks.length / width;
  const network: Network = {
    inputs: { x: { shape: [width] } },
    call({ x }, scope) {
      const likeness = likenessOf(x!, scope, { width, count, gamma });
      return {
        y: gemm(
          likeness,
          scope.parameter("weights", [count, classes], zeros),
          scope.parameter("means", [classes], zeros),
        ),
      };
    },
  };
  return inferenceModel(network, {
    weights: new Map([...landmarkWeights(landmarks, width), ["weights", weights], ["means", Float32Array.from(means)]]),
  });
}

type Call = Network["call"];

function likenessOf(
  x: NonNullable<Parameters<Call>[0][string]>,
  scope: Parameters<Call>[1],
  { width, count, gamma }: { width: number; count: number; gamma: number },
) {
  const product = gemm(x, scope.parameter("landmarks", [width, count], zeros)); // [rows, landmarks]
  const squares = add(reduceSum(mul(x, x), [1], { keep: true }), scope.parameter("squares", [count], zeros));
  return exp(mul(relu(sub(squares, mul(product, scalar(2)))), scalar(-gamma)));
}

/** Landmarks turned round, [width, landmarks], and their squared lengths. */
function landmarkWeights(landmarks: Float32Array, width: number): Map<string, Float32Array> {
  const count = landmarks.length / width;
  const turned = new Float32Array(landmarks.length);
  const squares = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < width; column++) {
      const value = landmarks[row * width + column]!;
      turned[column * count + row] = value;
      squares[row]! += value * value;
    }
  }
  return new Map([
    ["landmarks", turned],
    ["squares", squares],
  ]);
}
