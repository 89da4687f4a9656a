import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Kernels } from "../kernels/kernel.js";
import { plainKernels } from "../kernels/plain-kernels.js";
import { createArena, type SharedArena } from "../kernels/shared-arena.js";
import { simdKernels } from "../kernels/simd-kernels.js";
import { clipping } from "./clipping.js";
import { type Optimiser, type OptimiserChoice, optimiserOf, slotsOf, update, updateRows } from "./optimiser.js";

const STEPS = 100;
const WEIGHTS = 9; // the other 4 of the 13 parameters do not decay

interface Case {
  readonly choice: OptimiserChoice;
  readonly rate: number;
  readonly maximumNorm?: number;
}

/** The cases of test/golden/tensor/record_training.py. */
const dense: Record<string, Case> = {
  sgd: { choice: { name: "sgd" }, rate: 0.05 },
  "sgd-decay": { choice: { name: "sgd", weightDecay: 0.1 }, rate: 0.05 },
  "sgd-momentum": { choice: { name: "sgd", momentum: 0.9 }, rate: 0.02 },
  "sgd-dampening": { choice: { name: "sgd", momentum: 0.8, dampening: 0.3 }, rate: 0.05 },
  "sgd-nesterov": { choice: { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 0.05 }, rate: 0.02 },
  adam: { choice: { name: "adam" }, rate: 0.01 },
  "adam-betas": { choice: { name: "adam", beta1: 0.8, beta2: 0.98, epsilon: 1e-3 }, rate: 0.02 },
  "adam-decay": { choice: { name: "adam", weightDecay: 0.1 }, rate: 0.01 },
  "adam-clipped": { choice: { name: "adam" }, rate: 0.01, maximumNorm: 0.7 },
  adamw: { choice: { name: "adamw" }, rate: 0.01 },
  "adamw-decay": { choice: { name: "adamw", weightDecay: 0.5 }, rate: 0.02 },
};
const sparse: Record<string, Case> = {
  "sparse-sgd": { choice: { name: "sgd" }, rate: 0.05 },
  "sparse-adam": { choice: { name: "adam" }, rate: 0.01 },
  "sparse-adam-betas": { choice: { name: "adam", beta1: 0.8, beta2: 0.98, epsilon: 1e-3 }, rate: 0.02 },
};

const arenaOf = (length: number) =>
  createArena({ parameters: length, gradients: length, first: length, second: length, velocity: length, rows: 2 });
const ways: [string, (arena: SharedArena) => Kernels][] = [
  ["plain", () => plainKernels],
  ["simd", simdKernels],
];

describe.each(ways)("with %s kernels", (_, kernelsOn) => {
  it.each(Object.entries(dense))("%s walks as PyTorch's does over 100 steps", (name, { choice, rate, maximumNorm }) => {
    const arena = arenaOf(13);
    const { parameters, gradients, ...state } = arena.float32;
    const kernels = kernelsOn(arena);
    const optimiser = optimiserOf(choice);
    const decay = "weightDecay" in optimiser ? optimiser.weightDecay : 0;
    const weightDecay = [{ from: 0, to: WEIGHTS, weightDecay: decay }];
    parameters.set(start(13));
    compare("dense-trajectories", name, parameters, (step) => {
      for (let i = 0; i < 13; i += 1) gradients[i] = slope(parameters[i]!, i, step);
      const scale = clipping([kernels.squareSum(gradients, { from: 0, to: 13 })], maximumNorm ?? Infinity).factor;
      const shared = { parameters, gradients, state, step, rate, scale, weightDecay, kernels };
      for (const [from, to] of [
        [0, 7], // two workers
        [7, 13],
      ] as const) {
        update(optimiser, { ...shared, from, to });
      }
    });
  });

  it.each(Object.entries(sparse))("%s walks as PyTorch's does over 100 steps", (name, { choice, rate }) => {
    const arena = arenaOf(21);
    const { parameters: table, gradients: rowGradients, ...state } = arena.float32;
    const { rows } = arena.int32;
    table.set(start(21));
    compare("sparse-trajectories", name, table, (step) => {
      const touched = [...new Set([step % 7, (3 * step) % 7])];
      rows.set(touched);
      touched.forEach((row, place) => {
        for (let i = 0; i < 3; i += 1) rowGradients[3 * place + i] = slope(table[3 * row + i]!, 3 * row + i, step);
      });
      const shared = { table, rowGradients, rows, count: touched.length, width: 3, state, step, rate, scale: 1 };
      updateRows(optimiserOf(choice), { ...shared, kernels: kernelsOn(arena) });
    });
  });
});

