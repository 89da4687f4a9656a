import { createHash, randomBytes } from "node:crypto";
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { detectFormat, type Recognised } from "#ingest/detect-format.js";
import { type FileReport, ingest } from "#ingest/ingest.js";
import { inRaw, readSource, type Source } from "#ingest/read-source.js";
import { fileOnDisk } from "#ingest/source-file.js";
import { prepareFormats } from "#ingest/stage-file.js";
import { isZipFile } from "#ingest/unpack/is-zip.js";
import { UnreadableFile } from "#ingest/unreadable-file.js";
import { masked } from "#protect/mask.js";
import { KEY_BYTES } from "#protect/pseudonym.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import type { AnyTask, Context, DatasetColumn, DatasetShape } from "#tasks/task.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareShop } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { type GivenPaths, givenTo } from "./given-to.js";
import { openPictures } from "./picture-dataset.js";
import { openShop, paths } from "./shop.js";
import { newConfig, writeConfig } from "./shop-config.js";
import { shopContext } from "./shop-context.js";

/** A data set for `evaluate`: what it is, and the context a task reads it through. */
export interface Dataset {
  readonly path: string;
  readonly rows: number;
  readonly sha256: string;
  readonly context: Context;
  close(): void;
}

interface Opening {
  readonly task: AnyTask;
  readonly signal: AbortSignal;
  readonly progress: (share: number, doing: string) => void;
  /** Whether the data will be split in time, or as it comes. */
  readonly split: "in time" | "as it comes";
  readonly given?: GivenPaths;
}

const MEMORY_MEGABYTES = 400;

/**
 * Opens a data set. A file with the columns of the task's own data set is handed over as it stands, its rows in the
 * file's order; any other file or folder goes through a throw-away shop.
 */
