import type { Formula } from "./formula.js";
import type { Code } from "./instructions.js";

/**
 * One loop of training: what is done to each number, written twice. `plain` is TypeScript and says what is meant;
 * `formula` is the same in the instructions of WebAssembly. Both round to float32 after every operation, so that they agree
 * to the last bit and a machine without SIMD trains the same weights.
 */
export interface Kernel<ArrayName extends string, ScalarName extends string> {
  readonly name: string;
  /** Where an array is read when the kernel runs over rows: at the row's number, or packed, at its place in the list. */
  readonly arrays: Readonly<Record<ArrayName, "table" | "packed">>;
  readonly scalars: readonly ScalarName[];
  /** Names of intermediate values of the formula. */
  readonly kept: readonly string[];
  /** @param scalars already rounded to float32 */
  plain(
    arrays: Readonly<Record<ArrayName, Float32Array>>,
    place: Place,
    scalars: Readonly<Record<ScalarName, number>>,
  ): void;
  readonly formula: (at: Formula) => readonly Code[];
}

/** A run of numbers: where it begins in arrays of either kind, and how many there are. */
export interface Place {
  readonly table: number;
  readonly packed: number;
  readonly length: number;
}

/** Part of an array: from the first index to before the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Some rows of a table, and the columns of them that are meant: all, or a worker's share. */
export interface Rows {
  /** Row numbers; only the first `count` are read. */
  readonly rows: Int32Array;
  readonly count: number;
  /** Numbers in a row, of the table as of the packed rows. */
  readonly width: number;
  readonly columns?: Span;
}

/** Runs kernels: in plain TypeScript, or four numbers at a time in WebAssembly. */
export interface Kernels {
  readonly name: "plain" | "simd";
  overSpan<ArrayName extends string, ScalarName extends string>(
    kernel: Kernel<ArrayName, ScalarName>,
    arrays: Readonly<Record<ArrayName, Float32Array>>,
    work: Span & { readonly scalars: Readonly<Record<ScalarName, number>> },
  ): void;
  overRows<ArrayName extends string, ScalarName extends string>(
    kernel: Kernel<ArrayName, ScalarName>,
    arrays: Readonly<Record<ArrayName, Float32Array>>,
    work: Rows & { readonly scalars: Readonly<Record<ScalarName, number>> },
  ): void;
  /** The sum of squares, added up in float64. */
  squareSum(array: Float32Array, span: Span): number;
  /** The same over some columns of the first rows of an array. */
  squareSumOfColumns(array: Float32Array, work: Omit<Rows, "rows">): number;
}