it("leaves the rows that have no gradient as they are, with their memory", () => {
  for (const choice of [{ name: "adamw" }, { name: "sgd", momentum: 0.9, weightDecay: 0.1 }] as const) {
    const optimiser = optimiserOf(choice);
    const table = Float32Array.from({ length: 12 }, (_, i) => i + 1);
    const state = Object.fromEntries(slotsOf(optimiser).map((slot) => [slot, new Float32Array(12).fill(0.5)]));
    const before = table.slice();
    updateRows(optimiser, {
      ...{ table, state, rowGradients: new Float32Array(4).fill(0.1), rows: Int32Array.of(2), count: 1, width: 4 },
      ...{ step: 5, rate: 0.1, scale: 1, kernels: plainKernels },
    });
    for (const [i, value] of table.entries()) expect(value === before[i], `number ${i}`).toBe(i < 8);
    for (const slot of Object.values(state)) expect(slot.findIndex((value) => value !== 0.5)).toBe(8);
  }
});

it("updates only some columns of rows, so that workers can share them", () => {
  const table = new Float32Array(8).fill(1);
  updateRows(optimiserOf({ name: "sgd" }), {
    ...{ table, state: {}, rowGradients: new Float32Array(4).fill(1), rows: Int32Array.of(1), count: 1, width: 4 },
    ...{ columns: { from: 1, to: 3 }, step: 1, rate: 0.5, scale: 1, kernels: plainKernels },
  });
  expect([...table]).toEqual([1, 1, 1, 1, 1, 0.5, 0.5, 1]);
});

it("refuses a step without the memory it needs", () => {
  const [parameters, gradients] = [new Float32Array(3), new Float32Array(3)];
  const step = { parameters, gradients, from: 0, to: 3, step: 1, rate: 1, scale: 1, kernels: plainKernels };
  expect(() => update(optimiserOf({ name: "adam" }), { ...step, state: { first: new Float32Array(3) } })).toThrow(
    "adam step: expected an array of second, got none",
  );
  expect(() =>
    update(optimiserOf({ name: "sgd", momentum: 0.9 }), { ...step, state: { velocity: new Float32Array(2) } }),
  ).toThrow("momentum step: expected a part of the 2 velocity, got 0 to 3");
});

describe("optimiserOf", () => {
  it("fills in what is left out, as plain data", () => {
    const optimiser = optimiserOf({ name: "adam", beta2: 0.98 });
    expect(optimiser).toEqual({ name: "adam", beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0 });
    expect(structuredClone(optimiser)).toEqual(optimiser);
  });

  it.each([
    [{ name: "adamm" }, 'expected one of the optimisers sgd, adam, adamw, got "adamm"'],
    [{ name: "toString" }, 'expected one of the optimisers sgd, adam, adamw, got "toString"'],
    [{ name: "adam", beta1: 1 }, "optimiser adam.beta1: Too big: expected number to be <1, got 1"],
    [
      { name: "adam", epsilon: Number.NaN },
      "optimiser adam.epsilon: Invalid input: expected number, received NaN, got NaN",
    ],
    [{ name: "adam", beta: 0.9 }, 'optimiser adam: Unrecognized key: "beta"'],
    [{ name: "sgd", nesterov: true }, "optimiser sgd: expected momentum above 0 and dampening 0 with nesterov"],
  ])("refuses %o", (choice, sentence) => {
    expect(() => optimiserOf(choice as Optimiser)).toThrow(sentence);
  });
});

const start = (count: number) => Float32Array.from({ length: count }, (_, i) => 1 + i / 16);

/** The slope described in test/golden/tensor/record_training.py. */
function slope(parameter: number, i: number, step: number): number {
  const f = Math.fround;
  const noise = f(f(((7919 * step + 104729 * i) % 1000) / 1000) - 0.5);
  return f(f(((i % 5) + 1) / 8) * f(parameter - (2 * (i % 3) + 2)) + noise);
}

/** Takes 100 steps and compares the parameters with those recorded, each to 1e-5 of itself. */
function compare(file: string, name: string, parameters: Float32Array, step: (step: number) => void): void {
  const lines = readFileSync(`test/golden/tensor/${file}.csv`, "utf8").split("\n");
  const recorded = new Map(
    lines
      .map((line) => line.split(","))
      .flatMap(([at, step, ...values]) => (at === name ? [[Number(step), values]] : [])),
  ) as Map<number, string[]>;
  expect(recorded.size).toBe(13);
  for (let t = 1; t <= STEPS; t += 1) {
    step(t);
    for (const [i, value] of recorded.get(t)?.entries() ?? []) {
      const expected = Number(value);
      expect(Math.abs(parameters[i]! - expected) / Math.abs(expected), `parameter ${i} after step ${t}`).toBeLessThan(
        1e-5,
      );
    }
  }
}
