import type { SharedArena } from "../kernels/shared-arena.js";
import { sizeOf } from "../shape.js";
import { BadUse } from "../tensor.js";
import { arrays, control } from "./arena-layout.js";
import type { PlannedInput, TrainingPlan } from "./training-plan.js";

/** Examples as arrays, row-major: each input [rows, …] but those that are shared. Whole numbers and truths as Int32Array. */
export interface Batch {
  readonly rows: number;
  readonly inputs: Readonly<Record<string, Float32Array | Int32Array>>;
}

/**
 * Lays a batch out where workers read it.
 *
 * @throws {BadUse} for an input that is missing, of the wrong length or kind, or that names a row there is not
 */
export function layOut(batch: Batch, { plan, arena, slot, batchSize }: Place): void {
  const { rows, inputs } = batch;
  if (!Number.isInteger(rows) || rows < 1 || rows > batchSize)
    throw new BadUse("a batch", `${rows} rows`, `1 to ${batchSize}`);
  for (const planned of plan.inputs) {
    const isFloat = planned.type === "float32";
    const given = fitting(planned, batch, plan.microBatch);
    const target = arena[isFloat ? "float32" : "int32"][arrays.batch(slot, planned.name)]!;
    target.set(given);
    target.fill(0, given.length);
  }
  for (const { ids, table } of plan.lookups) {
    const rowsOf = plan.tables.find(({ name }) => name === table)?.rows ?? 0;
    for (const id of inputs[ids] ?? [])
      if (id < 0 || id >= rowsOf) throw new BadUse(`the input ${ids}`, `the row ${id}`, `0 to ${rowsOf - 1}`);
  }
  Atomics.store(arena.int32[arrays.control]!, control.rows + slot, rows);
}

interface Place {
  readonly plan: TrainingPlan;
  readonly arena: SharedArena;
  readonly slot: number;
  readonly batchSize: number;
}

function fitting(
  { name, type, shape, isShared }: PlannedInput,
  { rows, inputs }: Batch,
  microBatch: number,
): Float32Array | Int32Array {
  const given = inputs[name];
  const length = isShared ? sizeOf(shape) : (rows * sizeOf(shape)) / microBatch;
  const isFloat = type === "float32";
  if (given?.length === length && given instanceof Float32Array === isFloat) return given;
  const came = given ? `${given.constructor.name} of ${given.length}` : "nothing";
  throw new BadUse(`the input ${name}`, came, `${isFloat ? "Float32Array" : "Int32Array"} of ${length} (${rows} rows)`);
}
