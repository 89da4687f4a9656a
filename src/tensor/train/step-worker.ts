import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { mulberry32 } from "#numeric/mulberry32.js";
import { drawn } from "../initialisers.js";
import { addShards } from "../kernels/add-shards.js";
import type { Kernels, Span } from "../kernels/kernel.js";
import { kernelsOn } from "../kernels/kernels-on.js";
import { openArena, type SharedArena } from "../kernels/shared-arena.js";
import { clipping } from "../optimisers/clipping.js";
import { slotsOf, update, updateRows } from "../optimisers/optimiser.js";
import { sizeOf } from "../shape.js";
import { arrays, control, microBatchesOf, SLOTS } from "./arena-layout.js";
import { barrier } from "./barrier.js";
import { Feeds } from "./feeds.js";
import { RowGradients } from "./row-gradients.js";
import { type Chunk, graphNames } from "./training-plan.js";
import type { WorkerNews, WorkerTask } from "./worker-task.js";

const SUMS = 4; // loss, weight, squared norm, one spare
const PATIENCE_MILLISECONDS = 1000; // how long to sleep before looking again, should a wake-up be lost

/**
 * One of the workers that take the steps of a training together: each runs its micro-batches and keeps their gradient; then, all
 * having come that far, each adds up and applies its share of all gradients. Nothing but shared memory is exchanged.
 */
export class StepWorker {
  readonly #task: WorkerTask;
  readonly #tell: (news: WorkerNews) => void;
  readonly #arena: SharedArena;
  readonly #board: Int32Array;
  readonly #kernels: Kernels;
  readonly #session: InferenceSession;
  readonly #feeds: Feeds;
  readonly #results: Record<string, OrtTensor> = {};
  readonly #tables: readonly RowGradients[];
  /** This worker's share of the weights' vector. */
  readonly #share: Span;
  readonly #stateShare: Span;

