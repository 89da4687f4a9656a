import type { z } from "zod";
import type { Kernels, Rows, Span } from "../kernels/kernel.js";

/** A way to step down a slope. Its settings are plain data, so that an optimiser can cross to a worker or lie in a checkpoint. */
export interface OptimiserKind<Schema extends z.ZodType> {
  readonly settings: Schema;
  /** Names of the arrays it remembers between steps, each as long as the parameters, of zeros before the first step. */
  slots(settings: z.output<Schema>): readonly string[];
  /** Steps the parameters of a span; every other number stays as it is. */
  update(settings: z.output<Schema>, step: DenseStep): void;
  /** Steps the rows of a table that have a gradient. Nothing of the other rows changes, their memory included. */
  updateRows(settings: z.output<Schema>, step: RowStep): void;
}

interface Step {
  /** The arrays named by `slots`, as long as the parameters or the table. */
  readonly state: Readonly<Record<string, Float32Array>>;
  /** Counted from 1. */
  readonly step: number;
  /** The learning rate of this step. */
  readonly rate: number;
  /** What every gradient is multiplied by first: the factor of clipping, or one over a count. */
  readonly scale: number;
  readonly kernels: Kernels;
}

export interface DenseStep extends Step, Span {
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  /**
   * Weight decay of parts of the parameters, in ascending order without overlap; what lies in none of them does not decay. Absent: all
   * parameters decay as the settings say. Biases and norms are usually left out.
   */
  readonly weightDecay?: readonly DecaySpan[];
}

export interface DecaySpan extends Span {
  readonly weightDecay: number;
}

export interface RowStep extends Step, Rows {
  /** [table rows, width] */
  readonly table: Float32Array;
  /** [count, width], in the order of `rows`; no row may be listed twice. */
  readonly rowGradients: Float32Array;
}
