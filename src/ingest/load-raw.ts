import { numbers } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import type { CleanPart } from "./part-writer.js";

/** What the parts of a clean copy hold, after the number of its line. */
export interface RawShape {
  readonly names: readonly string[];
  /** How fields are told apart: options of read_csv. */
  readonly options: string;
}

/** Fields apart by one character, in quotes where they must be. */
export const quotedFields = (delimiter: string) => `delim = ${quoted(delimiter)}, quote = '"', escape = '"'`;

/** Makes the temporary table `raw` from parts of a clean copy, each loaded while the next one is being written. */
export function loadRaw<T>(
  warehouse: Warehouse,
  { names, options }: RawShape,
  write: (load: (part: CleanPart) => Promise<void>) => Promise<T>,
): Promise<T> {
  const columns = ["line", ...names].map((name) => `${quoted(name)}: '${name === "line" ? "bigint" : "varchar"}'`);
  async function load({ file, place, padded }: CleanPart): Promise<void> {
    const tidy = names.map((name, i) => (padded[i] ? `${trimmed(name)} as ${name}` : name));
    await warehouse.execute(
      `${place === 0 ? "create or replace temp table raw as" : "insert into raw"}
       select line, ${tidy.join(", ")} from read_csv(${quoted(file)}, auto_detect = false, header = false,
         new_line = '\\n', strict_mode = true, max_line_size = 4000000, buffer_size = 8000000, ${options}, columns = {${columns.join(", ")}})`,
    );
  }
  return withOneThread(warehouse, () => write(load));
}

/** The other core splits the next part; two threads would take half as much again to keep the rows in order. */
async function withOneThread<T>(warehouse: Warehouse, work: () => Promise<T>): Promise<T> {
  const threads = numbers(await warehouse.query("select current_setting('threads') as n"), "n")[0] ?? 1;
  await warehouse.execute("set threads = 1");
  try {
    return await work();
  } finally {
    await warehouse.execute(`set threads = ${threads}`);
  }
}

/** Trims only what needs it: trim() costs ten times the look at both ends. */
export const trimmed = (name: string) =>
  `case when starts_with(${name}, ' ') or ends_with(${name}, ' ') then nullif(trim(${name}), '') else ${name} end`;
