import { findFaults } from "#clean/find-faults.js";
import { type TableName, tableNames } from "#contract/contract.js";
import type { Decisions } from "#identity/decisions.js";
import { findLinks } from "#identity/find-links.js";
import { mayJoin, rejoin } from "#identity/rejoin.js";
import { withoutPersonal } from "#protect/personal-text.js";
import { numbers, textAt, texts } from "#table/table.js";
import { prepareLoading, quoted, type ShopFacts } from "#warehouse/prepare-shop.js";
import { transaction, type Warehouse } from "#warehouse/warehouse.js";
import { formats } from "./formats/formats.js";
import type { MappingDraft } from "./mapping/draft-mapping.js";
import type { Mapping } from "./mapping/mapping.js";
import { mappingFormat } from "./mapping/mapping-format.js";
import { beginMerge, mergeTable } from "./merge-table.js";
import { writeQuarantine } from "./quarantine.js";
import { sealOriginals } from "./seal-originals.js";
import { finishPart } from "./set-aside.js";
import { SpoiledArchive } from "./spoiled-archive.js";
import { prepareFormats, type StagedFile, stageFile } from "./stage-file.js";
import { UnknownFile } from "./unknown-file.js";
import { UnknownFormat } from "./unknown-format.js";
import { givenIn } from "./unpack/given-in.js";
import type { Whence } from "./unpack/place.js";
import { UnreadableFile } from "./unreadable-file.js";

export interface IngestOptions {
  readonly facts: ShopFacts;
  /** Name of the format of every file; absent: each is detected. */
  readonly format?: string;
  /** Formats of the shop's own, tried before those that come with the house. */
  readonly mappings?: readonly Mapping[] | undefined;
  /** What is asked of a database, where one is a source; absent: what the mappings say. */
  readonly queries?: readonly string[] | undefined;
  /** What every file is written in, as TextDecoder names it; absent: told from the bytes of each. */
  readonly encoding?: string | undefined;
  /** What the shop's owner decided about who is who. */
  readonly identity?: Decisions;
  readonly quarantineFolder: string;
  /** Where originals of personal data are sealed. */
  readonly vaultFolder: string;
  /** The key of the shop's pseudonyms and of its vault; asked only when a file holds personal data. */
  readonly shopKey: () => Uint8Array;
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
  readonly progress: (share: number, doing: string) => void;
}

/** What became of one file, one file in a zip or one sheet of a workbook. */
export type FileReport =
  | {
      readonly kind: "refused";
      readonly path: string;
      readonly message: string;
      /** For a table that no format knows: the mapping that could make it known. */
      readonly draft?: MappingDraft;
    }
  /** Found in a folder, a zip or a workbook from which something was loaded, and none of ours. */
  | { readonly kind: "passed"; readonly path: string; readonly message: string }
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
 * @param paths files, folders, zips and workbooks
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
    if (error instanceof Error && !options.signal.aborted) {
      error.message = withoutPersonal(error.message);
      error.stack = withoutPersonal(error.stack ?? "");
    }
    throw error;
  }
}

async function stageAndLoad(
  warehouse: Warehouse,
  paths: readonly string[],
  options: IngestOptions,
): Promise<FileReport[]> {
  await prepareFormats(warehouse, options.facts);
  const shopKey = askedOnce(options.shopKey);
  const { staged, unread } = await stageAll(warehouse, paths, { ...options, shopKey });
  options.signal.throwIfAborted();
  options.progress(1, "loading");
  const [sound, spoiled] = partition(staged, unread);
  await drop(warehouse, spoiled);
  const currency = options.facts.currency ?? sound.find((file) => file.currency !== null)?.currency ?? null;
  const loaded =
    sound.length === 0 ? [] : await load(warehouse, sound, { ...options.facts, currency }, { ...options, shopKey });
  return [...loaded, ...unread.map((one) => unreadReport(one, sound))];
}

type Staged = StagedFile & Whence;

interface Unread extends Whence {
  readonly path: string;
  readonly error: UnreadableFile;
}

