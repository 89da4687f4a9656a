import type { Initialiser } from "./initialisers.js";
import type { Tensor } from "./tensor.js";

export interface ParameterOptions {
  /** Whether weight decay shrinks it; absent: yes. Biases and the scales of norms should not. */
  readonly decays?: boolean;
}

/** What a layer is built in: where its weights get their names, and what training adds. */
export interface Scope {
  /** Whether the graph is one to train: dropout and batch statistics are for those alone. */
  readonly isTraining: boolean;
  /** A scope for one part, whose weights' names begin with `name`. */
  within(name: string): Scope;
  /** A weight, the same one whenever it is asked for by that name. */
  parameter(name: string, shape: readonly number[], initial: Initialiser, options?: ParameterOptions): Tensor;
  /**
   * Rows of a table too large to be touched whole in every step: only rows that were looked up are updated.
   *
   * @param ids an input of whole numbers, or its transpose
   * @returns [...ids, width]
   */
  rows(name: string, table: Table, ids: Tensor): Tensor;
  /** `x` with a random share of its numbers set to zero and the others scaled up; `x` itself when not training. */
  dropout(x: Tensor, options: DropoutOptions): Tensor;
  /**
   * A number kept from step to step that is not learned by its gradient, such as a running mean.
   *
   * @param next what it becomes, in training; the mean over all parts of a batch is taken
   */
  state(name: string, shape: readonly number[], initial: Initialiser, next: (now: Tensor) => Tensor): Tensor;
}

export interface Table {
  readonly rows: number;
  readonly width: number;
  readonly initial: Initialiser;
}

export interface DropoutOptions {
  /** Share set to zero, in [0, 1). */
  readonly rate: number;
  /** The axis along which the examples of a batch lie; each draws for itself. Absent: the first. */
  readonly batchAxis?: number;
}
