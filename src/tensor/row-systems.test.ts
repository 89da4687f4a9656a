import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { solvePositive } from "#numeric/solve-positive.js";
import { rowSystems } from "./row-systems.js";

const width = 8;
const vectors = 30;
const random = mulberry32(9);
const z = Float32Array.from({ length: vectors * width }, () => random() - 0.5);
const lists = [[], [3], [1, 2, 29], Array.from({ length: 20 }, (_, i) => i)];
const starts = Int32Array.from([0, ...lists.map((_, r) => lists.slice(0, r + 1).flat().length)]);
const system = { weight: 3, right: 4, steps: 3 };

function solution(list: readonly number[]): Float64Array {
  const cell = (i: number, d: number) => z[i * width + d]!;
  const sum = (of: (i: number) => number) => list.reduce((total, i) => total + of(i), 0);
  const a = Array.from({ length: width }, (_, d) =>
    Float64Array.from(
      { length: width },
      (_, e) => system.weight * sum((i) => cell(i, d) * cell(i, e)) + Number(d === e),
    ),
  );
  return solvePositive(
    a,
    Float64Array.from({ length: width }, (_, d) => system.right * sum((i) => cell(i, d))),
  );
}

describe("systems of rows", () => {
  it("come to their solutions from anywhere, each row's with its own vectors, none with none", () => {
    const solve = rowSystems({ starts, vector: Int32Array.from(lists.flat()) }, width, vectors);
    const v = Float32Array.from({ length: lists.length * width }, () => random());
    for (let again = 0; again < 6; again++) solve(z, v, system);
    for (const [r, list] of lists.entries()) {
      const expected = solution(list);
      for (let d = 0; d < width; d++) expect(v[r * width + d]).toBeCloseTo(expected[d]!, 4);
    }
  });

  it("come nearer with every step, and stay where they are solved", () => {
    const solve = rowSystems({ starts: Int32Array.of(0, 20), vector: Int32Array.from(lists[3]!) }, width, vectors);
    const expected = solution(lists[3]!);
    const farFrom = (steps: number) => {
      const v = new Float32Array(width);
      solve(z, v, { ...system, steps });
      return v.reduce((sum, value, d) => sum + (value - expected[d]!) ** 2, 0);
    };
    expect(farFrom(2)).toBeLessThan(farFrom(1));
    expect(farFrom(4)).toBeLessThan(farFrom(2));
    expect(farFrom(30)).toBeLessThan(1e-8);
  });

  it("are refused where the width is no multiple of four", () => {
    expect(() => rowSystems({ starts, vector: Int32Array.from(lists.flat()) }, 6, vectors)).toThrow("multiple of four");
  });
});