  private constructor(task: WorkerTask, session: InferenceSession, tell: (news: WorkerNews) => void) {
    const { plan, rank, workers } = task;
    this.#task = task;
    this.#tell = tell;
    this.#session = session;
    this.#arena = openArena(task.arena);
    this.#board = this.#arena.int32[arrays.control]!;
    this.#kernels = kernelsOn(this.#arena);
    this.#feeds = new Feeds(plan, this.#arena, {
      inputs: session.inputNames,
      seed: task.seed,
      rank,
      kernels: this.#kernels,
    });
    this.#tables = plan.tables.map(
      (table) => new RowGradients(table, plan, this.#arena, { rank, workers, kernels: this.#kernels }),
    );
    const share = (length: number) => ({
      from: Math.floor((length * rank) / workers),
      to: Math.floor((length * (rank + 1)) / workers),
    });
    this.#share = share(plan.parameters.at(-1)?.to ?? 0);
    this.#stateShare = share(plan.states.at(-1)?.to ?? 0);
    this.#holdResults();
  }

  static async start(task: WorkerTask, tell: (news: WorkerNews) => void): Promise<StepWorker> {
    const began = performance.now();
    const session = await InferenceSession.create(task.model, {
      executionProviders: ["cpu"],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
    });
    const sessionMilliseconds = performance.now() - began;
    const worker = new StepWorker(task, session, tell);
    if (task.rank === 0) worker.#drawWeights();
    barrier(worker.#board, task.workers);
    tell({ kind: "ready", sessionMilliseconds });
    return worker;
  }

  /** Takes every step that is queued, until the last one is named or the loss is no number any more. */
  async work(): Promise<void> {
    for (let step = this.#task.step + 1; await this.#isQueued(step); step += 1) {
      if (!(await this.#step(step))) break;
    }
    await this.#session.release();
  }

  async #isQueued(step: number): Promise<boolean> {
    for (;;) {
      const queued = Atomics.load(this.#board, control.queued);
      if (queued >= step) return true;
      const last = Atomics.load(this.#board, control.last);
      if (last >= 0 && step > last) return false;
      Atomics.wait(this.#board, control.queued, queued, PATIENCE_MILLISECONDS);
    }
  }

  async #step(step: number): Promise<boolean> {
    const { workers, rank, clipNorm } = this.#task;
    const slot = (step - 1) % SLOTS;
    const batch = { slot, step, rows: Atomics.load(this.#board, control.rows + slot) };
    await this.#runMicroBatches(batch);
    barrier(this.#board, workers);
    const { loss, weight } = this.#totals();
    if (!Number.isFinite(loss) || !(weight > 0)) {
      if (rank === 0) this.#tell({ kind: "diverged", step, loss: loss / weight });
      return false;
    }
    this.#addGradients();
    const counts = this.#tables.map((table) => table.add(batch));
    const clipped = clipNorm === undefined ? null : clipping(this.#squareSums(counts), clipNorm, 1 / weight);
    this.#apply(step, {
      counts,
      scale: clipped?.factor ?? 1 / weight,
      rate: this.#arena.float32[arrays.rates]![slot]!,
    });
    this.#keepStates(microBatchesOf(batch.rows, this.#task.plan));
    barrier(this.#board, workers);
    if (rank === 0) this.#tell({ kind: "step", step, loss: loss / weight, weight, norm: clipped?.norm ?? null });
    return true;
  }

  async #runMicroBatches({ slot, rows, step }: { slot: number; rows: number; step: number }): Promise<void> {
    const { plan, rank, workers } = this.#task;
    const { float32 } = this.#arena;
    const sums = float32[arrays.sums]!.fill(0, SUMS * rank, SUMS * (rank + 1));
    const [gradient, nextStates] = [float32[arrays.gradient(rank)]!, float32[arrays.nextStates(rank)]!];
    const micros = microBatchesOf(rows, plan);
    if (rank >= micros) for (const unused of [gradient, nextStates]) unused.fill(0);
    else this.#feeds.readWeights();
    for (let place = rank; place < micros; place += workers) {
      this.#feeds.fill({ slot, place, rows, step });
      await this.#session.run(this.#feeds.tensors, this.#results);
      sums[SUMS * rank]! += this.#result(graphNames.loss)[0]!;
      sums[SUMS * rank + 1]! += this.#result(graphNames.weight)[0]!;
      for (const chunk of plan.chunks.parameters) this.#keep(gradient, chunk, place === rank);
      for (const chunk of plan.chunks.states) this.#keep(nextStates, chunk, place === rank);
      for (const [i, lookup] of plan.lookups.entries()) {
        float32[arrays.lookup(i)]!.set(this.#result(lookup.gradient), place * sizeOf(lookup.shape));
      }
    }
  }

  #keep(sums: Float32Array, { output, from, to }: Chunk, isFirst: boolean): void {
    const found = this.#result(output);
    if (isFirst) sums.set(found, from);
    else for (let i = from; i < to; i += 1) sums[i]! += found[i - from]!;
  }

  #result(name: string): Float32Array {
    return (this.#results[name]?.data ?? new Float32Array()) as Float32Array;
  }

  #totals(): { loss: number; weight: number } {
    const sums = this.#arena.float32[arrays.sums]!;
    let [loss, weight] = [0, 0];
    for (let rank = 0; rank < this.#task.workers; rank += 1) {
      loss += sums[SUMS * rank]!;
      weight += sums[SUMS * rank + 1]!;
    }
    return { loss, weight };
  }

  /** Into the first worker's gradient, this worker's share of it. */
  #addGradients(): void {
    const { float32 } = this.#arena;
    const shards = Array.from({ length: this.#task.workers }, (_, rank) => float32[arrays.gradient(rank)]!);
    addShards(this.#kernels, { shards, total: shards[0]!, ...this.#share });
  }

  /** Squares of all gradients, added up by every worker. */
  #squareSums(counts: readonly number[]): number[] {
    const { rank, workers } = this.#task;
    const sums = this.#arena.float32[arrays.sums]!;
    const dense = this.#kernels.squareSum(this.#arena.float32[arrays.gradient(0)]!, this.#share);
    sums[SUMS * rank + 2] = this.#tables.reduce((sum, table, i) => sum + table.squareSum(counts[i] ?? 0), dense);
    barrier(this.#board, workers);
    return Array.from({ length: workers }, (_, other) => sums[SUMS * other + 2]!);
  }

  #apply(step: number, { counts, scale, rate }: { counts: readonly number[]; scale: number; rate: number }): void {
    const { optimiser, plan } = this.#task;
    const { float32 } = this.#arena;
    const kernels = this.#kernels;
    const slots = slotsOf(optimiser);
    const weightDecay = plan.parameters
      .filter(({ decays }) => decays)
      .map(({ from, to }) => ({ from, to, weightDecay: "weightDecay" in optimiser ? optimiser.weightDecay : 0 }));
    const state = Object.fromEntries(slots.map((slot) => [slot, float32[arrays.slot(slot)]!]));
    const [parameters, gradients] = [float32[arrays.parameters]!, float32[arrays.gradient(0)]!];
    update(optimiser, { parameters, gradients, state, step, rate, scale, kernels, weightDecay, ...this.#share });
    for (const [i, { name, width }] of plan.tables.entries()) {
      const table = this.#tables[i]!;
      const count = counts[i] ?? 0;
      const tableState = Object.fromEntries(slots.map((slot) => [slot, float32[arrays.tableSlot(slot, name)]!]));
      const rows = {
        table: float32[arrays.table(name)]!,
        rowGradients: table.sums,
        rows: table.list,
        count,
        width,
        columns: table.columns,
      };
      updateRows(optimiser, { ...rows, state: tableState, step, rate, scale, kernels });
    }
  }

  #keepStates(micros: number): void {
    const { from, to } = this.#stateShare;
    const { float32 } = this.#arena;
    const states = float32[arrays.states]!;
    for (let i = from; i < to; i += 1) {
      let sum = 0;
      for (let rank = 0; rank < this.#task.workers; rank += 1) sum += float32[arrays.nextStates(rank)]![i]!;
      states[i] = sum / micros;
    }
  }

  #holdResults(): void {
    const { plan } = this.#task;
    const hold = (name: string, shape: readonly number[]) => {
      if (this.#session.outputNames.includes(name))
        this.#results[name] = new OrtTensor("float32", new Float32Array(sizeOf(shape)), shape);
    };
    hold(graphNames.loss, []);
    hold(graphNames.weight, []);
    for (const { output, from, to } of [...plan.chunks.parameters, ...plan.chunks.states]) hold(output, [to - from]);
    for (const { gradient, shape } of plan.lookups) hold(gradient, shape);
  }

  #drawWeights(): void {
    const { float32 } = this.#arena;
    for (const [place, { array, from, shape, initial }] of (this.#task.initial ?? []).entries()) {
      float32[array]!.set(drawn(initial, shape, mulberry32(this.#task.seed * 7919 + place)), from);
    }
  }
}
