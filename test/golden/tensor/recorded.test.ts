import { readdirSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type RecordedTensor, recorded } from "./recorded.js";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
const names = files.map((file) => file.slice(0, -".json".length));

describe.each(names)("the recorded %s", (name) => {
  const { inputs, parameters, outputs, gradients, loss } = recorded(name);
  const leaves = { ...inputs, ...parameters };

  it("has as many finite values in each tensor as its shape says", () => {
    for (const tensor of Object.values({ ...leaves, ...outputs, ...gradients })) {
      expect(tensor.values).toHaveLength(tensor.shape.reduce((product, size) => product * size, 1));
      expect(tensor.values.every(Number.isFinite)).toBe(true);
    }
    expect(Number.isFinite(loss)).toBe(true);
  });

  it("has a gradient of the same shape for every parameter, and for nothing that is not there", () => {
    expect(Object.keys(gradients)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    for (const [leaf, { shape }] of Object.entries(gradients)) expect(leaves[leaf]?.shape).toEqual(shape);
  });

  it("starts from float32 numbers of three decimals", () => {
    for (const { values } of Object.values(leaves)) {
      for (const value of values) expect(Number(Math.fround(value).toFixed(3)) + 0).toBe(value);
    }
  });
});

it("holds gradients that no rounding has touched: those of a softmax sum to zero", () => {
  const { gradients } = recorded("crf");
  const sums = [sum(gradients["transitions"]!), sum(gradients["start"]!), sum(gradients["end"]!)];
  for (const value of sums) expect(Math.abs(value)).toBeLessThan(1e-9);
});

it("fits in 200 kB", () => {
  const bytes = files.reduce((total, file) => total + statSync(new URL(file, folder)).size, 0);
  expect(bytes).toBeLessThan(200_000);
});

function sum({ values }: RecordedTensor): number {
  return values.reduce((total, value) => total + value, 0);
}
