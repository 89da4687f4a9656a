import type { TableName } from "#contract/contract.js";

/**
 * What may be done about a finding. Whatever is chosen, the row stays in the warehouse as it was loaded.
 *
 * - `flag`: counted and shown, nothing else.
 * - `fill`: tasks read the value the rule puts in its place.
 * - `cap`: tasks read the nearest value that is usual.
 * - `drop`: tasks do not read the row.
 * - `off`: not even shown.
 */
export type Action = "flag" | "fill" | "cap" | "drop" | "off";

export type Language = "en" | "zh";
export type Bilingual = Readonly<Record<Language, string>>;

/**
 * One rule of cleaning: what it looks at and what it says. Its query lies beside it in a `.sql` of the same name and
 * gives one row per finding:
 *
 * - `reason`: a key of `reasons`; `row_id`, `line_number`: the row, as `rowId` says (line_number only of order lines);
 * - `found_rows`: how many rows it speaks of; `old_value`: what came; `fill_value`, `cap_value`: what could stand there;
 * - `evidence`: the number, `other`: the row or value the reason speaks of.
 */
export interface Rule {
  /** `table.what`: the column it looks at, or what it looks for. The key in shoplens.json. */
  readonly name: string;
  readonly table: "order_lines" | "orders" | "items" | "events" | "reviews";
  /** The column whose value is doubted, or that names the rows. */
  readonly column: string;
  readonly title: Bilingual;
  /** Why a row was found; {n} is the evidence, {other} what it is compared with. */
  readonly reasons: Readonly<Record<string, Bilingual>>;
  /** How a value that is filled in is put, where it is not the value itself. */
  readonly filledAs?: Readonly<Record<Language, (value: string) => string>>;
  readonly actions: readonly Action[];
  /** What is done unless the shop's owner says otherwise. Money is never changed silently: at most flagged. */
  readonly usually: Action;
  /** Tables its query reads: it is asked again when one of them was loaded. */
  readonly reads: readonly TableName[];
  /** Those of them without whose rows it can find nothing. */
  readonly needs: readonly TableName[];
}
