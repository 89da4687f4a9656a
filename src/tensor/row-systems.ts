import { assemble } from "./kernels/assembler.js";
import { rowSystemFunctions } from "./kernels/row-systems.js";
import { createArena } from "./kernels/shared-arena.js";
import { webAssembly } from "./kernels/web-assembly.js";

/** Which vectors each row names. */
export interface NamedVectors {
  /** [rows + 1] Row r names `vector[starts[r]] … vector[starts[r + 1] − 1]`. */
  readonly starts: Int32Array;
  /** [cells] */
  readonly vector: Int32Array;
}

export interface RowSystem {
  /** What a vector weighs in the matrix, and on the right. */
  readonly weight: number;
  readonly right: number;
  /** Of conjugate gradients. */
  readonly steps: number;
}

/**
 * A way to go, for each row, some steps from what is in `v` towards the solution of
 *
 *     (I + weight · Σ z·zᵀ) · v = right · Σ z        over the vectors z the row names
 *
 * @param width numbers of a vector, a multiple of four
 * @returns a function of the vectors [vectors · width] and v [rows · width], which it overwrites.
 */
export function rowSystems({ starts, vector }: NamedVectors, width: number, vectors: number) {
  if (width % 4 !== 0) throw new RangeError(`the width must be a multiple of four, got ${width}`);
  const rows = starts.length - 1;
  const scratch = { residual: width, direction: width, image: width };
  const arena = createArena({
    ...{ z: vectors * width, starts: rows + 1, vector: vector.length, v: rows * width },
    ...scratch,
  });
  arena.int32.starts.set(starts);
  arena.int32.vector.set(vector);
  const module = new webAssembly.Module(assemble(rowSystemFunctions));
  const { exports } = new webAssembly.Instance(module, { kernels: { memory: arena.memory } });
  const at = (name: keyof typeof arena.float32) => arena.float32[name].byteOffset;
  return (z: Float32Array, v: Float32Array, { weight, right, steps }: RowSystem): void => {
    arena.float32.z.set(z);
    arena.float32.v.set(v);
    exports["solve rows"]!(
      ...[at("z"), at("starts"), at("vector"), rows, at("v"), at("residual"), at("direction"), at("image")],
      ...[width, steps, weight, right],
    );
    v.set(arena.float32.v);
  };
}
