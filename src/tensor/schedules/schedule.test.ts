import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateAt, type Schedule, type ScheduleChoice, scheduleOf, stateAfter, stateAtStart } from "./schedule.js";
import { schedules } from "./schedules.js";

const rate = 0.1;

/** The cases of test/golden/tensor/record_training.py. */
const cases: Record<string, ScheduleChoice> = {
  constant: { name: "constant", rate },
  "warm-up": { name: "constant", rate, warmUp: { steps: 20, from: 0.1 } },
  cosine: { name: "cosine", rate, steps: 80, floor: 0.002 },
  "warm-up-cosine": { name: "cosine", rate, steps: 90, warmUp: { steps: 10 } },
  "one-cycle": { name: "one-cycle", rate, steps: 100 },
  "one-cycle-linear": {
    ...{ name: "one-cycle", rate, steps: 100, rising: 0.45, curve: "linear", startDivisor: 10, endDivisor: 100 },
  },
  "step-decay": { name: "step-decay", rate, every: 30, factor: 0.2 },
  plateau: { name: "plateau", rate, patience: 4 },
  "plateau-cooldown": { name: "plateau", rate, factor: 0.5, patience: 2, threshold: 0.01, rest: 3, floor: 0.004 },
};

const recorded = readFileSync("test/golden/tensor/schedules.csv", "utf8")
  .split("\n")
  .map((line) => line.split(","));

// CosineAnnealingLR rises again after its floor, where ours rests: 80 steps are compared
const compared = (name: string) => (name === "cosine" ? 81 : 100);

it.each(Object.entries(cases))("%s has PyTorch's rates", (name, choice) => {
  const schedule = scheduleOf(choice);
  let state = stateAtStart(schedule);
  const rows = recorded.filter(([at]) => at === name).slice(0, compared(name));
  expect(rows).toHaveLength(compared(name));
  for (const [, step, loss, expected] of rows) {
    const reached = rateAt(schedule, Number(step), state);
    expect(Math.abs(reached - Number(expected)), `step ${step}`).toBeLessThan(1e-7 * Number(expected) + 1e-12);
    if (loss) state = stateAfter(schedule, structuredClone(state), Number(loss));
  }
});

it("compares every schedule there is", () => {
  expect(new Set(Object.values(cases).map(({ name }) => name))).toEqual(new Set(Object.keys(schedules)));
});

describe.each(Object.values(cases).map((choice) => [choice.name, scheduleOf(choice)] as const))("%s", (_, schedule) => {
  it("stays between nothing and its rate at any step, also long after its end", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (step) => {
        const value = rateAt(schedule, step, stateAtStart(schedule));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(rate * (1 + 1e-12));
      }),
      { seed: 1 },
    );
  });
});

it("rises once and falls once in one cycle, however long it is and wherever its height", () => {
  const cycle = fc.record({ steps: fc.integer({ min: 2, max: 60 }), tenths: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(cycle, fc.constantFrom("cosine" as const, "linear" as const), ({ steps, tenths }, curve) => {
      const schedule = scheduleOf({ name: "one-cycle", rate, steps, rising: tenths / 10, curve });
      const rates = Array.from({ length: steps + 1 }, (_, step) => rateAt(schedule, step, null));
      const highest = rates.indexOf(Math.max(...rates));
      const ascending = (values: number[]) => values.every((value, i) => i === 0 || value >= values[i - 1]!);
      expect(ascending(rates.slice(0, highest + 1)) && ascending(rates.slice(highest).reverse())).toBe(true);
    }),
    { seed: 2 },
  );
});

describe("plateau", () => {
  const schedule = scheduleOf({ name: "plateau", rate, patience: 1, factor: 0.5 });
  const rateSeeing = (losses: readonly number[]) =>
    rateAt(
      schedule,
      losses.length,
      losses.reduce((state, loss) => stateAfter(schedule, state, loss), stateAtStart(schedule)),
    );

  it("sees a loss fall below zero, and rest there", () => {
    expect(rateSeeing([0.1, -0.1, -0.2, -0.3, -0.4])).toBe(rate);
    expect(rateSeeing([-0.4, -0.39, -0.38])).toBe(rate / 2);
  });

  it("takes a loss that is not a number for one that has not fallen", () => {
    expect(rateSeeing([1, Number.NaN, Number.NaN])).toBe(rate / 2);
    expect(rateSeeing([Number.NaN, 1, 0.9, 0.8])).toBe(rate);
  });
});

it.each([
  [{ name: "linear" }, 'expected one of the schedules constant, cosine, one-cycle, plateau, step-decay, got "linear"'],
  [{ name: "cosine", rate: 1 }, "schedule cosine.steps: Invalid input: expected number, received undefined"],
  [{ name: "constant", rate: -1 }, "schedule constant.rate: Too small: expected number to be >=0, got -1"],
  [
    { name: "constant", rate: 1, warmUp: { steps: 0 } },
    "schedule constant.warmUp.steps: Too small: expected number to be >=1, got 0",
  ],
])("refuses %o", (choice, sentence) => {
  expect(() => scheduleOf(choice as Schedule)).toThrow(sentence);
});
