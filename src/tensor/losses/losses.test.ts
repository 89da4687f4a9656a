import { describe, expect, it } from "vitest";
import { differentiate } from "../differentiate.js";
import { evaluate } from "../evaluate.js";
import { constant, input } from "../leaves.js";
import type { NdArray } from "../nd-array.js";
import { gemm } from "../ops/matrix.js";
import { reduceSum } from "../ops/reduce.js";
import type { Tensor } from "../tensor.js";
import { crossEntropy } from "./cross-entropy.js";
import { binaryCrossEntropy, huber, normalLogLoss, pinball, poissonLogLoss, squaredError } from "./pointwise.js";
import { sampledCrossEntropy } from "./sampled-cross-entropy.js";

const numbersIn = (tensor: Tensor): number[] => [...(evaluate([tensor], {})[0]?.data ?? [])];
const vector = (...numbers: number[]) => constant(numbers, [numbers.length]);

describe("pointwise losses", () => {
  it.each<[string, Tensor, number[]]>([
    ["squared error", squaredError(vector(1, 4), vector(3, 4)), [4, 0]],
    ["Huber's, half a square near and a line beyond", huber(vector(0.5, 3), vector(0, 0), 2), [0.125, 4]],
    ["pinball, too low and too high", pinball(vector(1, 1), vector(3, 0), 0.9), [1.8, 0.1]],
    ["binary cross-entropy of even odds", binaryCrossEntropy(vector(0, 0), vector(0, 1)), [Math.LN2, Math.LN2]],
    ["normal, one deviation off", normalLogLoss(vector(0), vector(Math.log(2)), vector(2)), [0.5 + Math.log(2)]],
    ["Poisson", poissonLogLoss(vector(Math.log(3)), vector(2)), [3 - 2 * Math.log(3)]],
  ])("%s", (_, loss, expected) => {
    for (const [i, value] of numbersIn(loss).entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  });

  it("stay finite however sure a prediction is", () => {
    expect(numbersIn(binaryCrossEntropy(vector(1000, -1000), vector(1, 0))).every((one) => Math.abs(one) < 1e-6)).toBe(
      true,
    );
    expect(numbersIn(binaryCrossEntropy(vector(-1000), vector(1)))).toEqual([1000]);
  });
});

describe("cross-entropy", () => {
  const logits = constant([Math.log(1), Math.log(3), Math.log(4)], [1, 3]);
  const label = constant([2], [1], "int64");

  it("is minus the logarithm of the true class's share", () => {
    expect(numbersIn(crossEntropy(logits, label))[0]).toBeCloseTo(-Math.log(4 / 8), 6);
  });

  it("spreads a share of the truth over all classes", () => {
    const each = [1, 3, 4].map((one) => -Math.log(one / 8));
    const expected = 0.9 * each[2]! + 0.1 * ((each[0]! + each[1]! + each[2]!) / 3);
    expect(numbersIn(crossEntropy(logits, label, { labelSmoothing: 0.1 }))[0]).toBeCloseTo(expected, 6);
  });

  it("refuses labels that do not fit, saying what came", () => {
    expect(() => crossEntropy(logits, constant([1, 2], [2], "int64"))).toThrow("crossEntropy: got [1, 3] and int64[2]");
  });
});

describe("sampled cross-entropy", () => {
  const hidden = input("hidden", [1, 2]);
  const classes = [
    [0.3, -0.2],
    [1, 0.5],
    [-0.7, 0.1],
    [0.2, 0.9],
  ];
  const given: Record<string, NdArray> = { hidden: { shape: [1, 2], data: Float64Array.of(0.8, -1.1) } };
  const truth = constant(classes[1]!, [1, 2]);
  const others = constant(classes.toSpliced(1, 1).flat(), [3, 2]);
  const all = gemm(hidden, constant(classes.flat(), [4, 2]), undefined, { transB: true });
  const full = crossEntropy(all, constant([1], [1], "int64"));

  it("is the full one where every other class is a negative, once", () => {
    const [sampled, whole] = evaluate([sampledCrossEntropy(hidden, truth, others), full], given);
    expect(sampled?.data[0]).toBeCloseTo(whole?.data[0] ?? Number.NaN, 6);
  });

  it("is corrected for how often a class is drawn: drawn twice at twice the chance is the same", () => {
    const twice = constant([...classes[0]!, ...classes[0]!, ...classes[2]!, ...classes[3]!], [4, 2]);
    const chances = { truthLogChance: vector(0), negativeLogChance: vector(Math.LN2, Math.LN2, 0, 0) };
    const [sampled, whole] = evaluate([sampledCrossEntropy(hidden, truth, twice, chances), full], given);
    expect(sampled?.data[0]).toBeCloseTo(whole?.data[0] ?? Number.NaN, 6);
  });

  it("does not count a negative that is the truth", () => {
    const withTruth = constant(classes.flat(), [4, 2]);
    const isTruth = constant([0, 1, 0, 0], [1, 4], "bool");
    const [sampled, whole] = evaluate([sampledCrossEntropy(hidden, truth, withTruth, { isTruth }), full], given);
    expect(sampled?.data[0]).toBeCloseTo(whole?.data[0] ?? Number.NaN, 6);
  });

  it("has a gradient", () => {
    const [gradient] = differentiate(reduceSum(sampledCrossEntropy(hidden, truth, others)), [hidden]);
    expect(gradient?.shape).toEqual([1, 2]);
  });
});
