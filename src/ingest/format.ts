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
  /** The shop's own, by a mapping: tried before those that come with the house. */
  readonly own?: true;
  /** It holds e-mail addresses or the like: its SQL may use the macros of protect/pseudonym.ts. */
  readonly personal?: true;
  /**
   * Fields its SQL reads, each with the headers it goes by, compared without case. A field that fills a contract
   * column as it stands has that column's name, so that a refusal can name the source's own header.
   */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Its SQL also takes a field in the type of the contract, where the file holds it so; otherwise all are text. */
  readonly typed?: true;
  /** Fields that hold text about people among other things: hidden whole where a refused row is shown. */
  readonly hidden?: readonly string[];
  /**
   * The field that holds, as a JSON object of header and text, the columns of a delimited file that no other field
   * takes: for formats whose headers carry data, such as a currency or the name of a series. Of JSON lines, the object
   * as a whole.
   */
  readonly rest?: string;
  /** Fields without which a file is not of this format. */
  readonly required: readonly string[];
  /** Of the required, those that JSON objects may all leave out. */
  readonly sparse?: readonly string[];
  /** Judges a file by all its headers where the required ones could be anybody's. Not asked when the format was named. */
  readonly accepts?: (headers: readonly string[]) => boolean;
  /**
   * What several of its tables are made from: queries over `source(line, …fields)`, all text, and over the steps
   * before, each kept in a temporary table of its name.
   */
  readonly steps: readonly Step[];
  /**
   * One query per contract table over `source` and the steps: it gives `line` (where the row comes from) and columns of
   * that table, as text without spaces around it, or typed. Columns it does not give are absent. A text in a column
   * `refused_COLUMN` says why that column, and with it the source row, cannot be taken.
   */
  readonly tables: Readonly<Partial<Record<TableName, string>>>;
  /**
   * Who its rows tell of: a query over `source` and the steps that gives `customer_id, kind, written, seen_at` for each
   * thing written that identifies a customer, where `kind` is one of PseudonymKind. Nothing written is null. What it
   * gives is kept in the vault alone; all else of the shop knows its pseudonym.
   */
  readonly people?: string;
}

export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** Reads a `.sql` file of sections, each opened by a comment `-- name: one row per what`; `people` is one of the names. */
export function sectionsIn(url: URL): Pick<Format, "steps" | "tables" | "people"> {
  const sections = readFileSync(url, "utf8").split(/^(?=-- \w+: one row per)/m);
  const named = sections.flatMap((section): Step[] => {
    const name = /^-- (\w+): one row per/.exec(section)?.[1];
    return name ? [{ name, sql: section.trim().replace(/;$/, "") }] : [];
  });
  const isTable = ({ name }: Step) => tableNames.includes(name as TableName);
  const people = named.find(({ name }) => name === "people");
  return {
    ...(people && { people: people.sql }),
    steps: named.filter((section) => !isTable(section) && section !== people),
    tables: Object.fromEntries(named.filter(isTable).map(({ name, sql }) => [name, sql])),
  };
}
