import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { createArena, openArena } from "./shared-arena.js";

describe("an arena", () => {
  it("begins with zeros, in arrays of the lengths asked for that do not overlap", () => {
    const { float32 } = createArena({ a: 3, none: 0, b: 100_000, c: 1 });
    expect(Object.values(float32).map(({ length }) => length)).toEqual([3, 0, 100_000, 1]);
    expect(Object.values(float32).every((array) => array.every((value) => value === 0))).toBe(true);
    float32.a.fill(1);
    float32.c.fill(2);
    expect(float32.b.every((value) => value === 0)).toBe(true);
  });

  it("begins each array on a cache line of its own", () => {
    const { float32 } = createArena({ a: 3, b: 17, c: 1 });
    expect(Object.values(float32).map(({ byteOffset }) => byteOffset)).toEqual([0, 64, 192]);
  });

  it("shows an array as floats and as integers, and to whoever opens it", () => {
    const arena = createArena({ a: 2 });
    arena.float32.a[1] = 1;
    expect(arena.int32.a[1]).toBe(0x3f800000);
    openArena(arena.posted).int32.a[0] = 7;
    expect(arena.int32.a[0]).toBe(7);
  });

  it("is shared with a worker thread by what it posts", async () => {
    const arena = createArena({ first: 5, second: 5 });
    const code = `
      const { workerData: { memory, places } } = require("node:worker_threads");
      new Float32Array(memory.buffer, places.second.byteOffset, places.second.length).fill(2.5);`;
    const worker = new Worker(code, { eval: true, workerData: arena.posted });
    await new Promise((resolve) => worker.once("exit", resolve));
    expect([...arena.float32.second]).toEqual([2.5, 2.5, 2.5, 2.5, 2.5]);
    expect([...arena.float32.first]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    [{ a: -1 }, 'expected a whole number of values for "a", got -1'],
    [{ b: Number.NaN }, 'expected a whole number of values for "b", got NaN'],
    [{ a: 2 ** 29, b: 2 ** 30 }, "expected arrays of at most 4 GiB together, got 6.0 GiB"],
  ])("refuses the lengths %o", (lengths, sentence) => {
    expect(() => createArena(lengths as Record<string, number>)).toThrow(sentence);
  });
});
