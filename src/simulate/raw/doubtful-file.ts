import { childSeed } from "../child-seed.js";
import { doubtsOf } from "../doubts/doubts-of.js";
import { mondayOf } from "../doubts/monday-of.js";
import { cellKey, type ExtraOrder, type Plan, type PlannedRow } from "../doubts/plan.js";
import { browsers } from "../doubts/user-agents.js";
import { moneyOf } from "../money.js";
import type { Simulation } from "../simulation.js";
import { type Cell, type CsvFile, csvCells, csvLine } from "./csv.js";
import type { Line } from "./fault.js";
import { isoTime } from "./iso-time.js";

/** What a row is known by, in the files in which something is changed. */
const keys: Readonly<Record<string, readonly string[]>> = {
  "items.csv": ["item_id"],
  "orders.csv": ["order_id"],
  "order_lines.csv": ["order_id", "item_id"],
  "reviews.csv": ["review_id"],
};

/** A file with what is doubtful in it: cells written differently, and rows more at its end. */
export function doubtfulFile(simulation: Simulation, file: CsvFile): CsvFile {
  const columns = file.path === "events.csv" ? [...file.columns, "user_agent"] : file.columns;
  return { path: file.path, columns, lines: () => doubtfulLines(simulation, file, columns) };
}

function* doubtfulLines(simulation: Simulation, file: CsvFile, columns: readonly string[]): Generator<Line> {
  const plan = doubtsOf(simulation);
  const written = writer(plan, file);
  for (const line of file.lines()) {
    if (typeof line === "string") yield written(line);
    // what the door refuses has nothing planted in it; a negative line has the key of the line it follows
    else if (line.fate === "refused")
      yield { ...line, text: line.text + ",".repeat(columns.length - file.columns.length) };
    else if (line.kind === "negative quantity without a cancellation") yield line;
    else yield { ...line, text: written(line.text) };
  }
  for (const row of [...(plan.rows.get(file.path) ?? []), ...extraRows(plan, simulation, file.path)])
    yield csvLine(columns.map((column) => row[column] ?? null));
}

/** From the line of an honest shop to the line that is written. */
function writer(plan: Plan, { path, columns }: CsvFile): (line: string) => string {
  if (path === "events.csv") return eventWriter(plan, columns);
  const key = keys[path]?.map((column) => columns.indexOf(column));
  if (!key) return (line) => line;
  return (line) => {
    const cells = csvCells(line);
    const changed = plan.cells.get(cellKey(path, ...key.map((place) => cells[place] ?? "")));
    if (!changed) return line;
    return csvLine(cells.map((cell, place) => emptyAsNull(changed[columns[place]!] ?? cell)));
  };
}

const emptyAsNull = (cell: string): Cell => (cell === "" ? null : cell);

/** Every event says what browser it came from; in some weeks the tracker's clock is another. */
function eventWriter(plan: Plan, columns: readonly string[]): (line: string) => string {
  const at = columns.indexOf("occurred_at");
  const who = [columns.indexOf("customer_id"), columns.indexOf("anonymous_id")] as const;
  const zones = [...new Set(plan.shifts.values())];
  return (line) => {
    const cells = csvCells(line);
    const moment = Date.parse(cells[at]!);
    const shift = zones.find((seconds) => plan.shifts.get(weekOf(moment + seconds * 1000)) === seconds) ?? 0;
    cells[at] = isoTime(moment + shift * 1000);
    const visitor = cells[who[0]] || cells[who[1]] || "";
    return csvLine([...cells.map(emptyAsNull), browsers[hashOf(visitor) % browsers.length]!]);
  };
}

const weekOf = (at: number) => new Date(mondayOf(at)).toISOString().slice(0, 10);
const hashOf = (text: string) => [...text].reduce((hash, letter) => childSeed(hash, letter.charCodeAt(0)), 0);

function extraRows({ doubtful, honest }: Plan, { options }: Simulation, path: string): PlannedRow[] {
  const orders = [...doubtful, ...honest];
  if (path === "orders.csv") return orders.map((order) => orderRow(order, options.currency));
  if (path === "order_lines.csv") return orders.flatMap((order) => lineRows(order, options.currency));
  return [];
}

function orderRow({ orderId, customerId, orderedAt, country, channel, lines, total }: ExtraOrder, currency: string) {
  const cents = lines.reduce((sum, line) => sum + line.quantity * line.priceCents - line.discountCents, 0);
  const about = { country, currency, cancelled: "false", channel, shipping_cents: 0, updated_at: orderedAt };
  const total_cents = total === "stated" ? cents : null;
  return { order_id: orderId, customer_id: customerId, ordered_at: orderedAt, ...about, total_cents };
}

function lineRows({ orderId, orderedAt, lines }: ExtraOrder, currency: string): PlannedRow[] {
  const { major } = moneyOf(currency);
  return lines.map(({ itemId, quantity, priceCents, discountCents }) => ({
    order_id: orderId,
    item_id: itemId,
    quantity,
    unit_price: major(priceCents),
    discount: discountCents > 0 ? major(discountCents) : null,
    occurred_at: orderedAt,
  }));
}
