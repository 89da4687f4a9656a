import { generate, type NdArray, reader } from "../nd-array.js";
import { broadcastShape, type Dimension, known, type Shape, sameDimension } from "../shape.js";
import { type Attributes, apply, BadUse, numberIn, type Op, shapesText, type Tensor } from "../tensor.js";

/** Matrices multiplied, the axes before the last two broadcast; at least two axes each. */
export const matMulOp: Op = {
  name: "MatMul",
  infer: (inputs) => [{ shape: productShape("MatMul", inputs, {}), type: "float32" }],
  evaluate: ([a, b], { outputs }) => (a && b ? [multiplied(a, b, known(outputs[0]?.shape ?? []), 1)] : []),
};

/** alpha · A·B + beta · C of two matrices, each transposed where transA, transB are 1; C is stretched, or absent. */
export const gemmOp: Op = {
  name: "Gemm",
  floats: ["alpha", "beta"],
  infer: (inputs, attributes) => [{ shape: gemmShape("Gemm", inputs, attributes), type: "float32" }],
  evaluate: ([a, b, c], { attributes, outputs }) => {
    if (!a || !b) return [];
    const left = attributes["transA"] === 1 ? swapped(a) : a;
    const right = attributes["transB"] === 1 ? swapped(b) : b;
    const shape = known(outputs[0]?.shape ?? []);
    const product = multiplied(left, right, shape, numberIn(attributes, "alpha", 1));
    if (!c) return [product];
    const [read, more] = [reader(product), reader(c)];
    const beta = numberIn(attributes, "beta", 1);
    return [generate(shape, (at) => read(at) + beta * more(at))];
  },
};

/**
 * alpha · A·B with A, B transposed in their last two axes where transA, transB are 1; where transBatchA, transBatchB are
 * 1, the first axis is taken as the second last: [rows, batch…, columns] is read as [batch…, rows, columns].
 *
 * Source: ONNX Runtime contrib operators, com.microsoft.FusedMatMul.
 */
export const fusedMatMulOp: Op = {
  name: "FusedMatMul",
  domain: "com.microsoft",
  floats: ["alpha"],
  infer: (inputs, attributes) => [{ shape: productShape("FusedMatMul", inputs, attributes), type: "float32" }],
  evaluate: ([a, b], { attributes, outputs }) => {
    if (!a || !b) return [];
    const ordered = (x: NdArray, side: "A" | "B") => {
      const rolled = attributes[`transBatch${side}`] === 1 ? permuted(x, rolledAxes(x.shape.length)) : x;
      return attributes[`trans${side}`] === 1 ? swapped(rolled) : rolled;
    };
    return [
      multiplied(ordered(a, "A"), ordered(b, "B"), known(outputs[0]?.shape ?? []), numberIn(attributes, "alpha", 1)),
    ];
  },
};

export const matrixOps: readonly Op[] = [matMulOp, gemmOp, fusedMatMulOp];

const rolledAxes = (rank: number): number[] => [...Array.from({ length: rank - 2 }, (_, i) => i + 1), 0, rank - 1];

function gemmShape(name: string, inputs: readonly Tensor[], attributes: Attributes): Shape {
  const [a, b, c] = inputs;
  if (a?.shape.length !== 2 || b?.shape.length !== 2) throw new BadUse(name, shapesText(inputs), "two matrices");
  const shape = productShape(name, [a, b], attributes);
  if (c && broadcastShape(c.shape, shape)?.length !== 2) {
    throw new BadUse(name, shapesText(inputs), "a third that stretches to the product");
  }
  return shape;
}

function productShape(name: string, inputs: readonly Tensor[], attributes: Attributes): Shape {
  const [a, b] = inputs;
  if (!a || !b || a.shape.length < 2 || b.shape.length < 2 || a.type !== "float32" || b.type !== "float32") {
    throw new BadUse(name, shapesText(inputs), "two float32 tensors of two axes or more");
  }
  const [left, right] = [orientedShape(a.shape, attributes, "A"), orientedShape(b.shape, attributes, "B")];
  const batch = broadcastShape(left.batch, right.batch);
  if (!batch || !sameDimension(left.columns, right.rows)) {
    throw new BadUse(name, shapesText(inputs), "as many columns of the first as rows of the second");
  }
  return [...batch, left.rows, right.columns];
}

interface Oriented {
  readonly batch: Shape;
  readonly rows: Dimension;
  readonly columns: Dimension;
}

function orientedShape(shape: Shape, attributes: Attributes, side: "A" | "B"): Oriented {
  const ordered =
    attributes[`transBatch${side}`] === 1 ? rolledAxes(shape.length).map((axis) => shape[axis] ?? 1) : shape;
  const [rows = 1, columns = 1] = ordered.slice(-2);
  const batch = ordered.slice(0, -2);
  return attributes[`trans${side}`] === 1 ? { batch, rows: columns, columns: rows } : { batch, rows, columns };
}

function permuted(x: NdArray, perm: readonly number[]): NdArray {
  const read = reader(x);
  const from = new Array<number>(perm.length);
  return generate(
    perm.map((axis) => x.shape[axis] ?? 1),
    (at) => {
      for (const [axis, source] of perm.entries()) from[source] = at[axis] ?? 0;
      return read(from);
    },
  );
}

function swapped(x: NdArray): NdArray {
  const rank = x.shape.length;
  return permuted(x, [...Array.from({ length: rank - 2 }, (_, i) => i), rank - 1, rank - 2]);
}

function multiplied(a: NdArray, b: NdArray, shape: readonly number[], alpha: number): NdArray {
  const [left, right] = [reader(a), reader(b)];
  const inner = a.shape.at(-1) ?? 1;
  return generate(shape, (at) => {
    const [batch, row, column] = [at.slice(0, -2), at.at(-2) ?? 0, at.at(-1) ?? 0];
    let sum = 0;
    for (let k = 0; k < inner; k += 1) sum += left([...batch, row, k]) * right([...batch, k, column]);
    return alpha * sum;
  });
}

export interface MatrixFlags {
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly alpha?: number;
}

export interface BatchFlags extends MatrixFlags {
  readonly transBatchA?: boolean;
  readonly transBatchB?: boolean;
}

/** @param a […, rows, inner] @param b […, inner, columns] */
export const matMul = (a: Tensor, b: Tensor): Tensor => apply(matMulOp, [a, b]);

/** @param a [rows, inner] @param b [inner, columns] @param c stretched to [rows, columns] */
export const gemm = (a: Tensor, b: Tensor, c?: Tensor, { transA, transB, alpha = 1 }: MatrixFlags = {}): Tensor =>
  apply(gemmOp, c ? [a, b, c] : [a, b], { transA: transA ? 1 : 0, transB: transB ? 1 : 0, alpha, beta: 1 });

export const fusedMatMul = (a: Tensor, b: Tensor, flags: BatchFlags = {}): Tensor =>
  apply(fusedMatMulOp, [a, b], {
    transA: flags.transA ? 1 : 0,
    transB: flags.transB ? 1 : 0,
    transBatchA: flags.transBatchA ? 1 : 0,
    transBatchB: flags.transBatchB ? 1 : 0,
    alpha: flags.alpha ?? 1,
  });