export async function openDataset(path: string, opening: Opening): Promise<Dataset> {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-"));
  try {
    if (opening.task.dataset.pictures) return await openPictureSet(path, folder, opening);
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    return (
      (isFolder || isZipFile(path) ? undefined : await openTable(path, folder, opening)) ??
      (await openThrowAwayShop(path, folder, opening))
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function openPictureSet(path: string, folder: string, { task, signal, given = {} }: Opening): Promise<Dataset> {
  const { table, sha256, pictures, close } = await openPictures(path, { temporary: folder, signal });
  return {
    path,
    rows: table.rows,
    sha256,
    context: {
      ...{ timeZone: "UTC", currency: null, asOf: "1970-01-01", given: givenTo(task, given, ".") },
      read: async () => table,
      pictures,
    },
    close() {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Undefined when the file has not the columns of the task's data set. */
async function openTable(
  path: string,
  folder: string,
  { task, signal, progress, split, given = {} }: Opening,
): Promise<Dataset | undefined> {
  const warehouse = await openDuckdb({
    path: ":memory:",
    memoryLimitMegabytes: MEMORY_MEGABYTES,
    threads: 2,
    temporaryFolder: folder,
    access: "write",
    signal,
  });
  const facts = { timeZone: "UTC", currency: null };
  await prepareFunctions(warehouse, facts);
  const read = await readSource(warehouse, fileOnDisk(path), {
    temporaryFolder: folder,
    signal,
    progress: (share) => progress(share, `reading ${path}`),
  });
  const source = await inRaw(warehouse, read);
  const columns = columnsRead(task, split);
  const recognised = recognise({ ...task, dataset: { ...task.dataset, columns } }, source);
  if (!recognised) {
    warehouse.close();
    return undefined;
  }
  if (source.malformed[0]) {
    const { line, reason } = source.malformed[0];
    throw new UnreadableFile(`${path} line ${line}: ${reason}`);
  }
  const table = await readDataset(warehouse, path, columns, recognised);
  warehouse.close();
  return {
    path,
    rows: source.rows,
    sha256: source.sha256(),
    context: { ...facts, asOf: "1970-01-01", given: givenTo(task, given, "."), read: async () => table },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function prepareFunctions(warehouse: Warehouse, facts: { timeZone: string; currency: null }): Promise<void> {
  await createTables(warehouse);
  await prepareShop(warehouse, facts);
  await prepareFormats(warehouse, facts);
}

/** A clock is read only where it is asked for: texts of times need much memory, and a bad one refuses the file. */
function columnsRead({ dataset: { columns, clock } }: AnyTask, split: Opening["split"]): DatasetShape["columns"] {
  return split === "in time" && clock !== undefined ? { ...columns, [clock]: { type: "time" } } : columns;
}

function recognise({ name, dataset }: AnyTask, source: Source): Recognised | undefined {
  const columns = Object.entries(dataset.columns);
  const format = {
    name,
    title: `a ${name} data set`,
    origin: "shop" as const,
    fields: Object.fromEntries(columns.map(([column]) => [column, [column]])),
    required: columns.filter(([, { optional }]) => !optional).map(([column]) => column),
    rows: "alone" as const,
    steps: [],
    tables: {},
  };
  try {
    return detectFormat(source, [format]);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

/** The file's rows in the file's order. @throws {UnreadableFile} naming the line of the first value of a wrong type. */
async function readDataset(
  warehouse: Warehouse,
  path: string,
  wanted: DatasetShape["columns"],
  { columns }: Recognised,
): Promise<Table> {
  const present = Object.entries(wanted).filter(([name]) => columns.has(name));
  const written = present.map(([name]) => `nullif(trim(${columns.get(name)?.expression}), '') as ${name}`);
  await warehouse.execute(`create temp view written as select line, ${written.join(", ")} from raw`);
  for (const [name, column] of present.filter(([, { type }]) => type !== "text")) {
    const bad = await warehouse.query(
      `select line, left(${name}, 60) as text from written where ${name} is not null and ${typed(name, column)} is null order by line limit 1`,
    );
    if (bad.rows > 0) {
      const expected = column.type === "time" ? "a date and time" : "a number";
      throw new UnreadableFile(
        `${path} line ${numbers(bad, "line")[0]}: ${name} is "${masked(textAt(texts(bad, "text"), 0) ?? "")}", expected ${expected}`,
      );
    }
  }
  const selected = present.map(([name, column]) => `${typed(name, column)} as ${name}`);
  return warehouse.query(`select ${selected.join(", ")} from written order by line`);
}

function typed(name: string, { type }: DatasetColumn): string {
  if (type === "text") return name;
  return type === "time" ? `utc_time(${name})` : `try_cast(${name} as double)`;
}

async function openThrowAwayShop(path: string, folder: string, opening: Opening): Promise<Dataset> {
  const { task, signal, progress } = opening;
  const files = filesUnder(path);
  const root = join(folder, "shop");
  writeConfig(root, newConfig(root, {}));
  const shop = await openShop(root, { access: "write", signal });
  const key = randomBytes(KEY_BYTES); // thrown away with the shop
  const reports = await ingest(shop.warehouse, files, {
    facts: await shop.facts(),
    shopKey: () => key,
    quarantineFolder: paths(root).quarantine,
    vaultFolder: paths(root).vault,
    temporaryFolder: shop.temporary,
    signal,
    progress,
  });
  const loaded = reports.filter((report): report is FileReport & { kind: "loaded" } => report.kind === "loaded");
  if (loaded.length === 0) {
    shop.close();
    const [first] = reports;
    const wanted = Object.keys(task.dataset.columns).join(", ");
    throw new UnreadableFile(
      `${first?.kind === "refused" ? first.message : `${path} holds no files`}; a ${task.name} data set has columns ${wanted}`,
    );
  }
  await prepareShop(shop.warehouse, await shop.facts());
  return {
    path,
    rows: loaded.reduce((sum, { rows }) => sum + rows, 0),
    sha256: await sha256Of(path, files),
    context: await shopContext(shop, task, opening.given),
    close() {
      shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Of one file its bytes; of a folder its sorted relative paths, each followed by its bytes. */
async function sha256Of(path: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  const isFolder = statSync(path).isDirectory();
  for (const file of files) {
    if (isFolder) hash.update(relative(path, file));
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
}
