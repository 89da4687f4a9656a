import { createHash } from "node:crypto";
import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import type { EncodedPicture } from "#image/store-pictures.js";
import { UnreadablePicture } from "#image/unreadable-picture.js";
import { UnreadableFile } from "#ingest/unreadable-file.js";
import { numbers, type Table, tableOf, textAt, texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import type { Warehouse } from "#warehouse/warehouse.js";

/** Pictures with what they show, as they lie in a folder or in Parquet files. */
export interface PictureDataset {
  /** `file`, `label`, `split` */
  readonly table: Table;
  readonly sha256: string;
  pictures(files: readonly string[]): AsyncIterable<EncodedPicture>;
  close(): void;
}

const parts: Readonly<Record<string, string>> = {
  train: "train",
  training: "train",
  validation: "validation",
  valid: "validation",
  val: "validation",
  dev: "validation",
  test: "test",
};

const MEMORY_MEGABYTES = 300;

/**
 * A folder with one folder a class, perhaps in folders `train`, `validation` and `test`, or Parquet files of those names in the layout of
 * Hugging Face (`image.bytes`, `label`). Pictures of a part that lie in no class's folder have no label: their answers are withheld.
 *
 * @throws {UnreadableFile} when there are no pictures
 */
export async function openPictures(
  path: string,
  options: { temporary: string; signal: AbortSignal },
): Promise<PictureDataset> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UnreadableFile(`${path}: there is no such file or folder`);
  const files = found.isDirectory() ? parquetFiles(path) : [path];
  if (files.length > 0) return openParquet(files, options);
  return openFolder(path);
}

const isParquet = (name: string) => name.endsWith(".parquet");

/** Of the folder itself, or of `data` in it, as Hugging Face has them. */
function parquetFiles(folder: string): string[] {
  for (const place of [folder, join(folder, "data")]) {
    const names = statSync(place, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(place).filter(isParquet) : [];
    if (names.length > 0) return names.toSorted().map((name) => join(place, name));
  }
  return [];
}

async function openFolder(folder: string): Promise<PictureDataset> {
  const rows = filesIn(folder).map((file) => ({ file, ...placeOf(file) }));
  if (rows.length === 0) {
    throw new UnreadableFile(
      `${folder} holds no pictures; expected a folder a class, perhaps in train, validation and test, or train.parquet and test.parquet`,
    );
  }
  const hash = createHash("sha256");
  for (const { file } of rows) {
    hash.update(file);
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
  }
  return {
    table: tableOf({
      file: rows.map(({ file }) => file),
      label: rows.map(({ label }) => label),
      split: rows.map(({ split }) => split),
    }),
    sha256: hash.digest("hex"),
    async *pictures(files) {
      for (const name of files) yield { name, bytes: bytesAt(join(folder, name)) };
    },
    close: () => undefined,
  };
}

/** Paths from the folder on, in order; hidden files are nobody's pictures. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !file.split("/").some((part) => part.startsWith(".")))
    .toSorted();
}

/** Of train/shoes/1.jpg: shoes, train. Of shoes/1.jpg: shoes. Of test/1.jpg: no label, test. */
function placeOf(file: string): { label: string | null; split: string | null } {
  const folders = file.split("/").slice(0, -1);
  const split = parts[folders[0]?.toLowerCase() ?? ""] ?? null;
  const label = (split ? folders[1] : folders[0]) ?? null;
  return { label, split };
}

/** What lies at a path, or why it cannot be read. */
export function bytesAt(path: string): EncodedPicture["bytes"] {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return new UnreadablePicture(code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`);
  }
}

async function openParquet(
  files: readonly string[],
  { temporary, signal }: { temporary: string; signal: AbortSignal },
): Promise<PictureDataset> {
  const warehouse = await openDuckdb({
    path: join(temporary, "pictures.duckdb"),
    memoryLimitMegabytes: MEMORY_MEGABYTES,
    threads: 2,
    temporaryFolder: temporary,
    access: "write",
    signal,
  });
  try {
    await warehouse.execute(
      "create table pictures (place bigint, file varchar, label varchar, split varchar, bytes blob)",
    );
    for (const file of files) await loadParquet(warehouse, file);
    const table = await warehouse.query("select file, label, split from pictures order by place");
    if (table.rows === 0) throw new UnreadableFile(`${files.join(", ")}: no rows`);
    const hash = createHash("sha256");
    for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    const placeOfFile = placesOf(table);
    return {
      table,
      sha256: hash.digest("hex"),
      pictures: (asked) => picturesIn(warehouse, asked, placeOfFile),
      close: () => warehouse.close(),
    };
  } catch (error) {
    warehouse.close();
    throw error;
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** @throws {UnreadableFile} saying which column is missing */
async function loadParquet(warehouse: Warehouse, file: string): Promise<void> {
  const source = `read_parquet(${quoted(file)})`;
  const columns = await columnsOf(warehouse, file, source);
  const image = ["image", "img", "picture"].find((name) => /STRUCT\(.*bytes BLOB/i.test(columns.get(name) ?? ""));
  if (!image) {
    const came = [...columns].map(([name, type]) => `${name} ${type}`).join(", ");
    throw new UnreadableFile(`${file}: expected a column image with image.bytes, got ${came}`);
  }
  const label = ["label", "labels", "category"].find((name) => columns.has(name));
  const name = basename(file);
  const split = parts[/^([a-z]+)/i.exec(name)?.[1]?.toLowerCase() ?? ""];
  await warehouse.execute(
    `insert into pictures
     select before.n + row_number() over () - 1, ${quoted(name)} || '#' || (row_number() over () - 1),
       ${label ? `cast(${label} as varchar)` : "null"}, ${split ? quoted(split) : "null"}, ${image}.bytes
     from ${source}, (select count(*) as n from pictures) as before`,
  );
}

async function columnsOf(warehouse: Warehouse, file: string, source: string): Promise<Map<string, string>> {
  try {
    const found = await warehouse.query(`select column_name, column_type from (describe select * from ${source})`);
    const [name, type] = [texts(found, "column_name"), texts(found, "column_type")];
    return new Map(Array.from({ length: found.rows }, (_, row) => [textAt(name, row) ?? "", textAt(type, row) ?? ""]));
  } catch (error) {
    throw new UnreadableFile(`${file} is no Parquet file (${(error as Error).message.split("\n")[0]})`);
  }
}

function placesOf(table: Table): Map<string, number> {
  const file = texts(table, "file");
  return new Map(Array.from({ length: table.rows }, (_, row) => [textAt(file, row) ?? "", row]));
}

const CHUNK = 256;

/** Some hundred at a time, those that lie in a row together. */
async function* picturesIn(
  warehouse: Warehouse,
  files: readonly string[],
  placeOfFile: ReadonlyMap<string, number>,
): AsyncGenerator<EncodedPicture> {
  for (let from = 0; from < files.length; ) {
    const first = placeOfFile.get(files[from]!) ?? -1;
    let count = 1;
    while (count < CHUNK && from + count < files.length && placeOfFile.get(files[from + count]!) === first + count)
      count += 1;
    const found = await warehouse.query(
      "select place, to_base64(bytes) as bytes from pictures where place between $first and $last order by place",
      { first, last: first + count - 1 },
    );
    const [place, bytes] = [numbers(found, "place"), texts(found, "bytes")];
    for (let row = 0; row < found.rows; row++) {
      const written = textAt(bytes, row);
      const name = files[from + place[row]! - first]!;
      yield { name, bytes: written === null ? new UnreadablePicture("is empty") : Buffer.from(written, "base64") };
    }
    from += count;
  }
}
