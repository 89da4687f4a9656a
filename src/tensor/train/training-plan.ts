import type { DataType } from "../tensor.js";

/** What workers have to know of a training graph, as plain data that can be posted to them. */
export interface TrainingPlan {
  /** Examples in one run of the graph. */
  readonly microBatch: number;
  readonly inputs: readonly PlannedInput[];
  readonly lookups: readonly Lookup[];
  readonly masks: readonly Mask[];
  /** Parts of the one vector that holds all weights but those of tables. */
  readonly parameters: readonly Part[];
  /** Parts of the one vector of states. */
  readonly states: readonly Part[];
  /** How the graph takes the weights and gives their gradients, and takes the states and gives the next: vectors in order. */
  readonly chunks: { readonly parameters: readonly Chunk[]; readonly states: readonly Chunk[] };
  readonly tables: readonly PlannedTable[];
}

export interface PlannedInput {
  readonly name: string;
  readonly type: DataType;
  /** Of one run; an input that is not shared begins with the micro-batch. */
  readonly shape: readonly number[];
  readonly isShared: boolean;
}

/** Rows of a table that are handed to the graph: a float input of shape [ids…, width], whose gradient is an output. */
export interface Lookup {
  readonly input: string;
  readonly gradient: string;
  readonly table: string;
  /** The input that names the rows. */
  readonly ids: string;
  /** Whether ids [batch, length] are read in the order [length, batch]. */
  readonly isTransposed: boolean;
  readonly shape: readonly number[];
}

/** Numbers that dropout multiplies by: 0, or 1 / (1 − rate). */
export interface Mask {
  readonly input: string;
  readonly shape: readonly number[];
  readonly batchAxis: number;
  readonly rate: number;
}

export interface Part {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly decays: boolean;
}

/** Consecutive parts of a vector, as the graph takes and gives them: a large part by itself, small ones together. */
export interface Chunk {
  readonly input: string;
  readonly output: string;
  readonly from: number;
  readonly to: number;
}

export interface PlannedTable {
  readonly name: string;
  readonly rows: number;
  readonly width: number;
}

/** Names of the graph's own inputs and outputs. */
export const graphNames = {
  parameters: "parameters",
  states: "states",
  rowWeights: "row weights",
  loss: "loss",
  weight: "weight",
  gradient: "gradient",
  nextStates: "next states",
} as const;
