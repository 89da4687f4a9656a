import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import { numbers, textAt, texts } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { copyClean } from "./clean-copy.js";
import type { Dialect } from "./dialect.js";
import { loadRaw, quotedFields, type RawShape, trimmed } from "./load-raw.js";
import { namelessCopy } from "./nameless-copy.js";
import { DELIMITERS, headerOf, sniff } from "./sniff.js";
import { type BytesOptions, prepended, type SourceBytes } from "./source-bytes.js";
import type { SourceFile } from "./source-file.js";
import type { Malformed } from "./split-records.js";
import { titleLines } from "./title-lines.js";
import { UnknownFile } from "./unknown-file.js";
import { UnreadableFile } from "./unreadable-file.js";

/** A file as rows of text in the warehouse's temporary table `raw` (with a column `line`), or where it lies, not yet understood. */
export interface Source {
  readonly path: string;
  /** As the quarantine names it. */
  readonly file: string;
  /** Of the file, once its rows are settled. */
  sha256(): string;
  /** What its text is written in; null: it is no text. */
  readonly encoding: string | null;
  /** Rows of the file, those refused included. */
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  /** Whether `raw` has a column for each of these, or one, `json`, for all. */
  readonly stored: "columns" | "json";
  /** Lines that are no rows at all. */
  readonly malformed: readonly Malformed[];
  /** Where its rows are read, as long as they are read where the file lies; absent: they are in `raw`. */
  readonly inPlace?: InPlace;
}

interface InPlace {
  /** SQL with the columns of `raw`. */
  readonly rows: string;
  /** When everything was read. @throws {UnreadableFile} when the file has changed since its first byte */
  settled(): Promise<void>;
}

/** SQL for where the rows of a source are read. */
export const rowsOf = ({ inPlace }: Source): string => inPlace?.rows ?? "raw";

/** The same source with its rows in `raw`, for those who read them several times. */
export async function inRaw(warehouse: Warehouse, source: Source): Promise<Source> {
  const { inPlace, ...others } = source;
  if (!inPlace) return source;
  await readInPlace(warehouse, source, async () => {
    await warehouse.execute(`create or replace temp table raw as select * from ${inPlace.rows}`);
  });
  return others;
}

/**
 * What `read` does with the rows of a source, wherever they lie, and afterwards that nobody has changed them meanwhile.
 *
 * @throws {UnreadableFile} when the file has changed since its first byte, or is damaged where nobody had looked before
 */
export async function readInPlace<T>(
  warehouse: Warehouse,
  { inPlace, path }: Source,
  read: () => Promise<T>,
): Promise<T> {
  if (!inPlace) return read();
  try {
    const found = await read();
    await inPlace.settled();
    return found;
  } catch (error) {
    await inPlace.settled();
    await warehouse.execute(`select count(columns(*)) from ${inPlace.rows}`).catch((damage: Error) => {
      throw new UnreadableFile(`${path} is a damaged Parquet file (${damage.message.split("\n")[0]})`);
    });
    throw error;
  }
}

export interface SourceColumn {
  /** As the file writes it, trimmed. */
  readonly header: string;
  /** SQL over `raw` that gives its text, without spaces around it; null where there is none. */
  readonly expression: string;
  /** Where it stands in a JSON object. */
  readonly path?: string;
  /** SQL over `raw` that gives its value as the file holds it, where that is a type of the contract's. */
  readonly native?: string;
}

export interface ReadOptions extends BytesOptions {
  /** Where the clean copy stands while it is read. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

interface Reading extends ReadOptions {
  readonly warehouse: Warehouse;
  readonly path: string;
  readonly file: SourceFile;
  /** From the header on. */
  readonly first: Buffer;
  /** Lines above the header. */
  readonly titles: number;
  readonly bytes: SourceBytes;
}

const SNIFFED = 1 << 16;
const JSON_SEPARATOR = 1; // a control character that valid JSON never holds bare

/**
 * Reads one file into `raw`: CSV, TSV or JSON lines, gzipped or not, or Parquet, told apart by their bytes. Parquet on the disk is
 * left where it lies.
 *
 * @throws {UnreadableFile} when it is none of these.
 */
