import type { SharedArena } from "../kernels/shared-arena.js";
import { type Numbers, ortTensor } from "../session.js";
import { arrays, sizeOf } from "./arena-layout.js";
import { fillMask } from "./fill-mask.js";
import { graphNames, type Lookup, type PlannedInput, type TrainingPlan } from "./training-plan.js";

export interface MicroBatch {
  readonly slot: number;
  /** Which micro-batch of the batch. */
  readonly place: number;
  /** Examples of the batch; those beyond are empty and weigh nothing. */
  readonly rows: number;
  readonly step: number;
}

/** The inputs of one worker's session: arrays of its own, filled anew for every run. */
export class Feeds {
  readonly tensors: Record<string, ReturnType<typeof ortTensor>> = {};
  readonly #held: Record<string, Numbers> = {};
  readonly #arena: SharedArena;
  readonly #plan: TrainingPlan;
  readonly #seed: number;

  /** @param inputs names of what the session takes */
  constructor(
    plan: TrainingPlan,
    arena: SharedArena,
    { inputs, seed }: { readonly inputs: readonly string[]; readonly seed: number },
  ) {
    this.#plan = plan;
    this.#arena = arena;
    this.#seed = seed;
    const taken = new Set(inputs);
    const hold = (name: string, numbers: Numbers) => {
      if (!taken.has(name)) return;
      this.#held[name] = numbers;
      this.tensors[name] = ortTensor(numbers);
    };
    const floats = (shape: readonly number[]): Numbers => ({ data: new Float32Array(sizeOf(shape)), shape });
    hold(graphNames.parameters, floats([plan.parameters.at(-1)?.to ?? 0]));
    hold(graphNames.states, floats([plan.states.at(-1)?.to ?? 0]));
    hold(graphNames.rowWeights, floats([plan.microBatch]));
    for (const { name, type, shape } of plan.inputs) hold(name, { data: emptyOf(type, sizeOf(shape)), shape });
    for (const { input, shape } of [...plan.lookups, ...plan.masks]) hold(input, floats(shape));
  }

  /** Takes over the weights as they stand now. */
  readWeights(): void {
    const { float32 } = this.#arena;
    (this.#held[graphNames.parameters]?.data as Float32Array | undefined)?.set(float32[arrays.parameters] ?? []);
    (this.#held[graphNames.states]?.data as Float32Array | undefined)?.set(float32[arrays.states] ?? []);
  }

  fill(micro: MicroBatch): void {
    const { microBatch, inputs, lookups, masks } = this.#plan;
    const firstRow = micro.place * microBatch;
    const weights = this.#held[graphNames.rowWeights]?.data as Float32Array | undefined;
    weights?.fill(0).fill(1, 0, Math.min(microBatch, micro.rows - firstRow));
    for (const planned of inputs) this.#fillInput(planned, micro);
    for (const lookup of lookups) this.#fillRows(lookup, micro);
    for (const [place, mask] of masks.entries()) {
      const data = this.#held[mask.input]?.data as Float32Array | undefined;
      if (data) fillMask(data, mask, { seed: this.#seed, step: micro.step, place, firstRow });
    }
  }

  #fillInput({ name, type, shape, isShared }: PlannedInput, { slot, place }: MicroBatch): void {
    const target = this.#held[name]?.data;
    if (!target) return; // only names rows
    const from = isShared ? 0 : place * sizeOf(shape);
    const source = this.#arena[type === "float32" ? "float32" : "int32"][arrays.batch(slot, name)]?.subarray(
      from,
      from + target.length,
    );
    if (!source) return;
    if (target instanceof BigInt64Array) widen(source as Int32Array, target);
    else target.set(source);
  }

  #fillRows(lookup: Lookup, micro: MicroBatch): void {
    const target = this.#held[lookup.input]?.data as Float32Array | undefined;
    const table = this.#arena.float32[arrays.table(lookup.table)];
    if (!target || !table) return;
    const width = lookup.shape.at(-1) ?? 1;
    const ids = idsOf(lookup, this.#plan, this.#arena, micro);
    const turn = orderOf(lookup);
    for (let i = 0; i < ids.length; i += 1) {
      const row = ids[turn(i)]! * width;
      const at = i * width;
      for (let k = 0; k < width; k += 1) target[at + k] = table[row + k]!;
    }
  }
}

/** Row numbers of a lookup in one micro-batch, as they stand in the batch. */
export function idsOf(
  lookup: Lookup,
  plan: TrainingPlan,
  { int32 }: SharedArena,
  { slot, place }: MicroBatch,
): Int32Array {
  const size = sizeOf(lookup.shape) / (lookup.shape.at(-1) ?? 1);
  const isShared = plan.inputs.find(({ name }) => name === lookup.ids)?.isShared ?? false;
  const from = isShared ? 0 : place * size;
  return int32[arrays.batch(slot, lookup.ids)]?.subarray(from, from + size) ?? new Int32Array();
}

/** Where in the batch's ids the lookup's row `i` is named: [batch, length] may be read as [length, batch]. */
export function orderOf({ isTransposed, shape }: Lookup): (i: number) => number {
  if (!isTransposed) return (i) => i;
  const [length = 1, batch = 1] = shape;
  return (i) => (i % batch) * length + Math.floor(i / batch);
}

function emptyOf(type: PlannedInput["type"], length: number): Numbers["data"] {
  if (type === "float32") return new Float32Array(length);
  if (type === "int64") return new BigInt64Array(length);
  return type === "int32" ? new Int32Array(length) : new Uint8Array(length);
}

/** int32 to int64 by its halves: little-endian, as every machine ONNX Runtime's packages are for. */
function widen(source: Int32Array, target: BigInt64Array): void {
  const halves = new Int32Array(target.buffer, target.byteOffset, 2 * target.length);
  for (let i = 0; i < source.length; i += 1) {
    const value = source[i]!;
    halves[2 * i] = value;
    halves[2 * i + 1] = value >> 31;
  }
}
