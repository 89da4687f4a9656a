import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../test/loading-shop.js";
import { findFaults, queryOf } from "./find-faults.js";
import { rules } from "./rules.js";

describe("a cleaning rule", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  afterAll(() => shop.close());

  it.each(Object.keys(rules))("%s binds and finds nothing in an empty shop", async (file) => {
    expect(await shop.rows(queryOf(file))).toEqual([]);
  });

  it("fills the table of findings, all of them at once", async () => {
    await findFaults(shop.warehouse, new Set(["orders", "order_lines", "events", "items", "reviews", "customers"]));
    expect(await shop.rows("select * from cleanings")).toEqual([]);
  });
});
