import { quoted } from "#warehouse/prepare-shop.js";
import type { Source, SourceColumn } from "./read-source.js";

/**
 * What `customer.email` names where no column is called that: the value at that place within the JSON of a column whose
 * name it begins with.
 */
export function nestedColumn(source: Pick<Source, "columns">, header: string): SourceColumn | undefined {
  const keys = header.split(".");
  for (let taken = keys.length - 1; taken > 0; taken -= 1) {
    const outer = source.columns.find(
      (column) => column.header.toLowerCase() === keys.slice(0, taken).join(".").toLowerCase(),
    );
    const inner = keys.slice(taken);
    if (!outer || inner.some((key) => /["\\\p{Cc}]/u.test(key))) continue;
    const within = inner.map((key) => `."${key}"`).join("");
    const path = outer.path === undefined ? `$${within}` : outer.path + within;
    const json =
      outer.path === undefined ? `json_text(${outer.expression}, ${quoted(path)})` : `json_text(json, ${quoted(path)})`;
    return { header, expression: json, ...(outer.path !== undefined && { path }) };
  }
  return undefined;
}
