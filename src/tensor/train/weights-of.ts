import type { SharedArena } from "../kernels/shared-arena.js";
import { arrays } from "./arena-layout.js";
import type { TrainingPlan } from "./training-plan.js";

/** Everything a network has learned and keeps, by name. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** Copies of the weights as they stand in the arena. */
export function weightsOf(plan: TrainingPlan, { float32 }: SharedArena): Weights {
  const copy = (array: Float32Array | undefined, from: number, to: number) =>
    Float32Array.from(array!.subarray(from, to));
  return new Map([
    ...plan.parameters.map(({ name, from, to }) => [name, copy(float32[arrays.parameters], from, to)] as const),
    ...plan.states.map(({ name, from, to }) => [name, copy(float32[arrays.states], from, to)] as const),
    ...plan.tables.map(({ name, rows, width }) => [name, copy(float32[arrays.table(name)], 0, rows * width)] as const),
  ]);
}

/** Puts weights into the arena; those that are not given stay as they are. @throws {RangeError} for one of another size */
export function putWeights(weights: Weights, plan: TrainingPlan, { float32 }: SharedArena): void {
  const put = (name: string, array: Float32Array | undefined, from: number, to: number) => {
    const given = weights.get(name);
    if (!given) return;
    if (given.length !== to - from)
      throw new RangeError(`the weight ${name} has ${to - from} numbers, got ${given.length}`);
    array?.set(given, from);
  };
  for (const { name, from, to } of plan.parameters) put(name, float32[arrays.parameters], from, to);
  for (const { name, from, to } of plan.states) put(name, float32[arrays.states], from, to);
  for (const { name, rows, width } of plan.tables) put(name, float32[arrays.table(name)], 0, rows * width);
}
