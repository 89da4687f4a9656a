import { setImmediate as turn } from "node:timers/promises";
import type { InputSpec, Network } from "../network.js";
import { type OptimiserChoice, optimiserOf } from "../optimisers/optimiser.js";
import {
  rateAt,
  type Schedule,
  type ScheduleChoice,
  scheduleOf,
  stateAfter,
  stateAtStart,
} from "../schedules/schedule.js";
import type { Batch } from "./batch.js";
import { readCheckpoint, writeCheckpoint } from "./checkpoint.js";
import { Crew, Diverged, defaultWorkers, type Stepped } from "./crew.js";
import type { Epoch, Reached } from "./reached.js";
import { type Loss, trainingGraph } from "./training-graph.js";
import { putWeights, type Weights, weightsOf } from "./weights-of.js";

export interface FitOptions {
  readonly loss: Loss;
  /** What the loss is handed besides the network's inputs, such as labels. */
  readonly given?: Readonly<Record<string, InputSpec>>;
  /** The batches of one epoch, counted from 0, the same whenever they are asked for; each of at most `batchSize` rows. */
  readonly batches: (epoch: number) => AsyncIterable<Batch> | Iterable<Batch>;
  readonly batchSize: number;
  readonly epochs: number;
  /** Absent: Adam. */
  readonly optimiser?: OptimiserChoice;
  /** The rate of every step, or how it goes. Absent: 0.001. */
  readonly rate?: number | ScheduleChoice;
  /** Longest the gradient of all weights together may be. Absent: any. */
  readonly clipNorm?: number;
  /** Examples in one run of the graph; absent: at most 64, and an even share for every worker. */
  readonly microBatch?: number;
  /** Threads that train; absent: two, or one where the machine has no more. */
  readonly workers?: number;
  /** Absent: 1. */
  readonly seed?: number;
  /** Weights to begin with, by name; those left out are drawn. */
  readonly weights?: Weights;
  /** Asked after every epoch; the weights of the best are kept. Absent: the last ones are. */
  readonly validate?: (weights: Weights, epoch: number) => Promise<number> | number;
  /** Whether a lower or a higher answer of `validate` is better. Absent: lower. */
  readonly better?: "lower" | "higher";
  /** Epochs without a better answer after which training ends. Absent: it goes on. */
  readonly patience?: number;
  /** The first epoch from which the weights at the ends of epochs are averaged. Absent: they are not. */
  readonly averageFrom?: number;
  /** About how many of the newest epochs the average reaches over. Absent: all of them alike. */
  readonly averageOver?: number;
  /** Seconds, those before a checkpoint among them, after which training ends, though not before an epoch has. Absent: any. */
  readonly seconds?: number;
  /** A file in which training is kept, and from which it goes on. */
  readonly checkpoint?: Checkpointing;
  readonly progress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface Checkpointing {
  readonly path: string;
  /** Besides the ends of epochs. */
  readonly everySteps?: number;
  /** Seconds that must have gone by before the end of an epoch is kept. Absent: none. An end by `signal` or `seconds` is always kept. */
  readonly everySeconds?: number;
}

export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  /** Mean of the epoch so far. */
  readonly loss: number;
  readonly rate: number;
  readonly rowsPerSecond: number;
  /** So far, those before a checkpoint among them. */
  readonly seconds: number;
  /** Absent until an epoch has shown how many steps it takes. */
  readonly secondsLeft?: number;
}

export interface Trained {
  readonly weights: Weights;
  readonly epochs: readonly Epoch[];
  /** Whose weights they are, counted from 0. */
  readonly bestEpoch: number;
}

/**
 * Trains a network: workers take the steps, this thread is never held up. The same options, seed and number of workers give the same weights
 * on the same machine.
 *
 * @throws {Diverged} when a loss is no number
 */
export async function fit(network: Network, options: FitOptions): Promise<Trained> {
  const training = new Training(network, options);
  try {
    return await training.run();
  } finally {
    await training.end();
  }
}

/** A share for every worker, of no more than fits a core's cache well. */
export const defaultMicroBatch = (batchSize: number, workers: number): number =>
  Math.min(64, Math.ceil(batchSize / workers));

class Training {
  readonly #options: FitOptions;
  readonly #crew: Crew;
  readonly #plan: ReturnType<typeof trainingGraph>["plan"];
  readonly #schedule: Schedule;
  #reached: Reached;
  #kept: Weights | null = null;
  #average: Map<string, Float32Array> | null = null;
  #began = performance.now();
  #secondsBefore = 0;
  #rows = 0;
  #keptAt = performance.now();
  #keptAs: Reached | null = null;

