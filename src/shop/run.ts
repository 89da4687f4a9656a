import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Chart } from "#charts/chart.js";
import type { Insight, Language } from "#charts/insight.js";
import type { ItemList, PlainTable, QuoteList } from "#charts/page-model.js";
import { texts } from "#table/table.js";
import type { AnyTask, Context, Progress } from "#tasks/task.js";
import { settleAmounts } from "#warehouse/prepare-shop.js";
import { codeVersion } from "./code-version.js";
import type { GivenPaths } from "./given-to.js";
import { type Card, newestModel, type SavedModel, saveModel } from "./model-store.js";
import { paths, type Shop } from "./shop.js";
import { missingFor, shopContext } from "./shop-context.js";

export interface RunOptions {
  readonly tasks: readonly AnyTask[];
  readonly seed: number;
  /** For training and search of all candidates of one task. */
  readonly budgetSeconds: number;
  readonly language: Language;
  /** "update" goes on from the newest saved model. */
  readonly mode: "train" | "update";
  /** What tasks are handed on this command, each what it knows. */
  readonly given?: GivenPaths;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What one task came to. */
export type TaskResult =
  | {
      readonly kind: "answered";
      readonly task: AnyTask;
      readonly card: Card;
      readonly insights: readonly Insight[];
      readonly charts: readonly Chart[];
      readonly lists: readonly ItemList[];
      readonly tables: readonly PlainTable[];
      readonly quotes: readonly QuoteList[];
      readonly seconds: number;
    }
  /** Its data are not there, or not enough of them. */
  | { readonly kind: "missing"; readonly task: AnyTask; readonly reason: string };

/**
 * Runs tasks one after the other: the candidates compete, the chosen one is fitted to everything and saved, and its
 * answer is drawn and said. What a killed run had finished stays; what it had not is absent.
 */
export async function runTasks(shop: Shop, options: RunOptions): Promise<TaskResult[]> {
  await settleAmounts(shop.warehouse);
  const results: TaskResult[] = [];
  for (const [place, task] of options.tasks.entries()) {
    options.signal.throwIfAborted();
    const progress: Progress = (share, doing) =>
      options.progress((place + share) / options.tasks.length, `${task.name}: ${doing}`);
    results.push(await runTask(shop, task, { ...options, progress }));
  }
  return results;
}

async function runTask(shop: Shop, task: AnyTask, options: RunOptions): Promise<TaskResult> {
  const missing = await missingFor(shop, task);
  if (missing.length > 0) {
    return { kind: "missing", task, reason: `${missing.join(", ")}: no rows loaded; one of them is needed` };
  }
  try {
    return await answered(shop, task, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // too little data is an answer; anything else is a fault
    return { kind: "missing", task, reason: error.message };
  }
}

async function answered(shop: Shop, task: AnyTask, options: RunOptions): Promise<TaskResult> {
  const started = performance.now();
  const own = Object.entries(options.given ?? {}).filter(([name]) => name in (task.given ?? {}));
  const context = restingContext(shop, await shopContext(shop, task, Object.fromEntries(own)));
  const { models } = paths(shop.folder);
  const unfinished = join(models, task.name, "unfinished");
  const kept = { ...options, checkpoints: join(unfinished, codeVersion) }; // what another version made is another's
  const newest = options.mode === "update" ? newestModel(models, task.name) : undefined;
  const { model, card } = await fitted(shop, task, { context, newest, options: kept });
  rmSync(unfinished, { recursive: true, force: true });
  options.progress(0.95, "answering");
  const answer = await task.predict(model, task.parse({}), context);
  return {
    kind: "answered",
    task,
    card,
    insights: task.say(answer, options.language),
    charts: task.render(answer, options.language),
    lists: task.lists?.(answer, options.language) ?? [],
    tables: task.tables?.(answer, options.language) ?? [],
    quotes: task.quotes?.(answer, options.language) ?? [],
    seconds: (performance.now() - started) / 1000,
  };
}

/** What a task reads it learns from for a long time, while the warehouse has nothing to do. */
function restingContext({ warehouse }: Shop, context: Context): Context {
  return {
    ...context,
    async read(query, parameters) {
      const table = await context.read(query, parameters);
      await warehouse.rest();
      return table;
    },
  };
}

interface Fitting {
  readonly context: Context;
  readonly newest: SavedModel | undefined;
  readonly options: RunOptions & { readonly checkpoints: string };
}

/** A model and its card, both saved: trained anew, or gone on with. Where nothing came since the newest one, that one. */
async function fitted(shop: Shop, task: AnyTask, fitting: Fitting): Promise<{ model: unknown; card: Card }> {
  const { context, newest, options } = fitting;
  const found = newest && task.renew ? await renewed(task, newest, fitting) : await chosen(task, fitting);
  if (!found) return { model: task.load(newest!.files), card: newest!.card };
  const { model, evaluation } = found;
  options.signal.throwIfAborted();
  const card = saveModel({ models: paths(shop.folder).models, temporary: shop.temporary }, task.save(model), {
    task: task.name,
    madeAt: new Date().toISOString(),
    codeVersion,
    dataSha256: await dataSha256(shop),
    asOf: context.asOf,
    evaluation,
    notTestedOn: "other shops, and days after the one it was made on",
  });
  return { model, card };
}

async function renewed(task: AnyTask, { files, card }: SavedModel, { context, options }: Fitting) {
  return task.renew!(task.load(files), context, { ...options, candidate: card.evaluation.chosen });
}

async function chosen(task: AnyTask, { context, newest, options }: Fitting) {
  const { evaluation, winner } = await task.evaluate(context, { ...options, candidates: task.usual ?? [] });
  // it goes on from what it learned when it competed, so half the time is enough
  const training = { ...options, budgetSeconds: options.budgetSeconds / 2, candidate: evaluation.chosen, winner };
  const model = newest
    ? await task.update(task.load(newest.files), context, training)
    : await task.train(context, training);
  return { model, evaluation };
}

/** Of the files loaded, in the order they came. */
export async function dataSha256({ warehouse }: Shop): Promise<string> {
  const loads = await warehouse.query("select load_id, sha256 from loads order by load_id");
  const hash = createHash("sha256");
  const { codes, words } = texts(loads, "sha256");
  for (const code of codes) hash.update(words[code] ?? "");
  return hash.digest("hex");
}
