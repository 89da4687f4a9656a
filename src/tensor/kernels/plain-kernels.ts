import { checkColumns, checkRows, checkSpan } from "./checked-work.js";
import type { Kernels } from "./kernel.js";
import { squareSum, squareSumOf } from "./square-sum.js";

/** Kernels as TypeScript loops, on any arrays: for where there is no SIMD, and what the others are tested against. */
export const plainKernels: Kernels = {
  name: "plain",
  overSpan(kernel, arrays, { from, to, scalars }) {
    checkSpan(kernel, arrays, { from, to });
    kernel.plain(arrays, { table: from, packed: from, length: to - from }, rounded(scalars));
  },
  overRows(kernel, arrays, { scalars, ...work }) {
    checkRows(kernel, arrays, work);
    const { rows, count, width, columns = { from: 0, to: width } } = work;
    const length = columns.to - columns.from;
    const singles = rounded(scalars);
    for (let i = 0; i < count; i += 1) {
      const [table, packed] = [rows[i]! * width + columns.from, i * width + columns.from];
      kernel.plain(arrays, { table, packed, length }, singles);
    }
  },
  squareSum(array, span) {
    checkSpan(squareSumOf, { numbers: array }, span);
    return squareSum(array, span);
  },
  squareSumOfColumns(array, { count, width, columns = { from: 0, to: width } }) {
    checkColumns(squareSumOf, { numbers: array }, { count, width, columns });
    let total = 0;
    for (let row = 0; row < count; row += 1) {
      total += squareSum(array, { from: row * width + columns.from, to: row * width + columns.to });
    }
    return total;
  },
};

function rounded<Scalar extends string>(scalars: Readonly<Record<Scalar, number>>): Record<Scalar, number> {
  const singles = { ...scalars } as Record<Scalar, number>;
  for (const name in singles) singles[name] = Math.fround(singles[name]);
  return singles;
}
