import type { CandidateResult, Exposure, LeftOut, Worded } from "#measure/score.js";
import type { Table } from "#table/table.js";
import type { AnyTask, EvaluateOptions } from "#tasks/task.js";
import { openDataset } from "./dataset.js";
import type { GivenPaths } from "./given-to.js";

/** The document `shoplens evaluate --json` prints. */
export interface EvaluationDocument {
  readonly task: string;
  readonly data: { readonly path: string; readonly rows: number; readonly sha256: string };
  readonly seed: number;
  readonly chosen: string;
  readonly candidates: readonly CandidateResult[];
  /** What the chosen one shows, where the task knows of whom or what. */
  readonly exposure?: readonly Exposure[];
  /** What of the data could not be used, and why; absent where all could. */
  readonly refused?: readonly { readonly name: string; readonly reason: string }[];
}

export interface EvaluatedDataset {
  readonly document: EvaluationDocument;
  readonly predictions: Table;
  readonly leftOut: readonly LeftOut[];
  readonly protocol: Worded;
}

/** Lets a task's candidates compete on a data set. */
export async function evaluateDataset(
  task: AnyTask,
  path: string,
  { given = {}, ...options }: EvaluateOptions & { readonly given?: GivenPaths },
): Promise<EvaluatedDataset> {
  const dataset = await openDataset(path, {
    ...{ task, signal: options.signal, progress: options.progress, given },
    split: options.trainBefore === undefined ? "as it comes" : "in time",
  });
  try {
    const { evaluation, predictions, refused = [] } = await task.evaluate(dataset.context, options);
    const { chosen, candidates, leftOut, protocol, seed } = evaluation;
    const data = { path, rows: dataset.rows, sha256: dataset.sha256 };
    const exposure = evaluation.exposure?.length ? { exposure: evaluation.exposure } : {};
    const document = {
      task: task.name,
      data,
      seed,
      chosen,
      candidates,
      ...exposure,
      ...(refused.length > 0 && { refused }),
    };
    return { document, predictions, leftOut, protocol };
  } finally {
    dataset.close();
  }
}
