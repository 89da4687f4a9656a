import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addTransposed, multiply, rowsAt, type SparseRows } from "./sparse-rows.js";

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
  it("multiply as the full matrix does, from either side", () => {
    fc.assert(
      fc.property(dense, (matrix) => {
        const columns = matrix[0]!.length;
        const right = Float64Array.from({ length: columns }, (_, i) => i - 1.5);
        const left = Float64Array.from(matrix, (_, i) => 2 - i);
        const product = new Float64Array(matrix.length);
        multiply(sparse(matrix), right, product);
        expect([...product]).toEqual(matrix.map((row) => row.reduce((sum, value, i) => sum + value * right[i]!, 0)));
        const across = new Float64Array(columns).fill(1);
        addTransposed(sparse(matrix), left, across);
        const expected = Array.from(across, (_, j) => matrix.reduce((sum, row, i) => sum + row[j]! * left[i]!, 1));
        expect([...across]).toEqual(expected);
      }),
    );
  });

  it("can be taken out and put in another order", () => {
    const matrix = sparse([
      [1, 0],
      [0, 2],
      [0, 0],
    ]);
    expect(rowsAt(matrix, Int32Array.of(2, 1, 1))).toEqual(
      sparse([
        [0, 0],
        [0, 2],
        [0, 2],
      ]),
    );
  });
});
