import { describe, expect, it } from "vitest";
import { tableOf } from "#table/table.js";
import { orderHistories } from "./order-histories.js";
import { fitShelf, loadShelf, neighboursOf, shelfFiles } from "./shelf.js";

const table = tableOf({
  order_id: ["o1", "o1", "o2", "o2", "o2", "o3", "o3", "o4", null],
  item_id: ["tea", "pot", "pot", "tea", "tea", "tea", "cup", "cup", "pot"],
});
const items = ["tea", "pot", "cup"];
const options = { shrinkage: 1, signal: new AbortController().signal, progress: () => undefined };

describe("a shelf", () => {
  it("says how often two items are in one order, each order once, and leaves out what is in none", async () => {
    const orders = orderHistories(table, items)!;
    expect(orders.customers).toBe(4);
    const shelf = await fitShelf(orders, options);
    expect([...shelf.counts]).toEqual([3, 2, 2]);
    const neighbours = neighboursOf(shelf, 0, 1);
    expect(neighbours.map(({ item, both }) => [items[item], both])).toEqual([
      ["pot", 2],
      ["cup", 1],
    ]);
    expect(neighbours[0]!.weight).toBeCloseTo(2 / (Math.sqrt(6) + 1), 6);
    expect(neighboursOf(shelf, 0, 2)).toHaveLength(1);
  });

  it("is the same after it was saved and loaded", async () => {
    const shelf = await fitShelf(orderHistories(table, items)!, options);
    expect(loadShelf(shelfFiles("together", shelf), "together")).toEqual(shelf);
    expect(() => loadShelf({}, "together")).toThrow("expected a file");
  });

  it("is not there where rows name no orders", () => {
    expect(orderHistories(tableOf({ item_id: ["tea"] }), items)).toBeNull();
    expect(orderHistories(tableOf({ item_id: ["tea"], order_id: [null] }), items)).toBeNull();
  });
});
