import type { Span } from "../kernels/kernel.js";
import type { SharedArena } from "../kernels/shared-arena.js";
import { arrays, microBatchesOf, sizeOf } from "./arena-layout.js";
import { idsOf, orderOf } from "./feeds.js";
import type { Lookup, PlannedTable, TrainingPlan } from "./training-plan.js";

interface Batch {
  readonly slot: number;
  readonly rows: number;
  readonly step: number;
}

/** Adds up the gradients of the rows of one table that a batch looked up, each worker some columns of all rows. */
export class RowGradients {
  readonly #table: PlannedTable;
  readonly #plan: TrainingPlan;
  readonly #arena: SharedArena;
  readonly #rows: Int32Array;
  readonly #packed: Float32Array;
  /** Of each row of the table: its place in the list, while `#stamp` says it is of this step. */
  readonly #place: Int32Array;
  readonly #stamp: Int32Array;
  readonly columns: Span;

  constructor(
    table: PlannedTable,
    plan: TrainingPlan,
    arena: SharedArena,
    { rank, workers }: { readonly rank: number; readonly workers: number },
  ) {
    this.#table = table;
    this.#plan = plan;
    this.#arena = arena;
    this.#rows = arena.int32[arrays.rows(rank, table.name)] ?? new Int32Array();
    this.#packed = arena.float32[arrays.packed(table.name)] ?? new Float32Array();
    this.#place = new Int32Array(table.rows);
    this.#stamp = new Int32Array(table.rows).fill(-1);
    this.columns = {
      from: Math.floor((table.width * rank) / workers),
      to: Math.floor((table.width * (rank + 1)) / workers),
    };
  }

  get list(): Int32Array {
    return this.#rows;
  }

  get sums(): Float32Array {
    return this.#packed;
  }

  /** @returns how many rows were touched */
  add(batch: Batch): number {
    let count = 0;
    for (const [place, lookup] of this.#plan.lookups.entries()) {
      if (lookup.table !== this.#table.name) continue;
      for (let micro = 0; micro < microBatchesOf(batch.rows, this.#plan); micro += 1) {
        count = this.#addLookup(lookup, { place, micro, batch, count });
      }
    }
    return count;
  }

  /** Squares of this worker's columns, added up. */
  squareSum(count: number): number {
    let sum = 0;
    const { width } = this.#table;
    for (let row = 0; row < count; row += 1) {
      for (let k = this.columns.from; k < this.columns.to; k += 1) sum += this.#packed[row * width + k]! ** 2;
    }
    return sum;
  }

  #addLookup(
    lookup: Lookup,
    { place, micro, batch, count }: { place: number; micro: number; batch: Batch; count: number },
  ): number {
    const { width } = this.#table;
    const gradients = this.#arena.float32[arrays.lookup(place)] ?? new Float32Array();
    const ids = idsOf(lookup, this.#plan, this.#arena, {
      slot: batch.slot,
      place: micro,
      rows: batch.rows,
      step: batch.step,
    });
    const turn = orderOf(lookup);
    const real = this.#realIds(lookup, batch.rows - micro * this.#plan.microBatch, ids.length);
    const from = micro * sizeOf(lookup.shape);
    for (let i = 0; i < ids.length; i += 1) {
      const source = turn(i);
      if (source >= real) continue; // an empty example touches nothing
      const id = ids[source] ?? 0;
      const isNew = this.#stamp[id] !== batch.step;
      if (isNew) {
        this.#stamp[id] = batch.step;
        this.#place[id] = count;
        this.#rows[count] = id;
        count += 1;
      }
      this.#addRow(gradients, from + i * width, (this.#place[id] ?? 0) * width, isNew);
    }
    return count;
  }

  #addRow(gradients: Float32Array, from: number, to: number, isNew: boolean): void {
    const packed = this.#packed;
    for (let k = this.columns.from; k < this.columns.to; k += 1) {
      const gradient = gradients[from + k]!;
      packed[to + k] = isNew ? gradient : packed[to + k]! + gradient;
    }
  }

  /** How many of the ids are of examples there are. */
  #realIds({ ids }: Lookup, rowsLeft: number, length: number): number {
    const planned = this.#plan.inputs.find(({ name }) => name === ids);
    if (!planned || planned.isShared) return length;
    return (Math.min(rowsLeft, this.#plan.microBatch) * length) / this.#plan.microBatch;
  }
}
