import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Kernel } from "./kernel.js";
import { kernelsOn } from "./kernels-on.js";
import { plainKernels } from "./plain-kernels.js";
import { createArena } from "./shared-arena.js";
import { kernelList, kernelModule, simdKernels } from "./simd-kernels.js";
import { webAssembly } from "./web-assembly.js";

const LENGTH = 83;
const names = ["a", "b", "c", "d"] as const;
const arena = createArena({ a: LENGTH, b: LENGTH, c: LENGTH, d: LENGTH, rows: 16 });
const simd = simdKernels(arena);

const awkward = [0, -0, 1, -1, 1e-45, -1e-45, 1.1e-38, 3.4e38, -3.4e38, Infinity, -Infinity, Number.NaN, 1e-20, 1e20];
const number = fc.oneof(
  fc.float({ noNaN: true, min: -2, max: 2 }),
  fc.float(),
  fc.constantFrom(...awkward).map(Math.fround),
);
const contents = fc.array(fc.array(number, { minLength: LENGTH, maxLength: LENGTH }), { minLength: 4, maxLength: 4 });
const numbersOf = (kernel: AnyKernel) => fc.tuple(...kernel.scalars.map(() => number));
const span = fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const rowWork = fc.nat({ max: 8 }).chain((extra) => {
  const width = 1 + extra;
  const some = fc.tuple(fc.nat(width), fc.nat(width));
  const columns = some.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  const rows = fc.array(fc.nat(Math.floor(LENGTH / width) - 1), {
    maxLength: Math.min(16, Math.floor(LENGTH / width)),
  });
  return fc.record({ width: fc.constant(width), columns, rows });
});

type AnyKernel = Kernel<string, string>;
type Arrays = Record<string, Float32Array>;

/** The kernel's arrays, in the arena and out of it, filled alike. */
function filled(kernel: AnyKernel, values: number[][]): { shared: Arrays; own: Arrays } {
  const arrays = Object.keys(kernel.arrays).map((name, i) => {
    arena.float32[names[i]!].set(values[i]!);
    return [name, arena.float32[names[i]!], Float32Array.from(values[i]!)] as const;
  });
  return {
    shared: Object.fromEntries(arrays.map(([name, shared]) => [name, shared])),
    own: Object.fromEntries(arrays.map(([name, , own]) => [name, own])),
  };
}

const scalarsOf = (kernel: AnyKernel, numbers: number[]): Record<string, number> =>
  Object.fromEntries(kernel.scalars.map((name, i) => [name, numbers[i]!]));

