import { createHash } from "node:crypto";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { folderFiles } from "#ingest/unpack/folder-files.js";
import { texts } from "#table/table.js";
import { WarehouseInUse } from "#warehouse/duckdb.js";
import { type IngestIntoOptions, type IngestReport, ingestInto } from "./ingest-into.js";
import { openShop, type Shop } from "./shop.js";

export interface WatchOptions extends IngestIntoOptions {
  readonly everySeconds: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Told what became of each file. */
  readonly report: (reports: readonly IngestReport[]) => void;
  /** Told of files whose content has been loaded before. */
  readonly known: (paths: readonly string[]) => void;
  /** Told when files wait because another process holds the shop. */
  readonly waiting: (files: number) => void;
}

const UNFINISHED = /~$|\.(part|partial|tmp|crdownload|download|swp)$/i;

/**
 * Loads what is put into a folder, again and again until stopped. A file is taken once its size and time have stayed the
 * same from one look to the next, so that one that is still being written is left alone; one that changes later is
 * loaded again; one whose content has been loaded before is not. The shop is held only while files are loaded.
 *
 * @throws {Error} when the folder cannot be read
 */
export async function watchFolder(folder: string, shop: string, options: WatchOptions): Promise<void> {
  const done = new Map<string, string>(); // path → what it was when it was loaded
  let before = new Map<string, string>();
  while (!options.signal.aborted) {
    const now = filesIn(folder);
    const ready = [...now].filter(([path, state]) => before.get(path) === state && done.get(path) !== state);
    if (ready.length > 0 && (await loadNew(shop, ready, options)))
      for (const [path, state] of ready) done.set(path, state);
    before = now;
    await setTimeout(options.everySeconds * 1000, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** Path → size and time of change, of all files below the folder. */
function filesIn(folder: string): Map<string, string> {
  expectReadable(folder);
  const found = new Map<string, string>();
  for (const { name } of folderFiles(folder)) {
    const path = join(folder, name);
    const facts = UNFINISHED.test(name) ? undefined : statSync(path, { throwIfNoEntry: false });
    if (facts?.isFile()) found.set(path, `${facts.size} ${facts.mtimeMs}`);
  }
  return found;
}

function expectReadable(folder: string): void {
  try {
    readdirSync(folder);
  } catch (error) {
    throw new Error(`${folder} cannot be watched (${(error as NodeJS.ErrnoException).code}), expected a folder`);
  }
}

/** Answers false when the shop was busy: then it is tried again at the next look. */
async function loadNew(folder: string, ready: readonly [string, string][], options: WatchOptions): Promise<boolean> {
  try {
    const shop = await openShop(folder, { access: "write", isForLoading: true, signal: options.signal });
    try {
      const known = await loadedHashes(shop);
      const fresh: string[] = [];
      const again: string[] = [];
      for (const [path] of ready) (known.has(await sha256(path)) ? again : fresh).push(path);
      if (again.length > 0) options.known(again);
      if (fresh.length > 0) options.report(await ingestInto(shop, fresh, options));
    } finally {
      shop.close();
    }
    return true;
  } catch (error) {
    if (options.signal.aborted) return false; // rolled back; it is loaded when the watch begins again
    if (!(error instanceof WarehouseInUse)) throw error;
    options.waiting(ready.length);
    return false;
  }
}

/** Of every file loaded so far. */
async function loadedHashes({ warehouse }: Shop): Promise<Set<string>> {
  const loads = await warehouse.query("select sha256 from loads");
  return new Set(texts(loads, "sha256").words);
}

/** Empty for a file that cannot be read: the door says why. */
async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch {
    return "";
  }
  return hash.digest("hex");
}
