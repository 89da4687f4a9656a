import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { createArena, type SharedArena } from "../kernels/shared-arena.js";
import { type Optimiser, slotsOf } from "../optimisers/optimiser.js";
import { arenaLengths, arrays, control, SLOTS } from "./arena-layout.js";
import { type Batch, layOut } from "./batch.js";
import { giveBack, takeThread } from "./threads.js";
import type { TrainingGraph } from "./training-graph.js";
import type { InitialWeight, WorkerNews, WorkerTask } from "./worker-task.js";

export interface CrewOptions {
  readonly graph: TrainingGraph;
  readonly batchSize: number;
  readonly optimiser: Optimiser;
  readonly clipNorm?: number;
  readonly workers: number;
  readonly seed: number;
}

/** What came of a step. */
export interface Stepped {
  readonly step: number;
  /** Mean over all that weighs. */
  readonly loss: number;
  readonly weight: number;
  /** Length of the gradient, where it is clipped. */
  readonly norm: number | null;
}

/** The loss of a step was no number: the step was not taken. */
export class Diverged extends Error {
  readonly step: number;
  readonly loss: number;

  /** @param where which batch it was, and what is left of the training */
  constructor(step: number, loss: number, where = "") {
    super(
      `the loss of step ${step}${where} is ${loss}: training stopped before it; a smaller rate, clipping, or a look at that batch may help`,
    );
    this.name = "Diverged";
    this.step = step;
    this.loss = loss;
  }
}

export const defaultWorkers = (): number => Math.max(1, Math.min(2, availableParallelism()));

type Hearing = { readonly [Kind in WorkerNews["kind"]]: (news: Extract<WorkerNews, { kind: Kind }>) => void };

/** Workers that train one network together, and the memory they share. The thread that leads them is never held up. */
export class Crew {
  readonly arena: SharedArena;
  readonly #options: CrewOptions;
  readonly #board: Int32Array;
  #threads: readonly Worker[] = [];
  readonly #done: Promise<void>[] = [];
  #queued = 0;
  readonly #waiting = new Map<number, { resolve(stepped: Stepped): void; reject(error: Error): void }>();
  #failure: Error | null = null;

  constructor(options: CrewOptions) {
    const { graph, workers, batchSize, optimiser } = options;
    this.#options = options;
    this.arena = createArena(arenaLengths(graph.plan, { workers, batchSize, slots: slotsOf(optimiser) }));
    this.#board = this.arena.int32[arrays.control]!;
    Atomics.store(this.#board, control.last, -1);
  }

  /**
   * @param start `step`: taken before; `isDrawn`: weights stand in the arena already
   * @returns the slowest session's creation, in milliseconds
   */
  async start({ step = 0, isDrawn = false } = {}): Promise<number> {
    const { graph, workers, batchSize, optimiser, clipNorm, seed } = this.#options;
    this.#queued = step;
    Atomics.store(this.#board, control.queued, step);
    const ready: Promise<number>[] = [];
    this.#threads = Array.from({ length: workers }, (_, rank) => {
      const task: WorkerTask = {
        ...{
          rank,
          workers,
          batchSize,
          optimiser,
          seed,
          step,
          model: graph.model,
          plan: graph.plan,
          arena: this.arena.posted,
        },
        ...(clipNorm !== undefined && { clipNorm }),
        ...(!isDrawn && { initial: initialWeights(graph) }),
      };
      const thread = takeThread();
      ready.push(this.#listen(thread));
      thread.postMessage(task);
      return thread;
    });
    return Math.max(...(await Promise.all(ready)));
  }

  /** How many more batches may be queued before one must be waited for. */
  get room(): number {
    return SLOTS - this.#waiting.size;
  }

  /** Queues a step. At most two may be under way. @throws {BadUse} for a batch that does not fit */
  step(batch: Batch, rate: number): Promise<Stepped> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.room < 1) throw new Error("two steps are under way already");
    const step = this.#queued + 1;
    const slot = (step - 1) % SLOTS;
    layOut(batch, { plan: this.#options.graph.plan, arena: this.arena, slot, batchSize: this.#options.batchSize });
    this.arena.float32[arrays.rates]![slot] = rate;
    const done = new Promise<Stepped>((resolve, reject) => this.#waiting.set(step, { resolve, reject }));
    this.#queued = step;
    Atomics.store(this.#board, control.queued, step);
    Atomics.notify(this.#board, control.queued);
    return done;
  }

  /** Ends the workers' task after the steps that are queued. */
  async dismiss(): Promise<void> {
    Atomics.store(this.#board, control.last, this.#queued);
    Atomics.notify(this.#board, control.queued);
    const left = this.#threads;
    this.#threads = [];
    // a worker that waits for one that failed would wait for ever
    if (this.#failure && !(this.#failure instanceof Diverged))
      await Promise.all(left.map((thread) => thread.terminate()));
    else await Promise.all(this.#done);
  }

  /** @returns when its session is ready: how long that took, in milliseconds */
  #listen(thread: Worker): Promise<number> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        reject(error);
        this.#fail(error);
      };
      const done = new Promise<void>((end) => {
        const hearing: Hearing = {
          ready: ({ sessionMilliseconds }) => resolve(sessionMilliseconds),
          step: (news) => this.#stepped(news),
          diverged: ({ step, loss }) => fail(new Diverged(step, loss)),
          failed: ({ message }) => fail(new Error(message)),
          done: () => end(),
        };
        thread.on("error", fail).on("message", (news: WorkerNews) => hearing[news.kind](news as never));
      });
      this.#done.push(done.then(() => giveBack(thread)));
    });
  }

  #stepped({ step, loss, weight, norm }: Stepped): void {
    this.#waiting.get(step)?.resolve({ step, loss, weight, norm });
    this.#waiting.delete(step);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function initialWeights({ plan, initial }: TrainingGraph): InitialWeight[] {
  const drawn = (name: string, array: string, from: number, shape: readonly number[]): InitialWeight => {
    const first = initial.get(name);
    if (!first) throw new Error(`nothing says how ${name} begins`);
    return { name, array, from, shape, initial: first.initial };
  };
  return [
    ...plan.parameters.map(({ name, from, shape }) => drawn(name, arrays.parameters, from, shape)),
    ...plan.states.map(({ name, from, shape }) => drawn(name, arrays.states, from, shape)),
    ...plan.tables.map(({ name, rows, width }) => drawn(name, arrays.table(name), 0, [rows, width])),
  ];
}
