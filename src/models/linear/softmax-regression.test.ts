import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { classScores, softmaxRegression } from "./softmax-regression.js";

const signal = new AbortController().signal;

function cases(rows: number, width: number, classes: number) {
  const random = mulberry32(3);
  const label = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from({ length: rows * width }, (_, at) => {
    const row = Math.floor(at / width);
    return normalRandom(random) + (at % width === label[row] ? 1.5 : 0);
  });
  return { x, width, label, classes };
}

describe("softmax regression", () => {
  it.each([0.1, 1, 10])("meets the condition of the minimum at C = %d", async (strength) => {
    const given = cases(90, 5, 3);
    const fitted = await softmaxRegression(given, { strength, signal });
    const scores = classScores(given.x, 5, fitted);
    const misses = Array.from(given.label, (truth, row) => {
      const own = Array.from(scores.subarray(row * 3, row * 3 + 3), Math.exp);
      const sum = own.reduce((total, one) => total + one, 0);
      return own.map((one, of) => one / sum - (of === truth ? 1 : 0));
    });
    for (let of = 0; of < 3; of++) {
      expect(misses.reduce((sum, miss) => sum + miss[of]!, 0)).toBeCloseTo(0, 1);
      for (let i = 0; i < 5; i++) {
        const pull = misses.reduce((sum, miss, row) => sum + miss[of]! * given.x[row * 5 + i]!, 0);
        expect(Math.abs(strength * pull + fitted.weights[of * 5 + i]!)).toBeLessThan(0.02 * strength + 0.02);
      }
    }
  });

  it("comes to the same from where another strength ended", async () => {
    const given = cases(60, 4, 4);
    const alone = await softmaxRegression(given, { strength: 1, signal });
    const from = await softmaxRegression(given, { strength: 0.1, signal });
    const again = await softmaxRegression(given, { strength: 1, signal, from });
    for (const [at, weight] of alone.weights.entries()) expect(again.weights[at]).toBeCloseTo(weight, 2);
  });

  it("does not overflow where classes lie far apart", async () => {
    const x = Float32Array.of(-1e4, 1e4, -1.1e4, 1.2e4);
    const fitted = await softmaxRegression(
      { x, width: 1, label: Int32Array.of(0, 1, 0, 1), classes: 2 },
      { strength: 1, signal },
    );
    expect([...fitted.weights, ...fitted.biases].every(Number.isFinite)).toBe(true);
  });

  it("stops when it is told to", async () => {
    await expect(softmaxRegression(cases(60, 4, 3), { strength: 1, signal: AbortSignal.abort() })).rejects.toThrow(
      "abort",
    );
  });
});
