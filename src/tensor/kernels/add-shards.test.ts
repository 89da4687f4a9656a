import { expect, it } from "vitest";
import { addShards } from "./add-shards.js";
import { plainKernels } from "./plain-kernels.js";

const shards = [1, 10, 100, 1000].map((value) => Float32Array.from({ length: 5 }, (_, i) => value * (i + 1)));

it.each([
  [1, [0, 2, 3, 4, 0]],
  [2, [0, 22, 33, 44, 0]],
  [4, [0, 2222, 3333, 4444, 0]],
])("adds up the shards of %d workers, within a span alone", (workers, expected) => {
  const total = new Float32Array(5);
  addShards(plainKernels, { shards: shards.slice(0, workers), total, from: 1, to: 4 });
  expect([...total]).toEqual(expected);
});

it("adds up in place when the total is the first shard", () => {
  const total = Float32Array.of(1, 2);
  addShards(plainKernels, { shards: [total, Float32Array.of(3, 4), Float32Array.of(5, 6)], total, from: 0, to: 2 });
  expect([...total]).toEqual([9, 12]);
  addShards(plainKernels, { shards: [total], total, from: 0, to: 2 });
  expect([...total]).toEqual([9, 12]);
});
