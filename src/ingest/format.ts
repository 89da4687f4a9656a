import { readFileSync } from "node:fs";
import { type TableName, tableNames } from "#contract/contract.js";

/** One way in which shops hold their data, and how it becomes the contract's tables. */
export interface Format {
  /** What `--format` takes. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** "shop" for the shop's own books, "analytics" for a tracker's copy of them. */
  readonly origin: "shop" | "analytics";
  /** Whether its rows are understood each by itself, or some only with others: an order's lines with its first. */
  readonly rows: "alone" | "together";
  /** It holds e-mail addresses or the like: its SQL may use `pseudonym(kind, written)`. */
  readonly personal?: true;
  /**
   * Fields its SQL reads, each with the headers it goes by, compared without case. A field that fills a contract
   * column as it stands has that column's name, so that a refusal can name the source's own header.
   */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Fields without which a file is not of this format. */
  readonly required: readonly string[];
  /**
   * One query per contract table over `source(line, …fields)`, all text: it gives `line` (where the row comes from)
   * and columns of that table, as text without spaces around it, or typed. Columns it does not give are absent. A
   * column `refusal` may say why a row cannot be taken.
   */
  readonly tables: Readonly<Partial<Record<TableName, string>>>;
}

/** Reads a `.sql` file of sections, each opened by a comment `-- table: one row per what`. */
export function tablesIn(url: URL): Format["tables"] {
  const sections = readFileSync(url, "utf8").split(/^(?=-- \w+: one row per)/m);
  const tables = sections.flatMap((section): [TableName, string][] => {
    const name = /^-- (\w+): one row per/.exec(section)?.[1];
    if (!name) return [];
    if (!tableNames.includes(name as TableName)) throw new Error(`${url.pathname}: "${name}" is no contract table`);
    return [[name as TableName, section.trim().replace(/;$/, "")]];
  });
  return Object.fromEntries(tables);
}