/** Reads and checks every table into temporary ones. */
async function stageAll(warehouse: Warehouse, paths: readonly string[], options: IngestOptions) {
  const staged: Staged[] = [];
  const unread: Unread[] = [];
  let { facts } = options;
  let done = 0;
  for await (const found of givenIn(paths, { ...options, queries: queriesOf(options) })) {
    options.signal.throwIfAborted();
    try {
      if ("error" in found) throw found.error;
      const { given, upTo } = found;
      const from = done;
      const progress = (share: number) => options.progress(from + share * (upTo - from), `reading ${given.path}`);
      const file = await stageFile(warehouse, given, staged.length, { ...stagingOf(options), progress });
      if (facts.currency === null && file.currency !== null) {
        facts = { ...facts, currency: file.currency };
        await prepareLoading(warehouse, facts);
      }
      staged.push({ ...file, ...found });
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      unread.push({ ...found, path: "error" in found ? found.path : found.given.path, error });
    }
    done = found.upTo;
  }
  return { staged, unread };
}

const queriesOf = ({ queries, mappings = [] }: IngestOptions) =>
  queries ?? mappings.flatMap(({ query }) => (query === undefined ? [] : [query]));

const stagingOf = ({ format, mappings = [], facts, temporaryFolder, shopKey, encoding, signal }: IngestOptions) => ({
  formats: [...mappings.map(mappingFormat), ...formats],
  temporaryFolder,
  shopKey,
  country: facts.country ?? null,
  encoding,
  signal,
  ...(format !== undefined && { wanted: format }),
});

/** What may be loaded, and what was staged before its archive proved spoiled. */
function partition(staged: readonly Staged[], unread: readonly Unread[]): [sound: Staged[], spoiled: Staged[]] {
  const archives = new Set(unread.flatMap(({ error, archive }) => (error instanceof SpoiledArchive ? [archive] : [])));
  const isSpoiled = ({ archive }: Staged) => archive !== undefined && archives.has(archive);
  return [staged.filter((file) => !isSpoiled(file)), staged.filter(isSpoiled)];
}

function unreadReport({ path, within, error }: Unread, loaded: readonly Whence[]): FileReport {
  const isPassed =
    error instanceof UnknownFile && within !== undefined && loaded.some((other) => other.within === within);
  if (isPassed) return { kind: "passed", path, message: error.message };
  const draft = error instanceof UnknownFormat ? error.draft : undefined;
  return { kind: "refused", path, message: error.message, ...(draft && { draft }) };
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
  { quarantineFolder, vaultFolder, shopKey, signal, identity }: IngestOptions,
): Promise<FileReport[]> {
  const parts: (string | undefined)[] = [];
  const reports = await transaction(warehouse, async () => {
    if (facts.currency) await settle(warehouse, "currency", facts.currency);
    const done: FileReport[] = [];
    for (const file of staged) {
      signal.throwIfAborted();
      const loadId = await nextLoad(warehouse, file);
      await mergeFile(warehouse, file, loadId);
      if (file.people) {
        const { people } = file;
        parts.push(await sealOriginals(warehouse, { loadId, people, folder: vaultFolder, key: shopKey }));
      }
      parts.push(await writeQuarantine(warehouse, { loadId, refusals: file.refusals, folder: quarantineFolder }));
      done.push(await reportOf(warehouse, file));
    }
    const loaded: ReadonlySet<TableName> = new Set(staged.flatMap(({ tables }) => [...tables.keys()]));
    if (await mayJoin(warehouse, loaded)) await rejoin(warehouse, identity);
    await findFaults(warehouse, loaded);
    return done;
  });
  for (const part of parts) if (part) finishPart(part);
  if (signal.aborted) return reports; // too late to stop: what is loaded is loaded
  await drop(warehouse, staged);
  return reports;
}

async function drop(warehouse: Warehouse, staged: readonly StagedFile[]): Promise<void> {
  for (const { tables, refusals, people } of staged)
    for (const name of [...tables.values(), refusals, ...(people ? [people] : [])])
      await warehouse.execute(`drop table if exists ${name} cascade`);
}

async function mergeFile(warehouse: Warehouse, { tables, format }: StagedFile, loadId: number): Promise<void> {
  await beginMerge(warehouse);
  for (const table of tableNames) {
    const name = tables.get(table);
    if (name) await mergeTable(warehouse, table, name, format.origin);
  }
  await findLinks(warehouse, { loadId, staged: tables });
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
    `insert into loads values (${last + 1}, ${quoted(source.file)}, ${quoted(source.sha256())}, ${quoted(format.name)},
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
