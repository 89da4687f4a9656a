import type { Cell } from "../raw/csv.js";

/** A row, a visitor, a day or a week that cannot be what it says. */
export interface PlantedDoubt {
  /** The cleaning rule that is to find it. */
  readonly rule: string;
  /** Its id: of the order, item or review; the visitor, the user agent, the day, or the Monday of the week. */
  readonly rowId: string;
  /** Of an order line, its item. */
  readonly itemId?: string;
  /** What truly stands where something was changed or left out; absent: nobody could know. */
  readonly truth?: string;
}

/** An order beside those of the simulated customers. */
export interface ExtraOrder {
  readonly orderId: string;
  readonly customerId: string;
  /** As it is written. */
  readonly orderedAt: string;
  readonly country: string;
  readonly channel: string;
  readonly lines: readonly ExtraLine[];
  readonly total: "stated" | "left out";
}

export interface ExtraLine {
  readonly itemId: string;
  readonly quantity: number;
  readonly priceCents: number;
  readonly discountCents: number;
}

/** By column; a column that is not named is empty. */
export type PlannedRow = Readonly<Record<string, Cell>>;

/** What is planted in the files of one shop, filled by the functions beside this file. */
export interface Plan {
  readonly doubts: PlantedDoubt[];
  /** Cells written differently: by cellKey, then by column. */
  readonly cells: Map<string, Readonly<Record<string, string>>>;
  /** Rows more, by file. */
  readonly rows: Map<string, PlannedRow[]>;
  /** Orders more that were never placed so. */
  readonly doubtful: ExtraOrder[];
  /** Orders more that were, however strange they look. */
  readonly honest: ExtraOrder[];
  /** By how many seconds the tracker's clock is ahead in a week, by its Monday in that clock. */
  readonly shifts: Map<string, number>;
}

export const cellKey = (path: string, ...key: readonly string[]): string => [path, ...key].join("|");

export function addRows({ rows }: Plan, path: string, more: readonly PlannedRow[]): void {
  rows.set(path, [...(rows.get(path) ?? []), ...more]);
}
