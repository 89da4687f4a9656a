import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import type { NdArray } from "#tensor/nd-array.js";
import type { DataType } from "#tensor/tensor.js";
import type { Given, Kind } from "./op-cases.js";

export const random = mulberry32(7);

const draws: Record<string, () => number> = {
  normal: () => normalRandom(random),
  positive: () => 0.4 + 2 * random(),
  ties: () => Math.floor(3 * random()),
  bool: () => Math.floor(2 * random()),
};

export const sizeOf = (shape: readonly number[]): number => shape.reduce((all, one) => all * one, 1);

/** Random numbers as an input of a case wants them. */
export function numbersFor({ shape, kind }: Given): NdArray {
  const draw = typeof kind === "string" ? draws[kind] : () => Math.floor(kind.below * random());
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, () => Math.fround(draw?.() ?? 0)) };
}

export const typeOf = (kind: Kind): DataType =>
  kind === "bool" ? "bool" : typeof kind === "object" ? "int64" : "float32";

/** The cases of one op, their shapes drawn. */
export const below = (limit: number): number => Math.floor(limit * random());
