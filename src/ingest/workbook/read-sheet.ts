import { numbers, tableOf } from "#table/table.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import type { GivenOptions } from "../given.js";
import { loadRaw, quotedFields } from "../load-raw.js";
import { partWriter } from "../part-writer.js";
import type { Source } from "../read-source.js";
import type { Malformed } from "../split-records.js";
import { HeaderSearch } from "./header-search.js";
import type { Rows } from "./open-workbook.js";
import { SheetRecords } from "./sheet-records.js";

/** A sheet to be read as a table. */
export interface SheetGiven {
  /** As people are told of it. */
  readonly path: string;
  /** As the quarantine names it. */
  readonly file: string;
  /** Of the workbook's file. */
  readonly sha256: string;
  readonly rows: Rows;
}

/**
 * Reads a sheet into `raw`, its lines numbered as the sheet numbers its rows.
 *
 * @throws {UnreadableFile} when no row is a header, or the sheet is damaged.
 */
export async function readSheet(warehouse: Warehouse, sheet: SheetGiven, options: GivenOptions): Promise<Source> {
  const { path, file, sha256 } = sheet;
  const search = new HeaderSearch(path, options.recognise);
  const table: { records?: SheetRecords } = {};
  const rows = sheet.rows((row) => {
    if (table.records) return table.records.add(row);
    const header = search.look(row);
    if (header) table.records = new SheetRecords(path, header);
  }, options.progress);
  try {
    while (!table.records && !(await rows.next()).done) options.signal.throwIfAborted();
    const { records } = table;
    if (!records) throw search.why;
    await loadRecords(warehouse, records, rows, options);
    const rounded = records.rounded();
    await remove(warehouse, rounded);
    const loaded = numbers(await warehouse.query("select count(*) as n from raw"), "n")[0] ?? 0;
    const malformed = [...records.malformed, ...rounded];
    const { columns } = records.header;
    return {
      path,
      file,
      sha256: () => sha256,
      encoding: null,
      rows: loaded + malformed.length,
      columns,
      stored: "columns",
      malformed,
    };
  } finally {
    await rows.return(undefined);
  }
}

/** @param rows adds to the records as it goes on */
async function loadRecords(
  warehouse: Warehouse,
  records: SheetRecords,
  rows: AsyncGenerator<undefined>,
  options: GivenOptions,
): Promise<void> {
  const shape = { names: records.header.columns.map((_, i) => `c${i + 1}`), options: quotedFields(",") };
  await loadRaw(warehouse, shape, async (load) => {
    const parts = partWriter({ ...options, load }, records.padded);
    try {
      do {
        options.signal.throwIfAborted();
        await parts.write(records.bytes());
        records.clear();
      } while (!(await rows.next()).done);
      await parts.end();
    } finally {
      await parts.close();
    }
  });
}

async function remove(warehouse: Warehouse, lines: readonly Malformed[]): Promise<void> {
  if (lines.length === 0) return;
  await warehouse.execute("create or replace temp table removed (line double)");
  await warehouse.append("removed", tableOf({ line: Float64Array.from(lines, ({ line }) => line) }));
  await warehouse.execute("delete from raw where line in (select line from removed); drop table removed");
}
