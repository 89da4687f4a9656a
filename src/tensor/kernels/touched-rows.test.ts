import fc from "fast-check";
import { expect, it } from "vitest";
import { add } from "./add.js";
import { plainKernels } from "./plain-kernels.js";
import { touchedRows } from "./touched-rows.js";

it("finds the distinct rows of a batch, in the order of their first appearance", () => {
  const touched = { rows: new Int32Array(6), places: new Int32Array(6) };
  const count = touchedRows(10)(Int32Array.of(7, 0, 7, 9, 0, 7), touched);
  expect([...touched.rows.subarray(0, count)]).toEqual([7, 0, 9]);
  expect([...touched.places]).toEqual([0, 1, 0, 2, 1, 0]);
});

it("remembers nothing of the batch before, so that gradients add up row by row as in a dense table", () => {
  const distinct = touchedRows(8);
  fc.assert(
    fc.property(fc.array(fc.nat(7), { maxLength: 20 }), (batch) => {
      const touched = { rows: new Int32Array(20), places: new Int32Array(20) };
      const count = distinct(Int32Array.from(batch), touched);
      const gradients = Float32Array.from({ length: 2 * batch.length }, (_, i) => i + 1);
      const [dense, packed] = [new Float32Array(16), new Float32Array(2 * count)];
      const work = { count: batch.length, width: 2, scalars: {} };
      plainKernels.overRows(add, { total: dense, terms: gradients }, { ...work, rows: Int32Array.from(batch) });
      plainKernels.overRows(add, { total: packed, terms: gradients }, { ...work, rows: touched.places });
      for (let i = 0; i < count; i += 1) {
        const row = touched.rows[i]!;
        expect([...packed.subarray(2 * i, 2 * i + 2)]).toEqual([...dense.subarray(2 * row, 2 * row + 2)]);
      }
      expect(new Set(touched.rows.subarray(0, count))).toEqual(new Set(batch));
    }),
    { seed: 1 },
  );
});