  constructor(network: Network, options: FitOptions) {
    const { loss, given = {}, batchSize, workers = defaultWorkers(), clipNorm, seed = 1 } = options;
    const microBatch = options.microBatch ?? defaultMicroBatch(batchSize, workers);
    const graph = trainingGraph(network, { loss, given, microBatch });
    const optimiser = optimiserOf(options.optimiser ?? { name: "adam" });
    const { rate = 1e-3 } = options;
    this.#schedule = scheduleOf(typeof rate === "number" ? { name: "constant", rate } : rate);
    const schedule = stateAtStart(this.#schedule);
    this.#reached = { step: 0, epoch: 0, stepInEpoch: 0, lossSum: 0, weightSum: 0, epochs: [], averaged: 0, schedule };
    this.#options = options;
    this.#plan = graph.plan;
    this.#crew = new Crew({ graph, batchSize, optimiser, workers, seed, ...(clipNorm !== undefined && { clipNorm }) });
  }

  async run(): Promise<Trained> {
    const { checkpoint, weights, epochs } = this.#options;
    const found = checkpoint ? await readCheckpoint(checkpoint.path, this.#crew.arena) : null;
    if (found) {
      this.#reached = found.reached;
      this.#kept = found.kept;
      this.#average = found.average;
      this.#secondsBefore = found.reached.epochs.reduce((sum, { seconds }) => sum + seconds, 0);
      this.#keptAs = found.reached;
    }
    await this.#crew.start({ step: this.#reached.step, isDrawn: found !== null });
    if (weights && !found) putWeights(weights, this.#plan, this.#crew.arena);
    this.#began = performance.now();
    while (this.#reached.epoch < epochs && !this.#isTired() && !this.#isLate()) {
      await this.#epoch();
      if (!this.#isLate()) await this.#endEpoch();
    }
    await this.#checkpoint();
    return this.#trained();
  }

  end(): Promise<void> {
    return this.#crew.dismiss();
  }

  async #epoch(): Promise<void> {
    const { batches, signal, checkpoint } = this.#options;
    let toSkip = this.#reached.stepInEpoch;
    const underWay: Promise<Stepped>[] = [];
    const settle = async (most: number) => {
      while (underWay.length > most) this.#stepped((await underWay.shift())!);
    };
    try {
      for await (const batch of batches(this.#reached.epoch)) {
        if (toSkip > 0) {
          toSkip -= 1;
          continue;
        }
        signal?.throwIfAborted();
        if (this.#isLate()) break;
        await settle(1);
        const step = this.#reached.step + underWay.length + 1;
        const isKept = checkpoint?.everySteps !== undefined && step % checkpoint.everySteps === 0;
        underWay.push(this.#crew.step(batch, this.#rateOf(step)));
        this.#rows += batch.rows;
        if (!isKept) continue;
        await settle(0);
        await this.#checkpoint();
      }
    } catch (error) {
      await settle(0).catch(() => undefined);
      if (signal?.aborted) await this.#checkpoint();
      throw this.#located(error);
    }
    await settle(0).catch((error: unknown) => {
      throw this.#located(error);
    });
  }

  /** A loss that is no number, with the batch it was of and what is left of the training. */
  #located(error: unknown): unknown {
    if (!(error instanceof Diverged)) return error;
    const { epoch, stepInEpoch, epochs } = this.#reached;
    const { checkpoint } = this.#options;
    const left = checkpoint && epochs.length > 0 ? `; the last good weights are in ${checkpoint.path}` : "";
    return new Diverged(error.step, error.loss, ` (batch ${stepInEpoch + 1} of epoch ${epoch + 1}${left})`);
  }

  #stepped({ step, loss, weight }: Stepped): void {
    const { stepInEpoch, lossSum, weightSum } = this.#reached;
    this.#reached = {
      ...this.#reached,
      step,
      stepInEpoch: stepInEpoch + 1,
      lossSum: lossSum + loss * weight,
      weightSum: weightSum + weight,
    };
    this.#tell();
  }

  #tell(): void {
    const { progress, epochs } = this.#options;
    if (!progress) return;
    const { epoch, step, lossSum, weightSum, stepInEpoch } = this.#reached;
    const seconds = this.#seconds();
    const last = this.#reached.epochs.at(-1);
    const left = last && (last.seconds / last.steps) * (last.steps * (epochs - epoch) - stepInEpoch);
    progress({
      ...{ epoch, epochs, step, loss: lossSum / weightSum, seconds },
      rowsPerSecond: this.#rows / (seconds - this.#secondsBefore),
      rate: this.#rateOf(step),
      ...(left !== undefined && { secondsLeft: left }),
    });
  }

  /** @param step counted from 1 */
  #rateOf(step: number): number {
    return rateAt(this.#schedule, step - 1, this.#reached.schedule);
  }

  async #endEpoch(): Promise<void> {
    const { averageFrom } = this.#options;
    const { epoch, lossSum, weightSum, stepInEpoch, epochs } = this.#reached;
    if (stepInEpoch === 0) throw new RangeError(`epoch ${epoch} has no batches`);
    const before = epochs.reduce((sum, one) => sum + one.seconds, 0);
    const seconds = this.#seconds() - before;
    if (averageFrom !== undefined && epoch >= averageFrom) await this.#addToAverage();
    const score = await this.#validated();
    const done: Epoch = {
      loss: lossSum / weightSum,
      steps: stepInEpoch,
      seconds,
      ...(score !== undefined && { score }),
    };
    const next = { epoch: epoch + 1, stepInEpoch: 0, lossSum: 0, weightSum: 0, epochs: [...epochs, done] };
    this.#reached = { ...this.#reached, ...next };
    const every = 1000 * (this.#options.checkpoint?.everySeconds ?? 0);
    if (performance.now() - this.#keptAt >= every) await this.#checkpoint();
  }

  /** What `validate` says of the weights as they are; they are kept where they are the best so far. */
  async #validated(): Promise<number | undefined> {
    const { validate, better = "lower" } = this.#options;
    if (!validate) return undefined;
    const { epoch, best, schedule } = this.#reached;
    const weights = this.#average ?? weightsOf(this.#plan, this.#crew.arena);
    const score = await validate(weights, epoch);
    const loss = better === "lower" ? score : -score;
    const isBetter = !best || loss < (better === "lower" ? best.score : -best.score);
    // an average goes on changing: what is kept of it is a copy
    if (isBetter)
      this.#kept =
        weights === this.#average ? new Map(Array.from(weights, ([name, one]) => [name, one.slice()])) : weights;
    this.#reached = {
      ...this.#reached,
      schedule: stateAfter(this.#schedule, schedule, loss),
      ...(isBetter && { best: { epoch, score } }),
    };
    return score;
  }

  /**
   * Running mean of the weights at the ends of epochs, of all alike or, from `averageOver` on, each counting less the older it is.
   * Source: Izmailov et al. (2018), arXiv:1803.05407.
   */
  async #addToAverage(): Promise<void> {
    const now = weightsOf(this.#plan, this.#crew.arena);
    const averaged = this.#reached.averaged + 1;
    const count = Math.min(averaged, this.#options.averageOver ?? averaged);
    this.#average ??= new Map([...now].map(([name, { length }]) => [name, new Float32Array(length)]));
    for (const [name, weights] of now) {
      const average = this.#average.get(name)!;
      for (let i = 0; i < average.length; i += 1) average[i]! += (weights[i]! - average[i]!) / count;
      await turn();
    }
    this.#reached = { ...this.#reached, averaged };
  }

  #isTired(): boolean {
    const { patience } = this.#options;
    const { best, epoch } = this.#reached;
    return patience !== undefined && best !== undefined && epoch - best.epoch > patience;
  }

  #seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#began) / 1000;
  }

  #isLate(): boolean {
    const { seconds } = this.#options;
    return seconds !== undefined && this.#reached.epochs.length > 0 && this.#seconds() >= seconds;
  }

  async #checkpoint(): Promise<void> {
    const { checkpoint } = this.#options;
    if (!checkpoint || this.#keptAs === this.#reached) return;
    await writeCheckpoint(checkpoint.path, this.#crew.arena, {
      reached: this.#reached,
      kept: this.#kept,
      average: this.#average,
    });
    this.#keptAt = performance.now();
    this.#keptAs = this.#reached;
  }

  #trained(): Trained {
    const { epochs, best, epoch } = this.#reached;
    return {
      weights: this.#kept ?? this.#average ?? weightsOf(this.#plan, this.#crew.arena),
      epochs,
      bestEpoch: best?.epoch ?? epoch - 1,
    };
  }
}
