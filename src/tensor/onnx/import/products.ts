import { fusedMatMul, gemmOp, matMul } from "../../ops/matrix.js";
import { reshape } from "../../ops/movement.js";
import { apply, type Tensor } from "../../tensor.js";
import type { Importer } from "./node-reading.js";

/** A vector is taken as a matrix of one row or column, which the product then lacks. */
const matMulNode: Importer = (node) => {
  const [a, b] = [node.tensor(0), node.tensor(1)];
  const [isRow, isColumn] = [a.shape.length === 1, b.shape.length === 1];
  if (!isRow && !isColumn) return [matMul(a, b)];
  const product = matMul(isRow ? reshape(a, [1, ...a.shape]) : a, isColumn ? reshape(b, [...b.shape, 1]) : b);
  const rank = product.shape.length;
  return [
    reshape(
      product,
      product.shape.filter((_, axis) => !((isRow && axis === rank - 2) || (isColumn && axis === rank - 1))),
    ),
  ];
};

const gemm: Importer = (node) => {
  const matrices: Tensor[] = [node.tensor(0), node.tensor(1)];
  const c = node.optional(2);
  const transposed = { transA: node.int("transA", 0), transB: node.int("transB", 0) };
  const factors = { alpha: node.float("alpha", 1), beta: node.float("beta", 1) };
  return [apply(gemmOp, c ? [...matrices, c] : matrices, { ...transposed, ...factors })];
};

const fused: Importer = (node) => {
  const isSet = (name: string) => node.int(name, 0) === 1;
  const flags = { transA: isSet("transA"), transB: isSet("transB") };
  const batch = { transBatchA: isSet("transBatchA"), transBatchB: isSet("transBatchB") };
  return [fusedMatMul(node.tensor(0), node.tensor(1), { ...flags, ...batch, alpha: node.float("alpha", 1) })];
};

export const products: Readonly<Record<string, Importer>> = {
  MatMul: matMulNode,
  Gemm: gemm,
  "com.microsoft.FusedMatMul": fused,
};
