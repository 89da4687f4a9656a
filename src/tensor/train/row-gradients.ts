import { add } from "../kernels/add.js";
import type { Kernels, Span } from "../kernels/kernel.js";
import type { SharedArena } from "../kernels/shared-arena.js";
import { touchedRows } from "../kernels/touched-rows.js";
import { sizeOf } from "../shape.js";
import { arrays, microBatchesOf, namesOf } from "./arena-layout.js";
import { nameRows } from "./feeds.js";
import type { PlannedTable, TrainingPlan } from "./training-plan.js";

interface Batch {
  readonly slot: number;
  readonly rows: number;
  readonly step: number;
}

interface Worker {
  readonly rank: number;
  readonly workers: number;
  readonly kernels: Kernels;
}

/** Adds up the gradients of the rows of one table that a batch looked up, each worker some columns of all rows. */
export class RowGradients {
  /** Receives the rows touched, each once. */
  readonly list: Int32Array;
  /** Receives the sum of the gradients of each of them, in the order of the list. */
  readonly sums: Float32Array;
  /** This worker's. */
  readonly columns: Span;
  readonly #table: PlannedTable;
  readonly #plan: TrainingPlan;
  readonly #arena: SharedArena;
  readonly #worker: Worker;
  readonly #touch: ReturnType<typeof touchedRows>;

  constructor(table: PlannedTable, plan: TrainingPlan, arena: SharedArena, worker: Worker) {
    const { rank, workers } = worker;
    this.#table = table;
    this.#plan = plan;
    this.#arena = arena;
    this.#worker = worker;
    this.#touch = touchedRows(table.rows);
    this.list = arena.int32[arrays.rows(rank, table.name)]!;
    this.sums = arena.float32[arrays.packed(table.name)]!;
    const border = (before: number) => Math.floor((table.width * before) / workers);
    this.columns = { from: border(rank), to: border(rank + 1) };
  }

  /** @returns how many rows were touched */
  add(batch: Batch): number {
    const { int32, float32 } = this.#arena;
    const { rank, kernels } = this.#worker;
    const { width } = this.#table;
    const parts = this.#parts(batch);
    const named = int32[arrays.named(rank)]!;
    const places = int32[arrays.places(rank)]!;
    for (const { lookup, micro, from, to } of parts) {
      nameRows(lookup, this.#plan, this.#arena, { micro: { ...batch, place: micro }, into: named.subarray(from, to) });
    }
    const count = this.#touch(named.subarray(0, parts.at(-1)?.to ?? 0), { rows: this.list, places });
    for (let row = 0; row < count; row += 1)
      this.sums.fill(0, row * width + this.columns.from, row * width + this.columns.to);
    for (const { lookup, place, micro, from, to } of parts) {
      const size = sizeOf(lookup.shape);
      const terms = float32[arrays.lookup(place)]!.subarray(micro * size, (micro + 1) * size);
      const work = { rows: places.subarray(from, to), count: to - from, width, columns: this.columns, scalars: {} };
      kernels.overRows(add, { total: this.sums, terms }, work);
    }
    return count;
  }

  /** Squares of this worker's columns, added up. */
  squareSum(count: number): number {
    return this.#worker.kernels.squareSumOfColumns(this.sums, {
      count,
      width: this.#table.width,
      columns: this.columns,
    });
  }

  /** Every lookup of every micro-batch, and where the rows it names stand in a list of all. */
  #parts({ rows }: Batch) {
    const lookups = [...this.#plan.lookups.entries()].filter(([, { table }]) => table === this.#table.name);
    let to = 0;
    return lookups.flatMap(([place, lookup]) =>
      Array.from({ length: microBatchesOf(rows, this.#plan) }, (_, micro) => {
        const from = to;
        to += namesOf(lookup);
        return { place, lookup, micro, from, to };
      }),
    );
  }
}
