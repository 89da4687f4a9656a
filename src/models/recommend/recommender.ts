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
  fit(histories: Histories, options: FitOptions): Promise<RecommenderModel>;
  /** The model whose `save` wrote these files. @throws when one is missing or is not what it should be. */
  load(files: ModelFiles): RecommenderModel;
}

export interface FitOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1]. */
  readonly progress: (share: number) => void;
}

/** What was learned. Immutable, so it can be saved, shared and asked twice. */
export interface RecommenderModel {
  readonly name: string;
  readonly items: number;
  /**
   * Clears `scores` [items] and writes the score of every item; higher is better, zero means that nothing speaks for
   * it. `history` is oldest first and may be empty (a stranger). Items in the history are not special here: whoever
   * ranks leaves them out.
   */
  score(history: Int32Array, scores: SparseVector): void;
  /**
   * What each past item added to the score of `item`, aligned with `history`; `baseline` is what a stranger gets.
   * Baseline and amounts, added in this order, are the score.
   */
  reasons(history: Int32Array, item: number): Reasons;
  save(): ModelFiles;
}

export interface Reasons {
  readonly baseline: number;
  /** [history] */
  readonly amounts: Float64Array;
}
