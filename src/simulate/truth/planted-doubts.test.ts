import { describe, expect, it } from "vitest";
import { csvCells } from "../raw/csv.js";
import { csvFiles } from "../raw/raw-files.js";
import { simulateShop } from "../simulate-shop.js";
import { plantedDoubts } from "./planted-doubts.js";
import { plantedFaults } from "./planted-faults.js";

const options = { seed: 5, customers: 900, days: 300, picturesPerItem: 0 } as const;
const shop = simulateShop({ ...options, doubts: "planted" });
const doubts = plantedDoubts(shop);

type Row = Readonly<Record<string, string>>;

/** The rows of each file that the door lets in, by the columns of its header. */
function rowsOf(simulation: typeof shop): ReadonlyMap<string, Row[]> {
  return new Map(
    csvFiles(simulation).map(({ path, columns, lines }) => [
      path,
      Array.from(lines())
        .filter((line) => typeof line === "string" || line.fate === "kept")
        .map((line) => csvCells(typeof line === "string" ? line : line.text))
        .map((cells) => Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ""]))),
    ]),
  );
}

const doubtful = rowsOf(shop);
const clean = rowsOf(simulateShop(options));
const table = (path: string) => doubtful.get(path) ?? [];
const of = (rule: string) => doubts.filter((doubt) => doubt.rule === rule);
const text = (row: Row) => JSON.stringify(row);

describe("the planted doubts", () => {
  it("are none in a shop without them, and the files are then as ever", () => {
    expect(plantedDoubts(simulateShop(options))).toEqual([]);
    expect(clean.get("events.csv")![0]).not.toHaveProperty("user_agent");
  });

  it("leave every row they do not speak of as it was", () => {
    for (const path of ["orders.csv", "order_lines.csv", "items.csv", "reviews.csv", "customers.csv"]) {
      const before = clean.get(path)!.map(text);
      const after = new Set(table(path).map(text));
      const changed = before.filter((row) => !after.has(row)).length;
      const spoken = doubts.filter(({ truth }) => truth !== undefined).length + of("reviews.rating").length;
      expect(changed, path).toBeLessThan(before.length / 4);
      expect(changed, path).toBeLessThanOrEqual(11 * spoken); // orders without a total and half stars are no doubts
      expect(table(path).length, path).toBeGreaterThanOrEqual(before.length);
    }
  });

  it("are prices at a power of ten of the truth, and quantities at ten or a hundred times of it", () => {
    const lines = new Map(table("order_lines.csv").map((row) => [`${row["order_id"]} ${row["item_id"]}`, row]));
    for (const { rowId, itemId, truth } of of("order_lines.unit_price")) {
      const power = Math.log10(Number(lines.get(`${rowId} ${itemId}`)!["unit_price"]) / Number(truth));
      expect([-2, -1, 1, 2].some((whole) => Math.abs(power - whole) < 0.05)).toBe(true);
    }
    for (const { rowId, itemId, truth } of of("order_lines.quantity"))
      expect([10, 100]).toContain(Number(lines.get(`${rowId} ${itemId}`)!["quantity"]) / Number(truth));
  });

  it("are orders twice within ten minutes, on impossible days, for a test, without a country", () => {
    const orders = new Map(table("orders.csv").map((row) => [row["order_id"]!, row]));
    const last = Date.parse(clean.get("orders.csv")!.at(-1)!["ordered_at"]!);
    const at = (row: Row) => Date.parse(row["ordered_at"]!);
    for (const { rowId } of of("orders.ordered_at"))
      expect(at(orders.get(rowId)!) > last + 9e11 || at(orders.get(rowId)!) < Date.UTC(1990)).toBe(true);
    for (const { rowId } of of("orders.repeated")) {
      const copy = orders.get(rowId)!;
      const first = [...orders.values()].filter((row) => row["customer_id"] === copy["customer_id"] && row !== copy);
      expect(first.some((row) => at(copy) > at(row) && at(copy) - at(row) < 600_000)).toBe(true);
    }
    for (const { rowId } of of("orders.test")) expect(text(orders.get(rowId)!)).toMatch(/test|测试|dummy|sandbox/i);
    for (const { rowId } of of("orders.country")) expect(orders.get(rowId)!["country"]).toBe("");
  });

  it("are events of programs, on impossible days and in shifted weeks, and visitors with many events", () => {
    const counts = (column: string, from = 0, to?: number) => {
      const found = new Map<string, number>();
      for (const row of table("events.csv")) {
        const word = row[column]!.slice(from, to);
        found.set(word, (found.get(word) ?? 0) + 1);
      }
      return found;
    };
    const agents = counts("user_agent");
    for (const { rowId } of of("events.user_agent")) expect(agents.get(rowId)).toBeGreaterThan(4);
    const days = counts("occurred_at", 0, 10);
    for (const { rowId } of of("events.occurred_at")) expect(days.get(rowId)).toBeGreaterThan(0);
    const visitors = new Map([...counts("anonymous_id"), ...counts("customer_id")]);
    for (const { rowId } of of("events.visitor")) expect(visitors.get(rowId)).toBeGreaterThan(100);
    expect(of("events.time_zone").length).toBeGreaterThan(3);
  });

  it("are list prices in hundredths, items without a category, stars that are none", () => {
    const items = new Map(table("items.csv").map((row) => [row["item_id"]!, row]));
    for (const { rowId, truth } of of("items.price")) {
      const times = Number(items.get(rowId)!["price"]) / Number(truth);
      expect(times === 100 || (times > 0.009 && times < 0.012), `${rowId}: ${times}`).toBe(true);
    }
    for (const { rowId } of of("items.category")) expect(items.get(rowId)!["category"]).toBe("");
    const stars = new Map(table("reviews.csv").map((row) => [row["review_id"]!, Number(row["rating"])]));
    for (const { rowId } of of("reviews.rating")) expect(stars.get(rowId)! < 1 || stars.get(rowId)! > 5).toBe(true);
  });

  it("stand beside what the door refuses, which is as it was", () => {
    const refused = (simulation: typeof shop) =>
      plantedFaults(simulation).filter(({ fate }) => fate === "refused").length;
    expect(refused(shop)).toBe(refused(simulateShop(options)));
  });

  it("fit into a shop of a customer and a day", () => {
    const tiny = {
      seed: 1,
      customers: 1,
      items: 2,
      days: 1,
      established: 0,
      eventsTarget: 0,
      doubts: "planted",
    } as const;
    expect(csvFiles(simulateShop(tiny)).map(({ lines }) => [...lines()].length)).not.toContain(0);
  });
});