export async function readSource(warehouse: Warehouse, file: SourceFile, options: ReadOptions): Promise<Source> {
  const { path } = file;
  const bytes = await file.bytes(options);
  const whole = await firstBytes(bytes.chunks);
  const titles = titleLines(whole.subarray(0, SNIFFED), DELIMITERS);
  const first = whole.subarray(titles.bytes);
  const kind = sniff(first.subarray(0, SNIFFED));
  const reading = { ...options, warehouse, path, file, first, titles: titles.lines, bytes };
  switch (kind.kind) {
    case "refused":
      await bytes.chunks.return(undefined);
      throw new UnknownFile(`${path} ${kind.reason}`);
    case "delimited":
      return readDelimited(reading, kind.delimiter);
    case "json":
      return readJson(reading);
    case "parquet":
      return readParquet(reading);
  }
}

/** At least the first 64 KiB, or the whole of a smaller file. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first = Buffer.alloc(0);
  while (first.length < SNIFFED) {
    const { value } = await chunks.next();
    if (!value) break;
    first = Buffer.concat([first, value]);
  }
  return first;
}

async function readDelimited(reading: Reading, delimiter: number): Promise<Source> {
  const header = headerOf(reading.first, delimiter);
  if (!header) throw new UnreadableFile(`${reading.path} has a first line longer than 64 KiB; expected column names`);
  if (!isUtf8(reading.first.subarray(0, header.bytes))) throw new UnreadableFile(unknownEncoding(reading));
  const names = header.names.map((_, i) => `c${i + 1}`);
  const { encoding } = reading.bytes;
  const dialect = { delimiter, fields: names.length, firstLine: 2 + reading.titles, separator: delimiter, encoding };
  const options = quotedFields(String.fromCharCode(delimiter));
  const staged = await stage(reading, { dialect, skip: header.bytes, names, options });
  return {
    ...staged,
    stored: "columns",
    columns: header.names.map((name, i) => ({ header: name, expression: `c${i + 1}` })),
  };
}

const unknownEncoding = ({ path, bytes }: Reading) =>
  `${path} has column names that are not ${bytes.encoding()?.toUpperCase()}; say what it is written in with --encoding, such as gb18030 or windows-1252`;

async function readJson(reading: Reading): Promise<Source> {
  const { warehouse } = reading;
  const { encoding } = reading.bytes;
  const dialect = { delimiter: null, fields: 1, firstLine: 1, separator: JSON_SEPARATOR, encoding };
  const options = `delim = chr(${JSON_SEPARATOR}), quote = '', escape = ''`;
  const staged = await stage(reading, { dialect, skip: 0, names: ["json"], options });
  const isObject = "case when json_valid(json) then json_type(json) = 'OBJECT' else false end";
  const broken = await warehouse.query(
    `select line, left(json, 512) as text from raw where not ${isObject} order by line`,
  );
  if (broken.rows > 0) await warehouse.execute(`delete from raw where not ${isObject}`);
  const lines = numbers(broken, "line");
  const malformed = Array.from(lines, (line, i) => ({
    line,
    reason: "not a JSON object",
    text: textAt(texts(broken, "text"), i) ?? "",
  }));
  const keys = await warehouse.query(
    "select distinct unnest(keys) as name from (select distinct json_keys(json) as keys from raw) order by name",
  );
  const columns = texts(keys, "name")
    .words.filter((key) => !/["\\\p{Cc}]/u.test(key))
    .map(jsonColumn);
  return { ...staged, stored: "json", malformed: [...staged.malformed, ...malformed], columns };
}

function jsonColumn(key: string): SourceColumn {
  const path = `$."${key}"`;
  return { header: key, expression: `nullif(trim(json_extract_string(json, ${quoted(path)})), '')`, path };
}

async function readParquet(reading: Reading): Promise<Source> {
  const { disk } = reading.file;
  if (disk !== undefined && !/[*?[]/.test(disk)) return readParquetAt(disk, reading);
  // one within an archive must lie on the disk to be read, and a name must not be a pattern of names
  const path = join(reading.temporaryFolder, `${process.pid}-source.parquet`);
  const copy = await namelessCopy(path, prepended(reading.first, reading.bytes.chunks));
  try {
    return await inRaw(reading.warehouse, await readParquetAt(copy.path, reading));
  } finally {
    copy.close();
  }
}

async function readParquetAt(
  disk: string,
  { warehouse, path, file: { file: name }, bytes, signal }: Reading,
): Promise<Source> {
  const file = `read_parquet(${quoted(disk)}, file_row_number = true)`;
  const shape = await warehouse
    .query(`select column_name, column_type from (describe select * exclude (file_row_number) from ${file})`)
    .catch((error: Error) => {
      throw new UnreadableFile(`${path} is a damaged Parquet file (${error.message.split("\n")[0]})`);
    });
  const headers = Array.from({ length: shape.rows }, (_, i) => textAt(texts(shape, "column_name"), i) ?? "");
  const types = headers.map((_, i) => textAt(texts(shape, "column_type"), i) ?? "");
  const selected = headers.map((header, i) => stored(header, types[i] ?? "", `c${i + 1}`));
  const rows = `(select file_row_number + 1 as line, ${selected.join(", ")} from ${file})`;
  const hashed = drained(bytes.chunks); // and seen that nobody wrote to it meanwhile
  hashed.catch(() => undefined); // told when the rows are settled
  return {
    path,
    file: name,
    sha256: bytes.sha256,
    encoding: null,
    rows: await countOf(warehouse, rows),
    columns: headers.map((header, i) => parquetColumn(header.trim(), types[i] ?? "", `c${i + 1}`)),
    stored: "columns",
    malformed: [],
    inPlace: {
      rows,
      async settled() {
        signal.throwIfAborted(); // a statement that was stopped says nothing of the file
        await hashed;
        await bytes.unchanged();
      },
    },
  };
}

async function drained(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks);
}

/** Types that say the same as the text of them, and are the contract's. A time is not: its zone is the shop's. */
const contractTypes: ReadonlySet<string> = new Set(["BIGINT", "DOUBLE", "DECIMAL(18,4)", "BOOLEAN", "DATE"]);

