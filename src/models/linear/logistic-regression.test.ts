import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import type { SparseRows } from "#numeric/sparse-rows.js";
import { linearScores, logisticRegression, sigmoid } from "./logistic-regression.js";

const options = {
  strength: 1,
  classes: "as they are",
  signal: new AbortController().signal,
  progress: () => undefined,
} as const;

function dense(rows: readonly (readonly number[])[]): SparseRows {
  const columns = rows[0]?.length ?? 0;
  return {
    rows: rows.length,
    columns,
    starts: Int32Array.from({ length: rows.length + 1 }, (_, i) => i * columns),
    column: Int32Array.from(rows.flatMap((row) => [...row.keys()])),
    value: Float32Array.from(rows.flat()),
  };
}

describe("logistic regression", () => {
  const x = dense([
    [0, 1],
    [1, 0.5],
    [2, 1],
    [3, -1],
    [4, 0],
    [5, 2],
  ]);
  const positive = Uint8Array.of(0, 0, 1, 0, 1, 1);

  it("meets the condition of the minimum: C · Σ(p − y)x + w = 0 and Σ(p − y) = 0", async () => {
    for (const strength of [0.1, 1, 10]) {
      const fitted = await logisticRegression(x, positive, { ...options, strength });
      const misses = linearScores(x, fitted).map((score, i) => sigmoid(score) - positive[i]!);
      expect(misses.reduce((sum, miss) => sum + miss, 0)).toBeCloseTo(0, 3);
      for (const [j, weight] of fitted.weights.entries()) {
        const pull = misses.reduce((sum, miss, i) => sum + miss * x.value[2 * i + j]!, 0);
        expect(strength * pull + weight).toBeCloseTo(0, 2);
      }
    }
  });

  it("finds planted weights in many cases", async () => {
    const random = mulberry32(5);
    const truth = [2, -1, 0];
    const rows = Array.from({ length: 4000 }, () => truth.map(() => 2 * random() - 1));
    const labels = Uint8Array.from(rows, (row) =>
      Number(random() < sigmoid(0.5 + row.reduce((sum, value, j) => sum + value * truth[j]!, 0))),
    );
    const { weights, bias } = await logisticRegression(dense(rows), labels, { ...options, strength: 100 });
    expect(bias).toBeCloseTo(0.5, 0);
    for (const [j, weight] of truth.entries()) expect(Math.abs(weights[j]! - weight)).toBeLessThan(0.2);
  });

  it("counts each class alike where it is told to", async () => {
    const rows = dense(Array.from({ length: 100 }, () => [1]));
    const few = Uint8Array.from({ length: 100 }, (_, i) => Number(i < 5));
    const plain = await logisticRegression(rows, few, options);
    const balanced = await logisticRegression(rows, few, { ...options, classes: "balanced" });
    expect(sigmoid(linearScores(rows, plain)[0]!)).toBeCloseTo(0.05, 2);
    expect(sigmoid(linearScores(rows, balanced)[0]!)).toBeCloseTo(0.5, 2);
  });

  it("comes to the same from another start", async () => {
    const first = await logisticRegression(x, positive, options);
    const again = await logisticRegression(x, positive, {
      ...options,
      from: { weights: Float64Array.of(9, -9), bias: 3 },
    });
    for (const [j, weight] of again.weights.entries()) expect(weight).toBeCloseTo(first.weights[j]!, 3);
  });

  it("refuses cases of one class only, and stops when told to", async () => {
    await expect(logisticRegression(x, new Uint8Array(6), options)).rejects.toThrow("0 positive and 6 negative");
    await expect(logisticRegression(x, positive, { ...options, signal: AbortSignal.abort() })).rejects.toThrow(
      "aborted",
    );
  });
});
