import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { mappingText } from "./mapping-text.js";
import { readMapping } from "./read-mapping.js";

const docs = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");
const example = docs.split("<!-- mapping-example -->")[1]?.split("<!-- /mapping-example -->")[0] ?? "";
const block = (language: string) => example.split(`\`\`\`${language}\n`)[1]?.split("```")[0] ?? "";

describe("the worked example of docs/formats.md", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "UTC" });
  });
  afterAll(() => shop.close());

  it("loads as the page says", async () => {
    const mapping = readMapping(shop.write("till.map.json", block("json")));
    const [report] = await shop.load([shop.write("till.csv", block("csv"))], { mappings: [mapping] });
    expect(report).toMatchObject({
      kind: "loaded",
      format: "till",
      rows: 4,
      refused: 1,
      reasons: [{ reason: "Betrag: not an amount such as 2,55", rows: 1 }],
    });
    expect(await shop.rows("select order_id, item_id, quantity, cents from sales order by all")).toEqual([
      { order_id: "1001", item_id: "TASSE", quantity: 1, cents: 123_450 },
      { order_id: "1001", item_id: "TEE", quantity: 3, cents: 5997 },
    ]);
    expect(await shop.rows("select refund_id, cents, epoch_ms(refunded_at) as at from refunds")).toEqual([
      { refund_id: "1001/TASSE", cents: 123_450, at: Date.UTC(2024, 0, 8, 16, 5) },
    ]);
    expect(
      await shop.rows("select epoch_ms(ordered_at) as at, currency, length(customer_id) as id from orders"),
    ).toEqual([{ at: Date.UTC(2024, 0, 5, 8, 30), currency: "EUR", id: 32 }]);
    expect(example).toContain("loads three of the four rows and refuses the last");
  });

  it("is written as a draft is written", () => {
    expect(mappingText(readMapping(shop.write("till.map.json", block("json"))))).toBe(block("json"));
  });
});
