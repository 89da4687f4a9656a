import { input } from "./leaves.js";
import { encodeModel } from "./onnx/encode-model.js";
import { onnxOf } from "./onnx-of.js";
import { gemm } from "./ops/matrix.js";
import { type Numbers, openSession } from "./session.js";
import { unknown } from "./shape.js";

/** A dense matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows · columns] */
  readonly data: Float32Array;
}

/** Products of matrices of any size, worked out by the engine's kernels. */
export interface MatrixProducts {
  /** A · B */
  product(a: Matrix, b: Matrix): Promise<Matrix>;
  /** Aᵀ · A */
  gram(a: Matrix): Promise<Matrix>;
  /** C − A · Bᵀ */
  lessProduct(c: Matrix, a: Matrix, b: Matrix): Promise<Matrix>;
  close(): Promise<void>;
}

/** @param threads within one product */
export async function matrixProducts(threads: number): Promise<MatrixProducts> {
  const [rows, inner, columns] = [unknown("rows"), unknown("inner"), unknown("columns")];
  const graphs = {
    product: gemm(input("a", [rows, inner]), input("b", [inner, columns])),
    gram: gemm(input("a", [inner, rows]), input("b", [inner, columns]), undefined, { transA: true }),
    lessProduct: gemm(input("a", [rows, inner]), input("b", [columns, inner]), input("c", [rows, columns]), {
      transB: true,
      alpha: -1,
    }),
  };
  const open = (y: (typeof graphs)["product"]) => openSession(encodeModel(onnxOf({ y })), { threads });
  const [product, gram, lessProduct] = [
    await open(graphs.product),
    await open(graphs.gram),
    await open(graphs.lessProduct),
  ];
  return {
    product: async (a, b) => matrixOf((await product.run({ a: numbersOf(a), b: numbersOf(b) }))["y"]!),
    gram: async (a) => matrixOf((await gram.run({ a: numbersOf(a), b: numbersOf(a) }))["y"]!),
    lessProduct: async (c, a, b) =>
      matrixOf((await lessProduct.run({ a: numbersOf(a), b: numbersOf(b), c: numbersOf(c) }))["y"]!),
    async close() {
      for (const session of [product, gram, lessProduct]) await session.close();
    },
  };
}

const numbersOf = ({ data, rows, columns }: Matrix): Numbers => ({ data, shape: [rows, columns] });

function matrixOf({ data, shape }: Numbers): Matrix {
  const [rows = 0, columns = 0] = shape;
  return { rows, columns, data: data as Float32Array };
}
