import { numbers } from "#table/table.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import type { Recognised } from "./detect-format.js";
import { rowsOf, type Source, type SourceColumn } from "./read-source.js";
import { UnreadableFile } from "./unreadable-file.js";

/** @throws {UnreadableFile} when a column that is read stands twice, and its second says something else. */
export async function refuseAmbiguous(warehouse: Warehouse, source: Source, { columns }: Recognised): Promise<void> {
  if (source.stored === "json") return;
  const read = new Set([...columns.values()].map(({ expression }) => expression));
  for (const { header, expression } of source.columns.filter((column) => read.has(column.expression))) {
    const isTwin = (other: SourceColumn) =>
      other.expression !== expression && other.header.toLowerCase() === header.toLowerCase();
    for (const twin of source.columns.filter(isTwin)) {
      const differs = `${twin.expression} is not null and ${expression} is distinct from ${twin.expression}`;
      const [line] = numbers(
        await warehouse.query(`select min(line) as n from ${rowsOf(source)} where ${differs}`),
        "n",
      );
      if (line !== undefined && line > 0) {
        throw new UnreadableFile(
          `${source.path} has two columns "${header}" that differ (line ${line}): rename or remove one of them`,
        );
      }
    }
  }
}
