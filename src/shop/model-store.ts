import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation } from "#measure/score.js";

/** What a saved model says of itself. */
export interface Card {
  readonly task: string;
  readonly version: string;
  readonly madeAt: string;
  readonly codeVersion: string;
  /** Of the files loaded, in order: the same hash means the same data. */
  readonly dataSha256: string;
  /** The day up to which the model has seen data. */
  readonly asOf: string;
  readonly evaluation: Evaluation;
  /** What the figures on this card do not say. */
  readonly notTestedOn: string;
}

export interface SavedModel {
  readonly card: Card;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Where models are kept, and where one is written before it counts. */
export interface ModelFolders {
  readonly models: string;
  readonly temporary: string;
}

const CARD = "card.json";

/** Finished versions of a task's models, oldest first. */
function versions(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(a) - Number(b));
}

/** Saves a model as the next version: written aside and renamed, so that a version is whole or absent. */
export function saveModel(
  { models, temporary }: ModelFolders,
  files: Readonly<Record<string, Uint8Array>>,
  card: Omit<Card, "version">,
): Card {
  const folder = join(models, card.task);
  mkdirSync(folder, { recursive: true });
  const part = mkdtempSync(join(temporary, "model-"));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(part, name), bytes);
  for (;;) {
    const version = String(Number(versions(folder).at(-1) ?? 0) + 1).padStart(4, "0");
    const whole = { ...card, version };
    writeFileSync(join(part, CARD), `${JSON.stringify(whole, null, 2)}\n`);
    if (renamed(part, join(folder, version))) return whole;
  }
}

/** False when another run has just saved that version. */
function renamed(part: string, path: string): boolean {
  try {
    renameSync(part, path); // refuses a folder that is there and not empty
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

/** The newest model of a task, or undefined when there is none yet. */
export function newestModel(models: string, task: string): SavedModel | undefined {
  const folder = join(models, task);
  const version = versions(folder).at(-1);
  if (!version) return undefined;
  const names = readdirSync(join(folder, version)).filter((name) => name !== CARD);
  return {
    card: JSON.parse(readFileSync(join(folder, version, CARD), "utf8")) as Card,
    files: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, version, name))])),
  };
}