describe.each(kernelList.map((kernel) => [kernel.name, kernel] as const))("%s", (_, kernel) => {
  it("gives the same in WebAssembly as in TypeScript, to the last bit, on any part of any numbers", () => {
    fc.assert(
      fc.property(contents, numbersOf(kernel), span, (values, numbers, part) => {
        const { shared, own } = filled(kernel, values);
        const work = { ...part, scalars: scalarsOf(kernel, numbers) };
        simd.overSpan(kernel, shared, work);
        plainKernels.overSpan(kernel, own, work);
        for (const name in own) expect([...shared[name]!]).toEqual([...own[name]!]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("gives the same over some columns of any rows, rows named twice included", () => {
    fc.assert(
      fc.property(contents, numbersOf(kernel), rowWork, (values, numbers, { rows, ...shape }) => {
        const { shared, own } = filled(kernel, values);
        arena.int32.rows.set(rows);
        const work = { ...shape, count: rows.length, scalars: scalarsOf(kernel, numbers) };
        simd.overRows(kernel, shared, { ...work, rows: arena.int32.rows });
        plainKernels.overRows(kernel, own, { ...work, rows: Int32Array.from(rows) });
        for (const name in own) expect([...shared[name]!]).toEqual([...own[name]!]);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it.each([["plain", plainKernels] as const, ["simd", simd] as const])(
    "refuses what lies outside, %s",
    (_name, kernels) => {
      const { shared } = filled(
        kernel,
        Array.from({ length: 4 }, () => []),
      );
      const scalars = scalarsOf(
        kernel,
        kernel.scalars.map(() => 0),
      );
      const [first] = Object.keys(kernel.arrays);
      expect(() => kernels.overSpan(kernel, shared, { from: 80, to: 84, scalars })).toThrow(
        `${kernel.name}: expected a part of the 83 ${first}, got 80 to 84`,
      );
      expect(() => kernels.overSpan(kernel, shared, { from: 0, to: Number.NaN, scalars })).toThrow("got 0 to NaN");
      const rows = { rows: arena.int32.rows, count: 3, width: 8, scalars };
      arena.int32.rows.set([0, 9, 10]);
      expect(() => kernels.overRows(kernel, shared, rows)).toThrow(
        `${kernel.name}: expected rows below 10, got row 10 at place 2`,
      );
      arena.int32.rows.set([0, -1]);
      expect(() => kernels.overRows(kernel, shared, rows)).toThrow("got row -1 at place 1");
      expect(() => kernels.overRows(kernel, shared, { ...rows, count: 17 })).toThrow("at most the 16 rows listed");
      expect(() => kernels.overRows(kernel, shared, { ...rows, columns: { from: 2, to: 9 } })).toThrow(
        "expected some of 8 columns, got 2 to 9",
      );
    },
  );
});

describe("square sum", () => {
  it("gives the same in WebAssembly as in TypeScript, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: LENGTH, maxLength: LENGTH }), span, (values, part) => {
        arena.float32.a.set(values);
        expect(simd.squareSum(arena.float32.a, part)).toEqual(plainKernels.squareSum(Float32Array.from(values), part));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it("gives the same over some columns of packed rows", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: LENGTH, maxLength: LENGTH }), rowWork, (values, { width, columns }) => {
        arena.float32.a.set(values);
        const work = { count: Math.floor(LENGTH / width), width, columns };
        const expected = plainKernels.squareSumOfColumns(Float32Array.from(values), work);
        expect(simd.squareSumOfColumns(arena.float32.a, work)).toEqual(expected);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it("of all columns is that of the whole, and of two workers' columns adds up to it", () => {
    arena.float32.a.set(Array.from({ length: LENGTH }, (_, i) => i / 8));
    const shape = { count: 8, width: 10 };
    const whole = simd.squareSum(arena.float32.a, { from: 0, to: 80 });
    const parts = [
      { from: 0, to: 5 },
      { from: 5, to: 10 },
    ].map((columns) => simd.squareSumOfColumns(arena.float32.a, { ...shape, columns }));
    expect(simd.squareSumOfColumns(arena.float32.a, shape)).toBe(whole);
    expect(parts[0]! + parts[1]!).toBe(whole);
  });

  it("adds up in float64: a million squares of 0.1 are the million squares of the float32 nearest to it", () => {
    const million = createArena({ a: 1_000_003 });
    million.float32.a.fill(0.1);
    const expected = 1_000_003 * Math.fround(0.1) ** 2;
    const value = simdKernels(million).squareSum(million.float32.a, { from: 0, to: 1_000_003 });
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-10);
  });
});

it("runs in WebAssembly wherever the platform accepts the module", () => {
  expect(webAssembly.validate(kernelModule)).toBe(true);
  expect(kernelsOn(arena).name).toBe("simd");
});

it("refuses an array that is not in the arena", () => {
  const [kernel] = kernelList;
  const { own } = filled(
    kernel!,
    Array.from({ length: 4 }, () => Array(LENGTH).fill(0)),
  );
  const scalars = scalarsOf(
    kernel!,
    kernel!.scalars.map(() => 0),
  );
  expect(() => simd.overSpan(kernel!, own, { from: 0, to: 8, scalars })).toThrow(
    `${kernel!.name}: expected parameters that lie in the arena of these kernels, got an array of its own`,
  );
});
