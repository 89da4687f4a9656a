import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { paths } from "#shop/shop.js";
import { textAt, texts } from "#table/table.js";
import { openDuckdb } from "#warehouse/duckdb.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { writePlantedFiles } from "./planted-files.js";
import { needlesOf, type PlantedPerson, plantedPeople } from "./planted-people.js";
import { type Trace, traceSearch, tracesInFolder, tracesInText } from "./traces.js";

/** Files with people planted all through them, and the search for these people. */
export interface PrivacyGround {
  readonly people: readonly PlantedPerson[];
  readonly files: readonly string[];
  readonly needles: number;
  /** Everything in a shop: every byte of every file, and every table and quarantined row as text. */
  tracesIn(shop: string): Promise<Searched>;
  /** The same in what was printed. */
  tracesInPrint(text: string): Trace[];
}

export interface Searched {
  readonly traces: readonly Trace[];
  readonly files: number;
  readonly bytes: number;
  readonly characters: number;
}

/**
 * @param folder an empty folder to work in
 * @throws when something planted is not found in the files themselves: then the search finds nothing anywhere
 */
export async function privacyGround(folder: string, count: number, seed: number): Promise<PrivacyGround> {
  const people = plantedPeople(count, seed);
  const raw = join(folder, "raw");
  const files = await writePlantedFiles(raw, people);
  const needles = people.flatMap(needlesOf);
  const search = traceSearch(needles);
  const planted = new Set(tracesInFolder(raw, search).traces.map(({ what }) => what));
  const missing = needles.filter(({ what }) => !planted.has(what));
  if (missing.length > 0) throw new Error(`the search does not find what was planted: ${missing[0]?.what}`);
  return {
    people,
    files,
    needles: needles.length,
    tracesInPrint: (text) => tracesInText(text, "what was printed", search),
    async tracesIn(shop) {
      const inFiles = tracesInFolder(shop, search);
      const text = await allText(shop, join(folder, "text"));
      const traces = [...inFiles.traces];
      for (const [where, content] of text) traces.push(...tracesInText(content, where, search));
      const names = readdirSync(shop, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const characters = [...text.values()].reduce((sum, { length }) => sum + length, 0);
      return { traces, files: names.length, bytes: inFiles.bytes, characters };
    },
  };
}

/** Every table of the warehouse and every file of the quarantine, written out as text: in a file they are compressed. */
async function allText(shop: string, folder: string): Promise<Map<string, string>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = paths(shop);
  const warehouse = await openDuckdb({
    path: path.warehouse,
    memoryLimitMegabytes: 400,
    threads: 2,
    temporaryFolder: join(folder, "tmp"),
    access: "read",
  });
  const found = new Map<string, string>();
  async function take(name: string, rows: string): Promise<void> {
    const file = join(folder, `${found.size}.csv`);
    await warehouse.execute(`copy (select * from ${rows}) to ${quoted(file)} (format csv, header true)`);
    found.set(name, readFileSync(file, "utf8"));
  }
  try {
    const tables = texts(await warehouse.query("select table_name from duckdb_tables()"), "table_name");
    for (let row = 0; row < tables.codes.length; row += 1) {
      const table = textAt(tables, row) ?? "";
      await take(`table ${table}`, `"${table}"`);
    }
    for (const name of readdirSync(shop).includes("quarantine") ? readdirSync(path.quarantine) : []) {
      await take(`quarantine ${name}`, `read_parquet(${quoted(join(path.quarantine, name))})`);
    }
  } finally {
    warehouse.close();
  }
  return found;
}
