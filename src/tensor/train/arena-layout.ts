import { sizeOf } from "../shape.js";
import type { Lookup, TrainingPlan } from "./training-plan.js";

/** Batches that wait or are worked on at once: the next is laid out while workers are busy with one. */
export const SLOTS = 2;

/** Places in the arena's `control`. */
export const control = { queued: 0, last: 1, arrived: 2, generation: 3, rows: 4, length: 16 } as const;

export const microBatchesOf = (rows: number, { microBatch }: TrainingPlan): number => Math.ceil(rows / microBatch);

/** Names of the arrays workers share. */
export const arrays = {
  control: "control",
  rates: "rates",
  /** Of each worker: loss, weight, squared norm. */
  sums: "sums",
  parameters: "parameters",
  states: "states",
  gradient: (rank: number) => `gradient ${rank}`,
  nextStates: (rank: number) => `next states ${rank}`,
  slot: (slot: string) => `slot ${slot}`,
  table: (table: string) => `table ${table}`,
  tableSlot: (slot: string, table: string) => `slot ${slot} of ${table}`,
  /** Gradients of the rows of one lookup, of all micro-batches. */
  lookup: (place: number) => `lookup ${place}`,
  /** Sums of the gradients of the rows touched, in the order of the list of them. */
  packed: (table: string) => `packed ${table}`,
  rows: (rank: number, table: string) => `rows ${rank} of ${table}`,
  /** Of each worker: rows that were named, in the order of a lookup; their places among the rows touched; and what stands in them. */
  named: (rank: number) => `named ${rank}`,
  places: (rank: number) => `places ${rank}`,
  gathered: (rank: number) => `gathered ${rank}`,
  batch: (slot: number, input: string) => `batch ${slot} ${input}`,
} as const;

export interface LayoutOptions {
  readonly workers: number;
  readonly batchSize: number;
  /** Names of what the optimiser remembers. */
  readonly slots: readonly string[];
}

/** How long each array of the arena is, in numbers. */
export function arenaLengths(plan: TrainingPlan, options: LayoutOptions): Record<string, number> {
  const { workers, slots } = options;
  const parameters = plan.parameters.at(-1)?.to ?? 0;
  const states = plan.states.at(-1)?.to ?? 0;
  const ranks = Array.from({ length: workers }, (_, rank) => rank);
  return {
    [arrays.control]: control.length,
    [arrays.rates]: SLOTS,
    [arrays.sums]: 4 * workers,
    [arrays.parameters]: parameters,
    [arrays.states]: states,
    ...Object.fromEntries(ranks.map((rank) => [arrays.gradient(rank), parameters])),
    ...Object.fromEntries(ranks.map((rank) => [arrays.nextStates(rank), states])),
    ...Object.fromEntries(slots.map((slot) => [arrays.slot(slot), parameters])),
    ...tableLengths(plan, options),
    ...batchLengths(plan, options.batchSize),
  };
}

function tableLengths(plan: TrainingPlan, { workers, batchSize, slots }: LayoutOptions): Record<string, number> {
  const micros = microBatchesOf(batchSize, plan);
  const lengths: Record<string, number> = {};
  const [names, sizes] = [plan.lookups.map(namesOf), plan.lookups.map(({ shape }) => sizeOf(shape))];
  for (let rank = 0; rank < workers; rank += 1) {
    lengths[arrays.named(rank)] = micros * names.reduce((sum, one) => sum + one, 0);
    lengths[arrays.places(rank)] = lengths[arrays.named(rank)] ?? 0;
    lengths[arrays.gathered(rank)] = Math.max(0, ...sizes);
  }
  for (const [place, { shape }] of plan.lookups.entries()) lengths[arrays.lookup(place)] = micros * sizeOf(shape);
  for (const { name, rows, width } of plan.tables) {
    const lookups = plan.lookups.filter(({ table }) => table === name);
    const touched = Math.min(
      rows,
      lookups.reduce((sum, { shape }) => sum + (micros * sizeOf(shape)) / width, 0),
    );
    lengths[arrays.table(name)] = rows * width;
    for (const slot of slots) lengths[arrays.tableSlot(slot, name)] = rows * width;
    lengths[arrays.packed(name)] = touched * width;
    for (let rank = 0; rank < workers; rank += 1) lengths[arrays.rows(rank, name)] = touched;
  }
  return lengths;
}

/** How many rows a lookup names in one micro-batch. */
export const namesOf = ({ shape }: Lookup): number => sizeOf(shape) / (shape.at(-1) ?? 1);

function batchLengths(plan: TrainingPlan, batchSize: number): Record<string, number> {
  const lengths: Record<string, number> = {};
  for (const { name, shape, isShared } of plan.inputs) {
    const length = isShared ? sizeOf(shape) : microBatchesOf(batchSize, plan) * sizeOf(shape);
    for (let slot = 0; slot < SLOTS; slot += 1) lengths[arrays.batch(slot, name)] = length;
  }
  return lengths;
}
