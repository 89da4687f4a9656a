import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import { numbers, type Table, textAt } from "#table/table.js";
import { expandFunctions } from "./engine-functions.js";
import { readTable } from "./read-table.js";
import type { Parameters, Warehouse } from "./warehouse.js";

export interface DuckdbOptions {
  /** A file, or ":memory:". */
  readonly path: string;
  /** What DuckDB may hold in memory; beyond it, it spills to `temporaryFolder`. */
  readonly memoryLimitMegabytes: number;
  readonly threads: number;
  readonly temporaryFolder: string;
  /** Several processes may read at once; one may write. */
  readonly access: "read" | "write";
  /** Stops the statement that is running when it is aborted, and refuses every further one but a rollback. */
  readonly signal?: AbortSignal;
}

/** Another process holds the warehouse. */
export class WarehouseInUse extends Error {}

const APPEND_ROWS = 2048; // DuckDB's vector size

/**
 * Opens (or makes) an embedded DuckDB.
 *
 * @throws {Error} in a sentence when another process holds it, or when the file is no warehouse.
 */
export async function openDuckdb(options: DuckdbOptions): Promise<Warehouse> {
  const instance = await create(options);
  const connection = await instance.connect();
  let settling = false;
  const interrupt = () => {
    if (!settling) connection.interrupt();
  };
  options.signal?.addEventListener("abort", interrupt);
  const inTurn = turnTaker(); // a statement begun before the last was read to its end would leave that one empty

  async function execute(sql: string, parameters: Parameters): Promise<number> {
    if (sql !== "rollback") options.signal?.throwIfAborted();
    const text = expandFunctions(sql);
    settling = sql === "commit" || sql === "rollback"; // an interrupted commit does not say whether it was one
    try {
      return (await connection.run(text, named(text, parameters))).rowsChanged;
    } finally {
      settling = false;
    }
  }

  return {
    query: (sql, parameters = {}) =>
      inTurn(async () => {
        options.signal?.throwIfAborted(); // an interrupt between two statements would be lost
        const text = expandFunctions(sql);
        return readTable(await connection.stream(text, named(text, parameters)));
      }),
    execute: (sql, parameters = {}) =>
      sql === "checkpoint" ? checkpoint(instance) : inTurn(() => execute(sql, parameters)),
    append: (name, table) => inTurn(() => append(connection, name, table)),
    rest: () => inTurn(() => rest(connection, options.memoryLimitMegabytes)),
    close() {
      options.signal?.removeEventListener("abort", interrupt);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Beside what else is asked: a statement that only reads waits for nothing. */
async function checkpoint(instance: DuckDBInstance): Promise<number> {
  const connection = await instance.connect();
  try {
    return (await connection.run("checkpoint")).rowsChanged;
  } finally {
    connection.closeSync();
  }
}

const RESTING_MEGABYTES = 32;

/** What it keeps of files goes when it may no longer hold it. */
async function rest(connection: DuckDBConnection, memoryLimitMegabytes: number): Promise<void> {
  try {
    await connection.run(`set memory_limit = '${RESTING_MEGABYTES}MB'`);
  } catch {
    // it holds more that cannot go: nothing is lost but memory
  } finally {
    await connection.run(`set memory_limit = '${memoryLimitMegabytes}MB'`);
  }
}

async function append(connection: DuckDBConnection, name: string, table: Table): Promise<void> {
  const appender = await connection.createAppender(name);
  const chunk = DuckDBDataChunk.create(Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i)));
  for (let from = 0; from < table.rows; from += APPEND_ROWS) {
    chunk.setColumns(slices(table, from, Math.min(from + APPEND_ROWS, table.rows)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Runs what it is given one after the other, in the order it was given. */
function turnTaker(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function create(options: DuckdbOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(options.path, {
      access_mode: options.access === "read" ? "READ_ONLY" : "AUTOMATIC",
      memory_limit: `${options.memoryLimitMegabytes}MB`,
      threads: String(options.threads),
      temp_directory: options.temporaryFolder,
      autoinstall_known_extensions: "false", // nothing is ever downloaded
      autoload_known_extensions: "false",
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/lock/i.test(message))
      throw new WarehouseInUse(`${options.path} is in use by another process; wait for it to end`);
    throw new Error(`${options.path} could not be opened as a warehouse: ${message.split("\n")[0]}`);
  }
}

/** DuckDB refuses parameters that a statement does not name. */
function named(sql: string, parameters: Parameters): Record<string, string | number> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)));
}

function slices(table: Table, from: number, to: number): (number | string | null)[][] {
  return Object.entries(table.columns).map(([name, column]) => {
    if (!(column instanceof Float64Array)) {
      return Array.from({ length: to - from }, (_, i) => textAt(column, from + i));
    }
    return Array.from(numbers(table, name).subarray(from, to), (value) => (Number.isNaN(value) ? null : value));
  });
}
