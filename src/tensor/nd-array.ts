import { sizeOf, stridesOf } from "./shape.js";

/** Numbers in float64 with a shape, row-major: what the plain meaning of an op is stated in. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** An array whose number at each place is `value(place)`, place by its indices; the indices array is reused. */
export function generate(shape: readonly number[], value: (indices: readonly number[]) => number): NdArray {
  const data = new Float64Array(sizeOf(shape));
  const indices = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < data.length; i += 1) {
    data[i] = value(indices);
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      indices[axis] = (indices[axis] ?? 0) + 1;
      if ((indices[axis] ?? 0) < (shape[axis] ?? 0)) break;
      indices[axis] = 0;
    }
  }
  return { shape, data };
}

/** How to read `array` by the indices of a shape it is broadcast to. */
export function reader(array: NdArray): (indices: readonly number[]) => number {
  const strides = stridesOf(array.shape);
  const rank = array.shape.length;
  return (indices) => {
    let place = 0;
    for (let axis = 0; axis < rank; axis += 1) {
      if (array.shape[axis] !== 1) place += (strides[axis] ?? 0) * (indices[indices.length - rank + axis] ?? 0);
    }
    return array.data[place] ?? Number.NaN;
  };
}
