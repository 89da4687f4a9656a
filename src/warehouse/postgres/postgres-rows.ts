import { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { parse, toClientConfig } from "pg-connection-string";
import Cursor from "pg-cursor";
import { pgpassPassword } from "./pgpass-password.js";
import { shownAddress } from "./postgres-address.js";
import { PostgresFailure, postgresFailure } from "./postgres-failure.js";

/** A part of the answer to a query, as text. */
export interface PostgresBatch {
  readonly columns: readonly string[];
  /** [rows][columns]; none only where the whole answer has none. */
  readonly rows: readonly PostgresRow[];
}

export type PostgresRow = readonly (string | null)[];

const PATIENCE_MS = 30_000;
const LEAVING_MS = 3000;
const FIRST_ROWS = 20; // until it is known how wide they are
const MOST_ROWS = 5000;
const BATCH = 4 << 20; // characters
const BYTES = 17; // the type bytea, of which no text is made

/**
 * Asks a PostgreSQL database one query, in a transaction that can only read and sees one moment, and gives the answer a
 * few rows at a time. Times with a zone are in UTC, all else is as PostgreSQL writes it. The password is the address's
 * own, else PGPASSWORD, else that of the password file. The signal ends it, after the server was asked to stop working.
 *
 * @throws {PostgresFailure} also while rows are read
 */
export async function* postgresRows(
  address: string,
  query: string,
  signal: AbortSignal,
): AsyncGenerator<PostgresBatch, void> {
  const shown = shownAddress(address);
  const { client, leave } = connection(configOf(address, shown));
  let read = 0;
  let gone: unknown;
  client.on("error", (error) => {
    gone ??= error; // told where the next rows are asked for
  });
  const abort = () => void leave(gone === undefined ? stopBackend(address, shown, client) : Promise.resolve());
  signal.addEventListener("abort", abort);
  try {
    signal.throwIfAborted();
    await client.connect();
    await client.query(READING);
    const cursor = client.query(new Cursor<PostgresRow>(query, [], { rowMode: "array", types: asText }));
    let batch = await batchOf(cursor, FIRST_ROWS);
    if (batch.columns.length === 0)
      throw new PostgresFailure(`${shown} answers nothing to the query; expected a select`);
    do {
      yield batch;
      read += batch.rows.length;
      if (gone !== undefined) throw gone;
      batch = { columns: batch.columns, rows: (await batchOf(cursor, rowsNext(batch.rows))).rows };
    } while (batch.rows.length > 0);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw cause instanceof PostgresFailure
      ? cause
      : postgresFailure(gone ?? cause, { shown, user: client.user ?? "", rows: read });
  } finally {
    signal.removeEventListener("abort", abort);
    await leave(Promise.resolve());
  }
}

const READING = `begin transaction isolation level repeatable read read only;
  set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres'`;

/** Values stay as PostgreSQL writes them. */
const asText: pg.CustomTypesConfig = {
  getTypeParser: (type: number) => (type === BYTES ? () => null : (text: string) => text),
};

function configOf(address: string, shown: string): pg.ClientConfig {
  try {
    const given = toClientConfig(parse(address, { useLibpqCompat: true }));
    const said = Object.entries(given).filter(([, value]) => value !== "");
    return { application_name: "shoplens", ...Object.fromEntries(said) };
  } catch (error) {
    throw new PostgresFailure(`${shown} cannot be reached as it is written: ${(error as Error).message}`);
  }
}

/** A client not yet connected, and how it is left: in good order, or without waiting for one that does not answer. */
function connection(config: pg.ClientConfig) {
  const socket = new Socket();
  const client: pg.Client = new pg.Client({
    ...config,
    password:
      (config.password || process.env["PGPASSWORD"]) ??
      (() =>
        pgpassPassword({
          host: client.host,
          port: client.port,
          database: client.database ?? "",
          user: client.user ?? "",
        }) ?? ""),
    stream: () => socket,
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE_MS,
  });
  async function leave(before: Promise<void>): Promise<void> {
    const inOrder = before.then(() => client.end()).catch(() => undefined);
    await Promise.race([inOrder, setTimeout(LEAVING_MS, undefined, { ref: false })]);
    socket.destroy();
  }
  return { client, leave };
}

/** Asks the server, by another connection, to end what this one asked: else it would work on for nobody. */
async function stopBackend(address: string, shown: string, client: pg.Client): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  if (processID === null) return;
  const other = connection(configOf(address, shown));
  other.client.on("error", () => undefined);
  try {
    await other.client.connect();
    await other.client.query("select pg_cancel_backend($1)", [processID]);
  } finally {
    await other.leave(Promise.resolve());
  }
}

function batchOf(cursor: Cursor<PostgresRow>, most: number): Promise<PostgresBatch> {
  return new Promise((resolve, reject) => {
    cursor.read(most, (error, rows, result) => {
      if (error) reject(error);
      else resolve({ columns: fieldsOf(result).map(({ name }) => name), rows });
    });
  });
}

/** None where the cursor is at its end. */
const fieldsOf = (result: pg.QueryResult | undefined) => result?.fields ?? [];

/** As many as take about as much memory as may be. */
function rowsNext(rows: readonly PostgresRow[]): number {
  const length = rows.reduce((sum, row) => sum + row.reduce((all, text) => all + (text?.length ?? 0) + 8, 0), 0);
  return Math.min(Math.max(Math.floor((BATCH * rows.length) / Math.max(length, 1)), 1), MOST_ROWS);
}
