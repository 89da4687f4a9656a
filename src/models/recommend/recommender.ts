import type { SparseVector } from "#numeric/sparse-vector.js";
import type { ModelFiles } from "../model-file.js";

/** Every customer's items, oldest first, in one flat array. Items and customers are numbered from 0. */
export interface Histories {
  readonly customers: number;
  readonly items: number;
  /** [customers + 1] Customer u has `item[starts[u]] … item[starts[u + 1] − 1]`. */
  readonly starts: Int32Array;
  /** [events] */
  readonly item: Int32Array;
}

/** A way to rank items for a customer from what they did before. Stateless: what it learns is in its model. */
export interface Recommender {
  readonly name: string;
  /** Whether it learns step by step, and better the longer it may. Absent: no. */
  readonly isTrained?: boolean;
  /** Recommenders whose models it is made of: `FitOptions.fitted` may hold them. */
  readonly parts?: readonly Recommender[];
  /** Why it cannot learn from these, in a sentence: too few events, too many items. Null or absent: it can. */
  cannotLearn?(histories: Histories): string | null;
  fit(histories: Histories, options: FitOptions): Promise<RecommenderModel>;
  /** The model whose `save` wrote these files. @throws when one is missing or is not what it should be. */
  load(files: ModelFiles): RecommenderModel;
}

export interface FitOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1]. */
  readonly progress: (share: number) => void;
  /** How long what learns step by step may go on: it ends in time, with the best it has. Absent: as long as it says. */
  readonly seconds?: number;
  /** Events to stop by and to choose settings by, not to learn from. Absent: some are taken from the histories. */
  readonly heldOut?: HeldOutEvents;
  /** A folder in which a training that is stopped is kept, to go on when the same is asked for again. Absent: it is not. */
  readonly checkpoints?: string;
  /** A model of the same recommender to go on from; its items are the first of these, with the same numbers. Absent: none. */
  readonly before?: RecommenderModel;
  /** Models of the same histories by the names of their recommenders: parts that need not be fitted again. */
  readonly fitted?: ReadonlyMap<string, RecommenderModel>;
}

/** Events that followed histories, to see how well they are foretold. */
export interface HeldOutEvents {
  readonly histories: readonly Int32Array[];
  /** [histories] the item that came next. */
  readonly next: Int32Array;
}

/** What was learned. Immutable, so it can be saved, shared and asked twice. */
export interface RecommenderModel {
  readonly name: string;
  readonly items: number;
  /**
   * Makes many answers ready at once, where that costs less each: `score` of one of these very arrays, unchanged, then
   * finds its own. Absent: it would not.
   */
  ahead?(histories: readonly Int32Array[]): Promise<void>;
  /**
   * Clears `scores` [items] and writes the score of every item; higher is better, zero means that nothing speaks for
   * it. `history` is oldest first and may be empty (a stranger). Items in the history are not special here: whoever
   * ranks leaves them out.
   */
  score(history: Int32Array, scores: SparseVector): void | Promise<void>;
  /**
   * [items] what `score` writes of a history that is not empty, in an array that is not to be changed: where it lies ready without being
   * copied. Absent: it does not.
   */
  chances?(history: Int32Array): Float32Array | Promise<Float32Array>;
  /**
   * What each past item added to the score of `item`, aligned with `history`; `baseline` is what a stranger gets.
   * Baseline and amounts, added in this order, are the score.
   */
  reasons(history: Int32Array, item: number): Reasons | Promise<Reasons>;
  save(): ModelFiles;
  /** Models it is made of, by the names of their recommenders. Absent: none. */
  readonly parts?: ReadonlyMap<string, RecommenderModel>;
}

export interface Reasons {
  readonly baseline: number;
  /** How the amounts came about. Absent: they are the terms of a sum over past items. */
  readonly method?: string;
  /** [history] */
  readonly amounts: Float64Array;
}
