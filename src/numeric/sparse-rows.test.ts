import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beside, multiply, type SparseRows } from "./sparse-rows.js";

const dense = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 6,
  }),
);

function sparse(matrix: readonly (readonly number[])[]): SparseRows {
  const cells = matrix.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const starts = new Int32Array(matrix.length + 1);
  for (const [row, { length }] of cells.entries()) starts[row + 1] = starts[row]! + length;
  return {
    rows: matrix.length,
    columns: matrix[0]?.length ?? 0,
    starts,
    column: Int32Array.from(cells.flat(), ([column]) => column),
    value: Float32Array.from(cells.flat(), ([, value]) => value),
  };
}

describe("sparse rows", () => {
  it("multiply as the full matrix does", () => {
    fc.assert(
      fc.property(dense, (matrix) => {
        const columns = matrix[0]!.length;
        const right = Float64Array.from({ length: columns }, (_, i) => i - 1.5);
        const product = new Float64Array(matrix.length);
        multiply(sparse(matrix), right, product);
        expect([...product]).toEqual(matrix.map((row) => row.reduce((sum, value, i) => sum + value * right[i]!, 0)));
      }),
    );
  });

  it("stand beside each other, row by row, and refuse others", () => {
    const left = sparse([
      [1, 0],
      [0, 2],
    ]);
    const both = beside([left, sparse([[3], [0]]), left]);
    expect(both).toEqual(
      sparse([
        [1, 0, 3, 1, 0],
        [0, 2, 0, 0, 2],
      ]),
    );
    expect(() => beside([left, sparse([[1]])])).toThrow("expected 2 rows, got 1");
    expect(() => beside([])).toThrow("at least one matrix");
  });
});
