import { describe, expect, it } from "vitest";
import { numbers, textAt, texts } from "#table/table.js";
import { type MemoryShop, memoryShop } from "../../../test/memory-shop.js";
import { recommend } from "./recommend.js";

const shop = () => memoryShop(recommend, { asOf: "2026-10-01", currency: "EUR", timeZone: "UTC" });

async function addOrder({ warehouse }: MemoryShop, id: string, customer: string | null, day: string, items: string[]) {
  const who = customer === null ? "null" : `'${customer}'`;
  await warehouse.execute(`insert into orders (order_id, customer_id, ordered_at) values ('${id}', ${who}, '${day}')`);
  for (const [line, item] of items.entries()) {
    await warehouse.execute(
      `insert into order_lines (order_id, item_id, quantity, unit_price, price_sign, line_number)
       values ('${id}', '${item}', 1, 5, 1, ${line})`,
    );
  }
}

async function addEvent(
  { warehouse }: MemoryShop,
  arrival: number,
  customer: string | null,
  item: string,
  event: string,
) {
  const who = customer === null ? "null" : `'${customer}'`;
  await warehouse.execute(
    `insert into events (customer_id, item_id, event, occurred_at, arrival)
     values (${who}, '${item}', '${event}', '2026-09-01', ${arrival})`,
  );
}

async function rows({ context }: MemoryShop, customer = ""): Promise<string[]> {
  const table = await context.read("interactions", { customer });
  const column = (name: string) => texts(table, name);
  return Array.from({ length: table.rows }, (_, row) =>
    ["customer_id", "item_id", "event"].map((name) => textAt(column(name), row)).join(" "),
  );
}

describe("interactions.sql", () => {
  it("gives the sale lines of known customers, oldest first and in the order of their lines", async () => {
    const filled = await shop();
    await addOrder(filled, "o2", "b", "2026-09-02", ["x"]);
    await addOrder(filled, "o1", "a", "2026-09-01", ["z", "y"]);
    await addOrder(filled, "o3", null, "2026-09-03", ["x"]);
    await addEvent(filled, 1, "a", "x", "purchase");
    expect(await rows(filled)).toEqual(["a z purchase", "a y purchase", "b x purchase"]);
    expect(await rows(filled, "b")).toEqual(["b x purchase"]);
    const table = await filled.context.read("interactions", { customer: "b" });
    expect(numbers(table, "occurred_at")[0]).toBe(Date.parse("2026-09-02T00:00:00Z"));
  });

  it("takes the strongest kind of event where nothing was sold, in the order of loading", async () => {
    const filled = await shop();
    await addEvent(filled, 3, "a", "z", "view");
    expect(await rows(filled)).toEqual(["a z view"]);
    await addEvent(filled, 2, "a", "y", "cart");
    await addEvent(filled, 1, "b", "x", "cart");
    await addEvent(filled, 0, null, "x", "purchase");
    expect(await rows(filled)).toEqual(["b x cart", "a y cart"]);
    await addEvent(filled, 4, "a", "x", "purchase");
    expect(await rows(filled)).toEqual(["a x purchase"]);
  });

  it("takes whatever customers did with items where it knows no better", async () => {
    const filled = await shop();
    await addEvent(filled, 0, "a", "x", "wished for");
    await addEvent(filled, 1, "a", "y", "shared");
    expect(await rows(filled)).toEqual(["a x wished for", "a y shared"]);
  });

  it("is empty in an empty shop, and keeps a customer's name from being read as SQL", async () => {
    expect(await rows(await shop())).toEqual([]);
    expect(await rows(await shop(), "' or 1=1 --")).toEqual([]);
  });
});
