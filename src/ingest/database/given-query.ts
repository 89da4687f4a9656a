import { createHash } from "node:crypto";
import { shownAddress } from "#warehouse/postgres/postgres-address.js";
import { PostgresFailure } from "#warehouse/postgres/postgres-failure.js";
import { type PostgresRow, postgresRows } from "#warehouse/postgres/postgres-rows.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { CleanRecords, LONGEST_RECORD } from "../clean-records.js";
import { csvField } from "../csv-field.js";
import type { Given } from "../given.js";
import { loadRaw, quotedFields } from "../load-raw.js";
import { malformedLines } from "../malformed-lines.js";
import { type PartWriter, partWriter } from "../part-writer.js";
import type { ReadOptions, Source } from "../read-source.js";
import { UnreadableFile } from "../unreadable-file.js";

export interface Query {
  /** postgres://user@host:port/name */
  readonly address: string;
  readonly sql: string;
  /** Its number among several to one address, from 1; absent: the only one. */
  readonly number?: number;
}

const COMMA = 44;
const SHOWN = 512; // characters of a malformed row
const HALF_WAY = 100_000; // rows: how many there are is not known before

/** The rows that a database answers to a query, as a table of which the line is the row's number. */
export function givenQuery(query: Query): Given {
  const path = shownAddress(query.address) + (query.number === undefined ? "" : ` (query ${query.number})`);
  return {
    path,
    async read(warehouse, options) {
      try {
        return await readQuery(warehouse, { ...query, path }, options);
      } catch (error) {
        throw error instanceof PostgresFailure ? new UnreadableFile(error.message) : error;
      }
    },
  };
}

async function readQuery(
  warehouse: Warehouse,
  { address, sql, path }: Query & { readonly path: string },
  options: ReadOptions,
): Promise<Source> {
  const batches = postgresRows(address, sql, options.signal);
  try {
    const { value: first } = await batches.next();
    if (!first || first.rows.length === 0) throw new UnreadableFile(`${path} answers no rows to the query`);
    const rows = new QueryRows(path, first.columns.length);
    const names = first.columns.map((_, i) => `c${i + 1}`);
    await loadRaw(warehouse, { names, options: quotedFields(",") }, async (load) => {
      const parts = partWriter({ ...options, load }, new Uint8Array(names.length));
      try {
        await rows.write(first.rows, parts);
        for await (const batch of batches) {
          options.signal.throwIfAborted();
          await rows.write(batch.rows, parts);
          options.progress(rows.count / (rows.count + HALF_WAY));
        }
        await parts.end();
      } finally {
        await parts.close();
      }
    });
    return {
      path,
      file: path,
      sha256: () => rows.sha256(),
      encoding: null,
      rows: rows.count,
      columns: first.columns.map((header, i) => ({ header: header.trim(), expression: `c${i + 1}` })),
      stored: "columns",
      malformed: rows.malformed,
    };
  } finally {
    await batches.return(undefined);
  }
}

/** Rows of an answer on their way into clean records. */
class QueryRows {
  count = 0;
  readonly #clean: CleanRecords;
  readonly #malformed;
  readonly #hash = createHash("sha256");

  constructor(path: string, fields: number) {
    this.#clean = new CleanRecords({ encoding: () => null, delimiter: COMMA, fields, firstLine: 1, separator: COMMA });
    this.#malformed = malformedLines(path, () => this.#clean.records);
  }

  get malformed() {
    return this.#malformed.lines;
  }

  sha256(): string {
    return this.#hash.digest("hex");
  }

  async write(rows: readonly PostgresRow[], parts: PartWriter): Promise<void> {
    this.#clean.clear();
    for (const row of rows) this.#add(row);
    const records = this.#clean.bytes();
    this.#hash.update(records);
    await parts.write(records);
  }

  #add(row: PostgresRow): void {
    this.count += 1;
    const record = row.map((text) => csvField(text ?? "")).join(",");
    const bytes = Buffer.from(record);
    if (bytes.length <= LONGEST_RECORD) this.#clean.add(this.count, bytes);
    else this.#malformed.add({ line: this.count, reason: "longer than 1 MiB", text: record.slice(0, SHOWN) });
  }
}
