import { describe, expect, it } from "vitest";
import { columnsOf } from "#contract/columns.js";
import { contract, type TableName } from "#contract/contract.js";
import { simulateShop } from "../simulate-shop.js";
import type { Simulation } from "../simulation.js";
import { trueTotals } from "../truth/true-totals.js";
import type { CsvFile } from "./csv.js";
import { csvFiles, rawFiles } from "./raw-files.js";

const shop = simulateShop({ seed: 1, customers: 600, items: 60, days: 200, eventsTarget: 8000 });

type Row = Readonly<Record<string, string>>;

/** The rows of a file that can be understood, as text by column. */
function rowsOf({ columns, lines }: CsvFile): Row[] {
  return Array.from(lines())
    .filter((line) => typeof line === "string" || line.fate === "kept")
    .map((line) => {
      const cells = fields(typeof line === "string" ? line : line.text);
      if (cells.length !== columns.length) throw new Error(`${cells.length} cells, expected ${columns.length}`);
      return Object.fromEntries(columns.map((column, place) => [column, cells[place]!]));
    });
}

/** The fields of one record by RFC 4180. */
function fields(line: string): string[] {
  const found = line.match(/(?<=^|,)("(?:[^"]|"")*"|[^,]*)(?=,|$)/g) ?? [];
  return found.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

const read = (simulation: Simulation): ReadonlyMap<string, Row[]> =>
  new Map(csvFiles(simulation).map((file) => [file.path, rowsOf(file)]));

const files = read(shop);
const table = (path: string) => files.get(path) ?? [];
const isPositive = (line: Row) => Number(line["quantity"]) > 0;

describe("the raw files of a simulated shop", () => {
  it.each([...files.keys()])("%s is what the contract says, row by row", (path) => {
    const name = path.replace(".csv", "") as TableName;
    const types = new Map(columnsOf(name).map((column) => [column.name, column.type]));
    const typed = (column: string, text: string) => {
      const type = types.get(column);
      if (type === "whole" || type === "number" || type === "price") return Number(text);
      return type === "flag" ? { true: true, false: false }[text] : text;
    };
    const strict = contract[name].strict();
    for (const row of table(path)) {
      const cells = Object.entries(row).filter(([, text]) => text !== "");
      strict.parse(Object.fromEntries(cells.map(([column, text]) => [column, typed(column, text)])));
    }
  });

  it("names each customer, item and order once, and refers to none that is not there", () => {
    const keys = (path: string, column: string) => table(path).map((row) => row[column]!);
    for (const [path, column] of [
      ["items.csv", "item_id"],
      ["customers.csv", "customer_id"],
      ["orders.csv", "order_id"],
      ["refunds.csv", "refund_id"],
      ["reviews.csv", "review_id"],
      ["events.csv", "event_id"],
    ] as const) {
      expect(new Set(keys(path, column)).size, path).toBe(table(path).length);
    }
    for (const column of ["item_id", "customer_id", "order_id"] as const) {
      const owner = { item_id: "items.csv", customer_id: "customers.csv", order_id: "orders.csv" }[column];
      const known = new Set(["", ...keys(owner, column)]);
      for (const [path, rows] of files) {
        expect(
          rows.map((row) => row[column] ?? "").filter((key) => !known.has(key)),
          path,
        ).toEqual([]);
      }
    }
  });

  it("has a purchase event for each order line, and a line for each purchase event", () => {
    const key = (row: Row, at: string) => [row["order_id"], row["item_id"], row["quantity"], at].join("|");
    const bought = table("events.csv").filter(({ event }) => event === "purchase");
    const lines = table("order_lines.csv").filter(isPositive);
    expect(bought.map((row) => key(row, row["occurred_at"]!)).sort()).toEqual(
      lines.map((row) => key(row, row["occurred_at"]!)).sort(),
    );
  });

  it("has orders whose lines and delivery add up to their total to the cent", () => {
    const goods = new Map<string, number>();
    for (const line of table("order_lines.csv").filter(isPositive)) {
      const cents = Number(line["quantity"]) * Math.round(Number(line["unit_price"]) * 100);
      const off = Math.round(Number(line["discount"]) * 100);
      goods.set(line["order_id"]!, (goods.get(line["order_id"]!) ?? 0) + cents - off);
    }
    for (const order of table("orders.csv")) {
      expect(Number(order["total_cents"])).toBe(goods.get(order["order_id"]!)! + Number(order["shipping_cents"]));
    }
  });

  it("has no order, event or review before its customer's account, and none off the record", () => {
    const made = new Map(table("customers.csv").map((row) => [row["customer_id"], row["created_at"]!]));
    const ends = new Date(shop.calendar.startsAt[shop.calendar.closes]!).toISOString();
    for (const [path, column] of [
      ["orders.csv", "ordered_at"],
      ["events.csv", "occurred_at"],
      ["reviews.csv", "written_at"],
    ] as const) {
      const early = ({ [column]: at, customer_id }: Row) => customer_id !== "" && at! <= made.get(customer_id)!;
      expect(
        table(path).filter((row) => row[column]! >= ends || early(row)),
        path,
      ).toEqual([]);
    }
  });

  it("pays back no more than was paid, and nothing for a cancelled order", () => {
    const cancelled = new Set(
      table("orders.csv").flatMap((row) => (row["cancelled"] === "true" ? [row["order_id"]] : [])),
    );
    const paid = new Map<string, number>();
    for (const line of table("order_lines.csv").filter(isPositive)) {
      const cents = Number(line["quantity"]) * Number(line["unit_price"]) * 100;
      paid.set(`${line["order_id"]}|${line["item_id"]}`, cents);
    }
    expect(table("refunds.csv").length).toBeGreaterThan(20);
    for (const refund of table("refunds.csv")) {
      expect(cancelled.has(refund["order_id"])).toBe(false);
      expect(Number(refund["cents"])).toBeLessThanOrEqual(
        paid.get(`${refund["order_id"]}|${refund["item_id"]}`)! + 1e-6,
      );
      expect(Number(refund["cents"])).toBeGreaterThan(0);
    }
  });

  it("adds up to the true totals", () => {
    const cancelled = new Map(table("orders.csv").map((row) => [row["order_id"], row["cancelled"] === "true"]));
    const sold = table("order_lines.csv").filter((line) => isPositive(line) && !cancelled.get(line["order_id"]!));
    const cents = sold.map(
      (line) =>
        Number(line["quantity"]) * Math.round(Number(line["unit_price"]) * 100) -
        Math.round(Number(line["discount"]) * 100),
    );
    const { sales, refunds } = trueTotals(shop);
    expect(sales.lines).toBe(sold.length);
    expect(sales.cents).toBe(cents.reduce((sum, value) => sum + value, 0));
    expect(refunds.orders).toBe([...cancelled.values()].filter(Boolean).length);
  });

  it("comes in any currency: yen have no minor unit", () => {
    const yen = read(
      simulateShop({ seed: 1, customers: 50, eventsTarget: 500, currency: "JPY", timeZone: "Asia/Tokyo" }),
    );
    expect(yen.get("items.csv")!.every(({ price, currency }) => /^\d{3,5}$/.test(price!) && currency === "JPY")).toBe(
      true,
    );
  });

  it("lists the pictures it hands over: PNG, 128 pixels square", async () => {
    const pictures = [...rawFiles(shop)].filter(({ path }) => path.endsWith(".png"));
    expect(pictures.map(({ path }) => path)).toEqual(table("item_pictures.csv").map(({ path }) => path));
    for await (const chunk of pictures[0]!.chunks()) {
      const png = new DataView(chunk.buffer, chunk.byteOffset);
      expect([png.getUint32(0), png.getUint32(16), png.getUint32(20)]).toEqual([0x89504e47, 128, 128]);
    }
  });

  it("comes close to the number of events asked for", () => {
    expect(Math.abs(table("events.csv").length / 8000 - 1)).toBeLessThan(0.1);
  });
});
