import { describe, expect, it } from "vitest";
import { tableOf } from "#table/table.js";
import { interactionsOf } from "./interactions.js";

const of = (customer_id: (string | null)[], item_id: (string | null)[], more: Record<string, (string | null)[]> = {}) =>
  tableOf({ customer_id, item_id, ...more });

function listsOf({ sequences: { customers, starts, item } }: ReturnType<typeof interactionsOf>): number[][] {
  return Array.from({ length: customers }, (_, u) => [...item.subarray(starts[u], starts[u + 1])]);
}

describe("interactions", () => {
  it("gather each customer's items in the order of the rows, customers in order of first appearance", () => {
    const found = interactionsOf(of(["b", "a", "b", "a", "b"], ["x", "y", "z", "x", "y"]));
    expect(found.customers).toEqual(["b", "a"]);
    expect(found.items).toEqual(["x", "y", "z"]);
    expect(listsOf(found)).toEqual([
      [0, 2, 1],
      [1, 0],
    ]);
    expect(found.given).toBeNull();
  });

  it("number an item by its id where the ids are 1 to n", () => {
    const found = interactionsOf(of(["a", "a", "a"], ["3", "1", "2"]));
    expect(found.items).toEqual(["1", "2", "3"]);
    expect(listsOf(found)).toEqual([[2, 0, 1]]);
  });

  it.each([
    ["a gap", ["1", "3"]],
    ["a zero", ["0", "1"]],
    ["another spelling", ["01", "2"]],
    ["a word", ["1", "two"]],
  ])("number by first appearance where there is %s among the ids", (_, ids) => {
    expect(interactionsOf(of(["a", "a"], ids.toReversed())).items).toEqual(ids.toReversed());
  });

  it("keep the numbers of known items and put new ones after them", () => {
    const found = interactionsOf(of(["a", "a"], ["2", "1"]), ["gone", "1"]);
    expect(found.items).toEqual(["gone", "1", "2"]);
    expect(listsOf(found)).toEqual([[2, 1]]);
  });

  it("leave out rows without a customer or without an item", () => {
    const found = interactionsOf(of([null, "a", "a"], ["x", null, "y"]));
    expect(found.items).toEqual(["y"]);
    expect(listsOf(found)).toEqual([[0]]);
  });

  it("honour the split the data brings, and keep a test row that asks", () => {
    const split = ["test", "train", "valid", "validation", "Train", null];
    const found = interactionsOf(of(["a", "a", "a", "b", "b", "b"], [null, "x", "y", "z", "x", "y"], { split }));
    expect(listsOf(found)).toEqual([
      [0, 1, -1],
      [0, 1, 2],
    ]);
    expect(found.given).toEqual({ validation: Int32Array.of(1, 5), test: Int32Array.of(2, 6) });
  });

  it("say which split they do not know", () => {
    const table = of(["a"], ["x"], { split: ["<b>tset</b>"] });
    expect(() => interactionsOf(table)).toThrow('split must be train, validation or test, got "<b>tset</b>"');
  });

  it("take a split column that is empty for none", () => {
    expect(interactionsOf(of(["a"], ["x"], { split: [null] })).given).toBeNull();
  });

  it("are empty where the table is", () => {
    expect(interactionsOf(of([], [])).sequences).toMatchObject({ customers: 0, items: 0 });
  });
});
