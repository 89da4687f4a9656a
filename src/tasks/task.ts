import type { z } from "zod";
import type { Chart } from "#charts/chart.js";
import type { Insight, Language } from "#charts/insight.js";
import type { ItemList, PlainTable, QuoteList } from "#charts/page-model.js";
import type { TableName } from "#contract/contract.js";
import type { Explanation } from "#explain/explanation.js";
import type { EncodedPicture } from "#image/store-pictures.js";
import type { Evaluation } from "#measure/score.js";
import type { Table } from "#table/table.js";

/**
 * One question a shop asks of its data, answered end to end.
 *
 *     warehouse ──queries──▶ Table ──train──▶ Model ──predict──▶ Answer ──render──▶ Chart, ──say──▶ Insight
 *                              └──evaluate──▶ Evaluation  └──explain──▶ Explanation
 *
 * The CLI verb, the report section and the conformance tests are derived from this value: a task never knows how
 * it is served, where its data lives or what its neighbours do.
 */
export interface Task<Request, Model, Answer> {
  /** Folder name and CLI verb, both at once. */
  readonly name: string;
  /** What a merchant would ask, in their words. */
  readonly question: Readonly<Record<Language, string>>;
  /** Contract tables of which at least one must hold rows; when all are empty the run says so and goes on. */
  readonly needs: readonly TableName[];
  /** Its `.sql` files beside it, by the name `Context.read` takes: the only place the task reads the warehouse. */
  readonly queries: Readonly<Record<string, `${string}.sql`>>;
  /** How `shoplens evaluate` hands over a data set that is a single file: read in place of one query. */
  readonly dataset: DatasetShape;
  /** The request of every door: CLI flags are made from it. Every field has a default or is optional. */
  readonly request: z.ZodObject;
  /** Names of the models that compete, simplest first. */
  readonly candidates: readonly string[];
  /** What the shop's owner may hand it besides its data: flags of the doors, names under `given` in `shoplens.json`. */
  readonly given?: Readonly<Record<string, GivenShape>>;
  /** Those of them that compete in `run`; absent: all. The others are there to be compared with, in `evaluate`. */
  readonly usual?: readonly string[];
  /** Checks one untyped request and gives it its type; throws what the caller did wrong. */
  parse(request: unknown): Request;

  /** Fits one candidate to everything there is. Same data, same seed, same model. */
  train(context: Context, options: TrainOptions): Promise<Model>;
  /** Goes on from `model` with what has happened since; never worse on new data than the stale model. */
  update(model: Model, context: Context, options: TrainOptions): Promise<Model>;
  /**
   * As `update`, and an evaluation of what it was worth: the model before and after on the newest events. Null when nothing came
   * since `model`. Absent: the candidates compete again instead.
   */
  renew?(model: Model, context: Context, options: TrainOptions): Promise<Renewed<Model> | null>;
  /** Lets the candidates compete: chosen on validation, measured once on test. */
  evaluate(context: Context, options: EvaluateOptions): Promise<Evaluated>;
  predict(model: Model, request: Request, context: Context): Promise<Answer>;
  explain(model: Model, request: Request, context: Context): Promise<Explanation>;
  /** The answers for everyone, one row per what `shoplens export` writes. */
  answers(model: Model, request: Request, context: Context): Promise<Table>;
  render(answer: Answer, language: Language): readonly Chart[];
  say(answer: Answer, language: Language): readonly Insight[];
  /** Things put before one customer, each with its reason, where the answer has such. */
  lists?(answer: Answer, language: Language): readonly ItemList[];
  /** What is looked up rather than looked at, where the answer has such. */
  tables?(answer: Answer, language: Language): readonly PlainTable[];
  /** What customers wrote, where the answer has such. */
  quotes?(answer: Answer, language: Language): readonly QuoteList[];
  save(model: Model): Readonly<Record<string, Uint8Array>>;
  load(files: Readonly<Record<string, Uint8Array>>): Model;
}

/** The single-file data set of a task: which query it stands in for, and its columns. Other columns are ignored. */
export interface DatasetShape {
  readonly query: string;
  readonly columns: Readonly<Record<string, DatasetColumn>>;
  /** A column of times, read only where the data is to be split in time; absent: the task cannot be. */
  readonly clock?: string;
  /** The data set is a folder of pictures or Parquet files of them, read into these columns. */
  readonly pictures?: true;
}

export interface DatasetColumn {
  /** `time` arrives as milliseconds since 1970 UTC, `number` as is, both in a Float64Array. */
  readonly type: "text" | "number" | "time";
  readonly optional?: true;
}

/** Something a task can be handed besides its data. */
export interface GivenShape {
  readonly kind: "file" | "folder";
  /** What it is, as a flag's help says it. */
  readonly is: string;
  /** Candidates that compete only where it is given. */
  readonly candidates?: readonly string[];
}

/** A file or folder that was handed to a task. */
export interface Given {
  readonly path: string;
  /** What a file says. @throws when it cannot be read. */
  text(): string;
}

/** What a task may know of the shop it works for. Time comes in here: tasks never look at the clock. */
export interface Context {
  /** Runs one of the task's queries; its rows come in the order its SQL gives them. */
  read(query: string, parameters?: Readonly<Record<string, string | number>>): Promise<Table>;
  /** Pictures by the names a query gave, in that order; absent where there are none to be had. */
  pictures?(files: readonly string[]): AsyncIterable<EncodedPicture>;
  /** The day after the last one in the data, as YYYY-MM-DD in the shop's zone; bound as `$as_of` in every query. */
  readonly asOf: string;
  /** ISO 4217; null when the data named none. */
  readonly currency: string | null;
  readonly timeZone: string;
  /** What the owner handed the task, by name; absent: nothing. */
  readonly given?: Readonly<Record<string, Given>>;
}

export interface TrainOptions {
  readonly seed: number;
  /** The candidate to fit, by name. */
  readonly candidate: string;
  /** How long what learns step by step may go on. Absent: as long as it says itself. */
  readonly budgetSeconds?: number;
  /** See `EvaluateOptions`. */
  readonly checkpoints?: string;
  /** What the candidate learned when it competed, to go on from: see `Evaluated`. Absent: it begins anew. */
  readonly winner?: unknown;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface EvaluateOptions {
  readonly seed: number;
  /** For training and searching of all candidates together. */
  readonly budgetSeconds: number;
  /** The first day of the test part, YYYY-MM-DD in the shop's time zone; absent: the data's own split, or the task's. */
  readonly trainBefore?: string;
  /** Only these, by name; all when empty. */
  readonly candidates: readonly string[];
  /** A folder in which a long training is kept, so that one that was stopped goes on. Absent: it begins anew. */
  readonly checkpoints?: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A model that went on, and what that was worth. */
export interface Renewed<Model> {
  readonly model: Model;
  readonly evaluation: Evaluation;
}

/** An evaluation and the chosen model's answer for every test row, by its id. */
export interface Evaluated {
  readonly evaluation: Evaluation;
  /** What the chosen candidate learned from the training part, where that is worth going on from. */
  readonly winner?: unknown;
  readonly predictions: Table;
  /** What of the data could not be used, and why. */
  readonly refused?: readonly { readonly name: string; readonly reason: string }[];
}

/** Told now and then how far the work is: a share in [0, 1] and what is being done. */
export type Progress = (share: number, doing: string) => void;

/** A task whose type parameters are nobody else's business: what the register holds. */
// biome-ignore lint/suspicious/noExplicitAny: an existential type; each task checks its own parameters
export type AnyTask = Task<any, any, any>;
