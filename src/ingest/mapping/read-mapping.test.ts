import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readMapping } from "./read-mapping.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-map-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "till.json");
const messageOf = (content: unknown): string => {
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  try {
    readMapping(path);
    return "it is a mapping";
  } catch (error) {
    return (error as Error).message;
  }
};
const columns = { order_id: "No", ordered_at: "At" };
const orders = (more: object) => ({
  mapping: 1,
  name: "till",
  tables: [{ table: "orders", columns: { ...columns, ...more } }],
});

describe("reading a mapping", () => {
  it("takes what is one, a byte order mark before it too", () => {
    expect(messageOf(orders({}))).toBe("it is a mapping");
    expect(
      messageOf(`\ufeff${JSON.stringify(orders({ customer_id: { column: "E-mail", pseudonym: "email" } }))}`),
    ).toBe("it is a mapping");
  });

  it.each([
    ["{", /is no JSON \(.+\); expected a mapping$/],
    [[], /is no mapping:\n {2}expected object, got \[\]$/],
    [
      { mapping: 2, name: "A b", tables: [] },
      /\n {2}mapping: expected 1, got 2\n {2}name: expected small letters.+, got "A b"\n {2}tables: .+got \[\]$/,
    ],
    [{ ...orders({}), date: "iso" }, /\n {2}expected no "date"$/],
    [{ ...orders({}), dates: "dmy" }, /\n {2}dates: expected "day-month-year", .+, got "dmy"$/],
    [
      { ...orders({}), timeZone: "Berlin" },
      /\n {2}timeZone: expected an IANA name such as Europe\/Berlin or Asia\/Shanghai$/,
    ],
    [{ ...orders({}), name: "shopify-orders" }, /is called "shopify-orders", as a format that comes with Shoplens/],
    [
      { ...orders({}), people: { email: "E-mail" } },
      /\n {2}people: no table has a customer_id that they could belong to$/,
    ],
    [
      orders({ order_id: "?" }),
      /\n {2}tables\.0\.columns\.order_id: still "\?"; expected the name of a column, or \{"value": …\}$/,
    ],
    [
      orders({ total: "Total" }),
      /\n {2}tables\.0\.columns\.total: orders has no column "total"; expected some of order_id, .+total_cents/,
    ],
    [
      orders({ country: 5 }),
      /\n {2}tables\.0\.columns\.country: expected the name of a column, \{"column": …\}.+, got 5$/,
    ],
    [
      orders({ customer_id: "E-mail" }),
      /\n {2}tables\.0\.columns\.customer_id: "E-mail" seems to be about people; expected "pseudonym" beside it/,
    ],
    [
      { mapping: 1, name: "till", tables: [{ table: "orders", columns: { order_id: "No" } }] },
      /\n {2}tables\.0\.columns: orders cannot do without ordered_at$/,
    ],
    [
      { mapping: 1, name: "till", tables: [{ table: "order", columns }] },
      /\n {2}tables\.0\.table: expected "customers", .+, got "order"$/,
    ],
  ])("says what came and what was expected: %j", (content, message) => {
    expect(messageOf(content)).toMatch(message);
    expect(messageOf(content)).toContain(path);
  });

  it("says when there is none", () => {
    expect(() => readMapping(join(folder, "absent.json"))).toThrow(/absent\.json does not exist; expected a mapping$/);
    expect(() => readMapping(folder)).toThrow(/cannot be read \(EISDIR\); expected a mapping$/);
  });
});
