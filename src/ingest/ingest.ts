import { findFaults } from "#clean/find-faults.js";
import { tableNames } from "#contract/contract.js";
import { withoutPersonal } from "#protect/personal-text.js";
import { numbers, textAt, texts } from "#table/table.js";
import { prepareShop, quoted, type ShopFacts } from "#warehouse/prepare-shop.js";
import { transaction, type Warehouse } from "#warehouse/warehouse.js";
import { formats } from "./formats/formats.js";
import { givenFile } from "./given.js";
import { beginMerge, mergeTable } from "./merge-table.js";
import { writeQuarantine } from "./quarantine.js";
import { sealOriginals } from "./seal-originals.js";
import { finishPart } from "./set-aside.js";
import { fileOnDisk } from "./source-file.js";
import { prepareFormats, type StagedFile, stageFile } from "./stage-file.js";
import { UnreadableFile } from "./unreadable-file.js";

export interface IngestOptions {
  readonly facts: ShopFacts;
  /** Name of the format of every file; absent: each is detected. */
  readonly format?: string;
  /** What every file is written in, as TextDecoder names it; absent: told from the bytes of each. */
  readonly encoding?: string | undefined;
  readonly quarantineFolder: string;
  /** Where originals of personal data are sealed. */
  readonly vaultFolder: string;
  /** The key of the shop's pseudonyms and of its vault; asked only when a file holds personal data. */
  readonly shopKey: () => Uint8Array;
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
  readonly progress: (share: number, doing: string) => void;
}

/** What became of one file. */
export type FileReport =
  | { readonly kind: "refused"; readonly path: string; readonly message: string }
  | {
      readonly kind: "loaded";
      readonly path: string;
      readonly format: string;
      /** What its text was written in; null: it is no text. */
      readonly encoding: string | null;
      readonly rows: number;
      readonly refused: number;
      /** Most frequent first. */
      readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
    };

export const formatNames = (): readonly string[] => formats.map(({ name }) => name);

/**
 * Loads files into the shop, all of them in one transaction: killed at any moment, the shop is as it was before or
 * after, never between. A file that cannot be understood at all is reported and the others are loaded.
 *
 * @param warehouse prepared for the shop as `facts` know it
 */
export async function ingest(
  warehouse: Warehouse,
  paths: readonly string[],
  options: IngestOptions,
): Promise<FileReport[]> {
  try {
    return await stageAndLoad(warehouse, paths, options);
  } catch (error) {
    // what the database says may quote a row
    if (error instanceof Error && !options.signal.aborted) error.message = withoutPersonal(error.message);
    throw error;
  }
}

async function stageAndLoad(
  warehouse: Warehouse,
  paths: readonly string[],
  options: IngestOptions,
): Promise<FileReport[]> {
  let facts = options.facts;
  const shopKey = askedOnce(options.shopKey);
  await prepareFormats(warehouse, facts);
  const staged: StagedFile[] = [];
  const refused: FileReport[] = [];
  for (const [place, path] of paths.entries()) {
    options.signal.throwIfAborted();
    const progress = (share: number) => options.progress((place + share) / paths.length, `reading ${path}`);
    try {
      const file = await stageFile(warehouse, givenFile(fileOnDisk(path)), place, {
        formats,
        temporaryFolder: options.temporaryFolder,
        shopKey,
        country: facts.country ?? null,
        signal: options.signal,
        progress,
        encoding: options.encoding,
        ...(options.format !== undefined && { wanted: options.format }),
      });
      if (facts.currency === null && file.currency !== null) {
        facts = { ...facts, currency: file.currency };
        await prepareShop(warehouse, facts);
      }
      staged.push(file);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      refused.push({ kind: "refused", path, message: error.message });
    }
  }
  options.signal.throwIfAborted();
  options.progress(1, "loading");
  const loaded = staged.length === 0 ? [] : await load(warehouse, staged, facts, { ...options, shopKey });
  return [...loaded, ...refused];
}

function askedOnce<T>(ask: () => T): () => T {
  let answer: T | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

async function load(
  warehouse: Warehouse,
  staged: readonly StagedFile[],
  facts: ShopFacts,
  { quarantineFolder, vaultFolder, shopKey, signal }: IngestOptions,
): Promise<FileReport[]> {
  const parts: (string | undefined)[] = [];
  const reports = await transaction(warehouse, async () => {
    if (facts.currency) await settle(warehouse, "currency", facts.currency);
    const done: FileReport[] = [];
    for (const file of staged) {
      signal.throwIfAborted();
      const loadId = await nextLoad(warehouse, file);
      await beginMerge(warehouse);
      for (const table of tableNames) {
        const name = file.tables.get(table);
        if (name) await mergeTable(warehouse, table, name, file.format.origin);
      }
      if (file.people) {
        const { people } = file;
        parts.push(await sealOriginals(warehouse, { loadId, people, folder: vaultFolder, key: shopKey }));
      }
      parts.push(await writeQuarantine(warehouse, { loadId, refusals: file.refusals, folder: quarantineFolder }));
      done.push(await reportOf(warehouse, file));
    }
    await findFaults(warehouse, new Set(staged.flatMap(({ tables }) => [...tables.keys()])));
    return done;
  });
  for (const part of parts) if (part) finishPart(part);
  if (signal.aborted) return reports; // too late to stop: what is loaded is loaded
  for (const file of staged) {
    for (const name of [...file.tables.values(), file.refusals, ...(file.people ? [file.people] : [])])
      await warehouse.execute(`drop table if exists ${name} cascade`);
  }
  return reports;
}

/** Remembers a fact that the data decided, unless it is decided already. */
async function settle(warehouse: Warehouse, name: string, value: string): Promise<void> {
  await warehouse.execute(
    `insert into settings select ${quoted(name)}, ${quoted(value)} where not exists (select 1 from settings where name = ${quoted(name)})`,
  );
}

async function nextLoad(warehouse: Warehouse, { source, format, refused }: StagedFile): Promise<number> {
  const last = numbers(await warehouse.query("select coalesce(max(load_id), 0) as n from loads"), "n")[0] ?? 0;
  await warehouse.execute(
    `insert into loads values (${last + 1}, ${quoted(source.file)}, ${quoted(source.sha256)}, ${quoted(format.name)},
       ${source.rows}, ${refused}, cast(timezone('UTC', now()) as timestamp))`,
  );
  return last + 1;
}

async function reportOf(warehouse: Warehouse, { source, format, refused, refusals }: StagedFile): Promise<FileReport> {
  const found = await warehouse.query(
    `select reason, cast(count(*) as double) as n from ${refusals} group by reason order by n desc, reason`,
  );
  const counts = numbers(found, "n");
  const reasons = Array.from(counts, (rows, i) => ({ reason: textAt(texts(found, "reason"), i) ?? "", rows }));
  return {
    kind: "loaded",
    path: source.path,
    format: format.name,
    encoding: source.encoding,
    rows: source.rows,
    refused,
    reasons,
  };
}
