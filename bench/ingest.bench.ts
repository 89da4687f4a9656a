import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { ingestInto } from "#shop/ingest-into.js";
import { openShop } from "#shop/shop.js";
import { newConfig, writeConfig } from "#shop/shop-config.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, quoted } from "#warehouse/prepare-shop.js";
import { sqlTypes } from "#warehouse/schema.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { writePlainShop } from "../test/plain-shop.js";

const EVENTS = 3_000_000;
const ROUNDS = 3;
const TWO_YEARS_MS = 2 * 365 * 86_400_000;

/** A file, and the DuckDB call that reads it as it stands. */
interface Case {
  readonly name: string;
  readonly table: TableName;
  readonly file: string;
  readonly read: string;
}

/**
 * Loading a file through the door (checked, counted, known again when it comes twice, all or nothing) against DuckDB
 * reading the same file into the same table with nothing asked: `npm run bench -- ingest [events]`. Each opens a new
 * warehouse on disk and closes it. Reports how much of DuckDB's speed is left; the aims are 60 % for CSV, 50 % for Parquet.
 */
export async function run([given]: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-ingest-"));
  try {
    const taken = new Map<string, { mine: number; theirs: number }>();
    for (const one of await cases(folder, Number(given ?? EVENTS))) {
      const { mine, theirs } = await compare(folder, one);
      const kind = one.file.endsWith(".parquet") ? "Parquet" : "CSV";
      const sum = taken.get(kind) ?? { mine: 0, theirs: 0 };
      taken.set(kind, { mine: sum.mine + mine, theirs: sum.theirs + theirs });
    }
    for (const [kind, { mine, theirs }] of taken)
      process.stdout.write(`all of ${kind}: ${Math.round((100 * theirs) / mine)} % of DuckDB's speed\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cases(folder: string, events: number): Promise<Case[]> {
  const files = writePlainShop(join(folder, "raw"), {
    seed: 1,
    customers: 50_000,
    items: 5000,
    events,
    firstOrder: 1,
    startAt: Date.UTC(2023, 0, 1),
    visitEvery: TWO_YEARS_MS / (events / 3.5),
    buyShare: 0.25,
    faultEvery: 0,
  });
  const csv = [
    csvCase("events", files.events, "event_id,customer_id,item_id,event,occurred_at,order_id"),
    csvCase("order_lines", files.lines, "order_id,item_id,quantity,unit_price,discount"),
  ];
  const parquet = csv.map((one) => ({ ...one, name: `${one.table} parquet`, file: `${one.file}.parquet` }));
  const warehouse = await opened(join(folder, "convert.duckdb"));
  for (const [i, one] of csv.entries())
    await warehouse.execute(`copy (select * from ${one.read}) to ${quoted(parquet[i]?.file ?? "")} (format parquet)`);
  warehouse.close();
  return [...csv, ...parquet.map((one) => ({ ...one, read: `read_parquet(${quoted(one.file)})` }))];
}

function csvCase(table: TableName, file: string, header: string): Case {
  const types = new Map(columnsOf(table).map(({ name, type }) => [name, sqlTypes[type]]));
  const columns = header.split(",").map((name) => `${quoted(name)}: ${quoted(types.get(name) ?? "varchar")}`);
  return {
    name: `${table} csv`,
    table,
    file,
    read: `read_csv(${quoted(file)}, header = true, auto_detect = false, columns = {${columns.join(", ")}})`,
  };
}

const opened = (path: string) =>
  openDuckdb({
    path,
    memoryLimitMegabytes: newConfig("bench", {}).memoryMegabytes,
    threads: 2,
    temporaryFolder: `${path}.tmp`,
    access: "write",
  });

async function compare(folder: string, { name, table, file, read }: Case) {
  const ours: number[] = [];
  const raw: number[] = [];
  let rows = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const shop = join(folder, `${name}-${round}`);
    writeConfig(shop, newConfig(shop, { currency: "EUR" }));
    ours.push(
      await seconds(async () => {
        rows = await throughTheDoor(shop, file);
      }),
    );
    const path = join(folder, `${name}-${round}.duckdb`);
    raw.push(await seconds(() => asItStands(path, table, read)));
    rmSync(shop, { recursive: true });
    rmSync(path);
  }
  const [mine, theirs] = [Math.min(...ours), Math.min(...raw)];
  const size = `${rows} rows, ${Math.round(statSync(file).size / 2 ** 20)} MiB`;
  const share = Math.round((100 * theirs) / mine);
  process.stdout.write(
    `${name.padEnd(20)} ${size}: shoplens ${mine.toFixed(2)} s, DuckDB ${theirs.toFixed(2)} s: ${share} % of its speed\n`,
  );
  return { mine, theirs };
}

async function throughTheDoor(folder: string, file: string): Promise<number> {
  const shop = await openShop(folder, { access: "write", isForLoading: true });
  try {
    const [report] = await ingestInto(shop, [file]);
    if (report?.kind !== "loaded") throw new Error(report?.message ?? "nothing loaded");
    return report.rows;
  } finally {
    shop.close();
  }
}

async function asItStands(path: string, table: TableName, read: string): Promise<void> {
  const warehouse: Warehouse = await opened(path);
  await createTables(warehouse);
  await warehouse.execute(`insert into ${table} by name select * from ${read}`);
  warehouse.close();
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