function parquetColumn(header: string, type: string, name: string): SourceColumn {
  if (!contractTypes.has(type)) return { header, expression: name };
  return { header, expression: `cast(${name} as varchar)`, native: name };
}

/** A Parquet column as it stands, or as the text a CSV of it would hold; lists and structures as JSON. */
function stored(header: string, type: string, name: string): string {
  const column = `"${header.replaceAll('"', '""')}"`;
  if (contractTypes.has(type)) return `${column} as ${name}`;
  if (type === "VARCHAR") return `nullif(${trimmed(column)}, '') as ${name}`;
  if (/^(STRUCT|MAP|UNION)|\]$/.test(type)) return `cast(to_json(${column}) as varchar) as ${name}`;
  if (type === "TIMESTAMP WITH TIME ZONE") return `cast(timezone('UTC', ${column}) as varchar) || 'Z' as ${name}`;
  if (type === "BLOB") return `cast(null as varchar) as ${name}`;
  return `cast(${column} as varchar) as ${name}`;
}

interface Staging extends RawShape {
  readonly dialect: Dialect;
  /** Bytes of the header. */
  readonly skip: number;
}

async function stage(reading: Reading, staging: Staging): Promise<Omit<Source, "columns" | "stored">> {
  const { warehouse, path, file, bytes } = reading;
  const malformed = await loadRaw(warehouse, staging, (load) => copyClean({ ...reading, ...staging, load }));
  const rows = (await countOf(warehouse, "raw")) + malformed.length;
  return { path, file: file.file, sha256: bytes.sha256, encoding: bytes.encoding(), rows, malformed };
}

async function countOf(warehouse: Warehouse, rows: string): Promise<number> {
  return numbers(await warehouse.query(`select count(*) as n from ${rows}`), "n")[0] ?? 0;
}
