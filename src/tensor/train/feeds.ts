import { copy } from "../kernels/copy.js";
import type { Kernels } from "../kernels/kernel.js";
import type { SharedArena } from "../kernels/shared-arena.js";
import { type Numbers, ortTensor } from "../session.js";
import { sizeOf } from "../shape.js";
import { arrays, namesOf } from "./arena-layout.js";
import { fillMask } from "./fill-mask.js";
import { type Chunk, graphNames, type Lookup, type PlannedInput, type TrainingPlan } from "./training-plan.js";

export interface MicroBatch {
  readonly slot: number;
  /** Which micro-batch of the batch. */
  readonly place: number;
  /** Examples of the batch; those beyond are empty and weigh nothing. */
  readonly rows: number;
  readonly step: number;
}

export interface FeedOptions {
  /** Names of what the session takes. */
  readonly inputs: readonly string[];
  readonly seed: number;
  readonly rank: number;
  readonly kernels: Kernels;
}

/** The inputs of one worker's session: arrays of its own, filled anew for every run. */
export class Feeds {
  readonly tensors: Record<string, ReturnType<typeof ortTensor>> = {};
  readonly #held: Record<string, Numbers> = {};
  readonly #arena: SharedArena;
  readonly #plan: TrainingPlan;
  readonly #seed: number;
  readonly #rank: number;
  readonly #kernels: Kernels;

  constructor(plan: TrainingPlan, arena: SharedArena, { inputs, seed, rank, kernels }: FeedOptions) {
    this.#plan = plan;
    this.#arena = arena;
    this.#seed = seed;
    this.#rank = rank;
    this.#kernels = kernels;
    const taken = new Set(inputs);
    const hold = (name: string, numbers: Numbers) => {
      if (!taken.has(name)) return;
      this.#held[name] = numbers;
      this.tensors[name] = ortTensor(numbers);
    };
    const floats = (shape: readonly number[]): Numbers => ({ data: new Float32Array(sizeOf(shape)), shape });
    for (const { input, from, to } of [...plan.chunks.parameters, ...plan.chunks.states])
      hold(input, floats([to - from]));
    hold(graphNames.rowWeights, floats([plan.microBatch]));
    for (const { name, type, shape } of plan.inputs) hold(name, { data: emptyOf(type, sizeOf(shape)), shape });
    for (const { input, shape } of [...plan.lookups, ...plan.masks]) hold(input, floats(shape));
  }

  /** Takes over the weights as they stand now. */
  readWeights(): void {
    const { chunks } = this.#plan;
    const { float32 } = this.#arena;
    const read = ({ input, from, to }: Chunk, whole: Float32Array | undefined) =>
      (this.#held[input]?.data as Float32Array | undefined)?.set(whole!.subarray(from, to));
    for (const chunk of chunks.parameters) read(chunk, float32[arrays.parameters]);
    for (const chunk of chunks.states) read(chunk, float32[arrays.states]);
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
    const rows = this.#arena.int32[arrays.named(this.#rank)]!.subarray(0, namesOf(lookup));
    const copies = this.#arena.float32[arrays.gathered(this.#rank)]!.subarray(0, target.length);
    nameRows(lookup, this.#plan, this.#arena, { micro, into: rows });
    const work = { rows, count: rows.length, width: lookup.shape.at(-1) ?? 1, scalars: {} };
    this.#kernels.overRows(copy, { originals: table, copies }, work);
    target.set(copies);
  }
}

/**
 * The rows a lookup names in one micro-batch, in its order: [batch, length] may be read as [length, batch]. Where an example is
 * empty, the first row there is stands again: its gradient is zero, and no other row is touched for nothing.
 */
export function nameRows(
  { ids, isTransposed, shape }: Lookup,
  { inputs, microBatch }: TrainingPlan,
  { int32 }: SharedArena,
  { micro, into }: { readonly micro: MicroBatch; readonly into: Int32Array },
): void {
  const isShared = inputs.find(({ name }) => name === ids)?.isShared ?? false;
  const from = isShared ? 0 : micro.place * into.length;
  const given = int32[arrays.batch(micro.slot, ids)]!.subarray(from, from + into.length);
  const examples = isShared ? microBatch : Math.min(microBatch, micro.rows - micro.place * microBatch);
  const real = (examples * into.length) / microBatch;
  if (!isTransposed) {
    into.set(given);
    into.fill(given[0]!, real);
    return;
  }
  const [length = 1, batch = 1] = shape;
  for (let t = 0, i = 0; t < length; t += 1) {
    for (let example = 0; example < batch; example += 1, i += 1) {
      const source = example * length + t;
      into[i] = given[source < real ? source : 0]!;
    }
  }
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
