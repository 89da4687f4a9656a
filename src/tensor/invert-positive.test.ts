import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { addTo, invertPositive, readRow, symmetricPanels } from "./invert-positive.js";

const options = { threads: 1, signal: new AbortController().signal, progress: () => undefined };

/** B·Bᵀ + size · I: far from singular. */
function positive(size: number): number[][] {
  const random = mulberry32(size);
  const b = Array.from({ length: size }, () => Array.from({ length: size }, () => random() - 0.5));
  return b.map((row, i) =>
    b.map((other, j) => row.reduce((sum, one, k) => sum + one * other[k]!, i === j ? size / 4 : 0)),
  );
}

describe("the inverse by panels", () => {
  it.each([1, 7, 8, 9, 30])("times the matrix is minus the identity, at size %d in panels of 8", async (size) => {
    const a = positive(size);
    const matrix = symmetricPanels(size, 8);
    for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) addTo(matrix, j, i, a[i]![j]!);
    await invertPositive(matrix, options);
    const row = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      readRow(matrix, i, row);
      for (let j = 0; j < size; j++) {
        const cell = row.reduce((sum, one, k) => sum + one * a[k]![j]!, 0);
        expect(cell).toBeCloseTo(i === j ? -1 : 0, 4);
      }
    }
  });

  it("refuses a matrix that is not positive definite, and stops when it is told to", async () => {
    const matrix = symmetricPanels(2);
    addTo(matrix, 0, 1, 1);
    await expect(invertPositive(matrix, options)).rejects.toThrow("expected a positive definite matrix, got pivot 0");
    await expect(invertPositive(matrix, { ...options, signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  });
});
