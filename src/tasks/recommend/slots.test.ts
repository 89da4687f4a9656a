import { beforeAll, describe, expect, it } from "vitest";
import { numbers, textAt, texts } from "#table/table.js";
import { type MemoryShop, memoryShop } from "../../../test/memory-shop.js";
import type { TrainOptions } from "../task.js";
import { recommend } from "./recommend.js";
import type { RecommendModel } from "./recommend-model.js";

/** Whoever buys tea buys a pot with it, in one order; lamps go with nothing; the cup is new and the tray is gone. */
const orders: readonly (readonly [customer: string, day: string, country: string, ...items: string[]])[] = [
  ["anna", "2026-06-01", "DE", "tea", "pot"],
  ["ben", "2026-06-02", "DE", "tea", "pot", "tray"],
  ["cleo", "2026-06-03", "AT", "tea", "pot", "tray"],
  ["cleo", "2026-06-20", "AT", "lamp"],
  ["dora", "2026-09-20", "AT", "lamp"],
  ["emil", "2026-09-21", "AT", "lamp", "bulb"],
  ["finn", "2026-09-22", "DE", "tea"],
  ...Array.from({ length: 25 }, (_, n) => [`guest ${n}`, "2026-09-25", "FR", "bulb"] as const),
];

const catalogue = [
  ["tea", "Green tea", "Kitchen", "Linden", 5, true],
  ["pot", "Tea pot", "Kitchen", "Linden", 20, true],
  ["tray", "Tea tray", "Kitchen", "Okra", 10, false],
  ["lamp", "Desk lamp", "Light", "Okra", 30, true],
  ["bulb", "Bulb", "Light", null, 3, null],
  ["cup", "Tea cup", "Kitchen", "Linden", 8, true],
  ["plug", "Plug", "Light", null, 2, true],
] as const;

const signal = new AbortController().signal;
const training: TrainOptions = { seed: 1, candidate: "blend", progress: () => undefined, signal };
const text = (value: string | null) => (value === null ? "null" : `'${value}'`);

async function teaShop(): Promise<MemoryShop> {
  const shop = await memoryShop(recommend, { asOf: "2026-10-01", currency: "EUR", timeZone: "UTC" });
  for (const [id, name, category, brand, price, inStock] of catalogue) {
    await shop.warehouse.execute(
      `insert into items (item_id, name, category, brand, price, in_stock)
       values (${[id, name, category, brand].map(text).join(", ")}, ${price}, ${inStock})`,
    );
  }
  for (const [order, [customer, day, country, ...items]] of orders.entries()) {
    await shop.warehouse.execute(
      `insert into orders (order_id, customer_id, ordered_at, country) values ('o${order}', '${customer}', '${day}', '${country}')`,
    );
    for (const [line, item] of items.entries()) {
      await shop.warehouse.execute(
        `insert into order_lines (order_id, item_id, quantity, unit_price, price_sign, line_number)
         values ('o${order}', '${item}', 1, 5, 1, ${line})`,
      );
    }
  }
  return shop;
}

let shop: MemoryShop;
let model: RecommendModel;
beforeAll(async () => {
  shop = await teaShop();
  model = await recommend.train(shop.context, training);
});

const ask = (request: unknown) => recommend.predict(model, recommend.parse(request), shop.context);
const reasons = async (request: unknown) => {
  const answer = await ask(request);
  const [list] = recommend.lists!(answer, "en");
  return list?.items.map(({ name, reason }) => `${name}: ${reason}`);
};
const ids = ({ items }: { items: readonly { item: string }[] }) => items.map(({ item }) => item);

describe("a slot", () => {
  it("beside an item shows what its customers have too, counted", async () => {
    expect(await reasons({ slot: "similar", items: "tea", stock: "any" })).toEqual([
      "Tea pot: 3 of the 4 customers who bought Green tea have it too",
      "Tea tray: 2 of the 4 customers who bought Green tea have it too",
    ]);
  });

  it("with an item offers what is in its orders, counted", async () => {
    expect(await reasons({ slot: "bought-together", items: "tea" })).toEqual([
      "Tea pot: in 3 of the 4 orders with Green tea",
    ]);
    const answer = await ask({ slot: "bought-together", items: "tea" });
    expect(recommend.say(answer, "en")[0]!.text).toBe(
      "With Green tea, offer **Tea pot**: in 3 of the 4 orders with Green tea.",
    );
    expect(recommend.say(answer, "zh")[0]!.text).toContain("与“Green tea”一起推荐 **Tea pot**");
  });

  it("beside an item that goes with nothing says so and shows what is popular", async () => {
    const answer = await ask({ slot: "bought-together", items: "lamp" });
    expect(answer.instead).toBe("no neighbours");
    expect(ids(answer)[0]).toBe("bulb");
    expect(recommend.say(answer, "en")[1]!.text).toContain("**Nothing** goes with this item often enough");
  });

  it("shows what is bought these days, everywhere or in one country that buys enough", async () => {
    expect((await reasons({ slot: "popular", k: 2 }))!).toEqual([
      "Bulb: popular now: 26 orders in the last 28 days, 0 in the 28 before",
      "Desk lamp: popular now: 2 orders in the last 28 days, 0 in the 28 before",
    ]);
    expect(await reasons({ slot: "popular", country: "FR" })).toEqual([
      "Bulb: popular now: 25 orders in FR in the last 28 days, 0 in the 28 before",
    ]);
    // three orders of a country are no list of its own
    expect(ids(await ask({ slot: "popular", country: "AT" }))[0]).toBe("bulb");
    expect(ids(await ask({ slot: "popular", category: "Light" }))).toEqual(["bulb", "lamp"]);
  });

  it("of a visit reads its items, whoever it is, also the new ones", async () => {
    const answer = await ask({ slot: "next-in-session", items: "tray,tea", k: 1 });
    expect(answer.items[0]).toMatchObject({ item: "pot", evidence: { kind: "past" } });
    expect(recommend.lists!(answer, "en")[0]!.title).toBe("A visit · last: Green tea, Tea tray");
    const fresh = await ask({ slot: "next-in-session", items: "cup", k: 2 });
    expect(fresh.instead).toBe("unknown items");
    expect(fresh.items[0]).toMatchObject({ evidence: { kind: "words", like: { item: "cup" } } });
    expect(ids(fresh).every((item) => ["tea", "pot"].includes(item))).toBe(true);
  });

  it("shows what is new to those who like its kind, by the catalogue's words", async () => {
    expect(ids(await ask({ slot: "new", customer: "anna" }))[0]).toBe("cup");
    expect(ids(await ask({ slot: "new", customer: "dora" }))[0]).toBe("plug");
    expect((await reasons({ slot: "new", customer: "dora", k: 1 }))![0]).toBe("Plug: described like Desk lamp: Light");
  });

  it("for a stranger shows what is popular where they live", async () => {
    await shop.warehouse.execute("insert into customers (customer_id, country) values ('newcomer', 'FR')");
    const answer = await ask({ customer: "newcomer", k: 2 });
    expect(answer.kind).toBe("stranger");
    expect(answer.items[0]).toMatchObject({ item: "bulb", evidence: { kind: "now", country: "FR" } });
    expect(answer.items).toHaveLength(2);
  });

  it("for an item the catalogue describes and nobody has finds what is described alike", async () => {
    const answer = await ask({ slot: "similar", items: "cup" });
    expect(answer.instead).toBe("unknown items");
    expect(new Set(ids(answer).slice(0, 2))).toEqual(new Set(["tea", "pot"]));
  });

  it("about an item nobody knows shows what is popular", async () => {
    const answer = await ask({ slot: "similar", items: "no such thing" });
    expect([answer.instead, ids(answer)[0]]).toEqual(["no neighbours", "bulb"]);
  });

  it("is exported for every item, or as it is for all alike; and what hangs on who asks is not", async () => {
    const together = await recommend.answers(model, recommend.parse({ slot: "bought-together" }), shop.context);
    const row = (at: number) => ["item_id", "other_id"].map((name) => textAt(texts(together, name), at));
    expect([row(0), numbers(together, "together")[0]]).toEqual([["tea", "pot"], 3]);
    const popular = await recommend.answers(model, recommend.parse({ slot: "popular", k: 1 }), shop.context);
    expect(textAt(texts(popular, "item_id"), 0)).toBe("bulb");
    await expect(recommend.answers(model, recommend.parse({ slot: "next-in-session" }), shop.context)).rejects.toThrow(
      "next-in-session hangs on who asks",
    );
    await expect(recommend.explain(model, recommend.parse({ slot: "popular" }), shop.context)).rejects.toThrow(
      "of popular the answer itself says why",
    );
  });

  it("is shown in the report beside the customer's, where there is something to show", async () => {
    const titles = recommend.lists!(await ask({}), "en").map(({ title }) => title);
    expect(titles[0]).toMatch(/^Customer /);
    // of the items that go with something, the commonest stands for all
    const beside = ["Bought together with Green tea", "Similar to Green tea"];
    expect(titles.slice(1)).toEqual(["Popular now", ...beside, expect.stringMatching(/^New, for customer /)]);
    expect(recommend.lists!(await ask({ customer: "anna" }), "en")).toHaveLength(1);
  });
});

describe("a rule", () => {
  it("leaves out what is not in stock, says so, and lets it stand where any will do", async () => {
    const answer = await ask({ slot: "similar", items: "tea" });
    expect(ids(answer)).toEqual(["pot"]);
    expect(answer.rules.find(({ rule }) => rule === "stock")).toMatchObject({
      out: [{ item: "tray", name: "Tea tray" }],
      came: [],
      known: 2,
    });
    expect(recommend.say(answer, "en").at(-1)!.text).toBe("**1** item was left out as out of stock: Tea tray.");
    expect(ids(await ask({ slot: "similar", items: "tea", stock: "any" }))).toEqual(["pot", "tray"]);
  });

  it("leaves out what the customer has, or does not", async () => {
    const without = await ask({ customer: "anna" });
    expect(ids(without)).not.toContain("tea");
    expect(without.rules[0]).toMatchObject({ rule: "bought" });
    expect(without.rules[0]!.out.map(({ item }) => item).toSorted()).toEqual(["pot", "tea"]);
    expect(ids(await ask({ customer: "anna", bought: "allow" }))).toEqual(expect.arrayContaining(["tea", "pot"]));
  });

  it("keeps to categories", async () => {
    expect(ids(await ask({ customer: "anna", category: "Light" })).toSorted()).toEqual(["bulb", "lamp"]);
    expect(ids(await ask({ customer: "anna", category: "Light, Kitchen" }))).toHaveLength(2);
    const none = await ask({ customer: "anna", category: "Shoes" });
    expect(none.items).toEqual([]);
    expect(recommend.say(none, "en")[0]!.text).toContain("nothing new to show");
  });

  it("shows no more of a brand than asked for", async () => {
    const answer = await ask({ slot: "next-in-session", items: "tray", perBrand: 1, k: 3 });
    const brands = ids(answer).map((item) => catalogue.find(([id]) => id === item)![3]);
    expect(brands.filter((brand) => brand === "Linden")).toHaveLength(1);
    expect(answer.rules.at(-1)).toMatchObject({ rule: "brand", setting: "1" });
    expect(answer.rules.at(-1)!.out).toHaveLength(1);
  });

  it("shows unlike items when asked to", async () => {
    const alike = await ask({ slot: "next-in-session", items: "tea", stock: "any", k: 2 });
    expect(ids(alike)).toEqual(["pot", "tray"]);
    const unlike = await ask({ slot: "next-in-session", items: "tea", stock: "any", k: 2, diversity: 0.9 });
    expect(ids(unlike)).toEqual(["pot", "lamp"]);
    expect(unlike.rules.at(-1)).toMatchObject({ rule: "diversity", came: [{ item: "lamp" }] });
  });

  it("lets the margin count, and what leaves more of it comes first", async () => {
    const request = { slot: "similar", items: "tea", stock: "any" };
    expect(ids(await ask(request))).toEqual(["pot", "tray"]);
    await shop.warehouse.execute("update items set cost = price * case item_id when 'tray' then 0.2 else 0.9 end");
    const answer = await ask({ ...request, marginWeight: 1, k: 1 });
    expect(ids(answer)).toEqual(["tray"]);
    expect(answer.rules.at(-1)).toMatchObject({ rule: "margin", out: [{ item: "pot" }], came: [{ item: "tray" }] });
    expect(recommend.say(answer, "en").at(-1)!.text).toBe(
      "**1** item was left out because others leave more margin: Tea pot.",
    );
    await shop.warehouse.execute("update items set cost = null");
  });

  it("that lacks what it judges by says so", async () => {
    const answer = await ask({ customer: "anna", marginWeight: 0.5 });
    expect(recommend.say(answer, "en").at(-1)!.text).toBe(
      "The rule on margin **could not count**: it needs prices and costs in the catalogue.",
    );
    expect(recommend.say(answer, "zh").at(-1)!.text).toContain("无法生效");
  });

  it("holds in the export too", async () => {
    const exported = await recommend.answers(
      model,
      recommend.parse({ customer: "dora", stock: "in", perBrand: 1, k: 5 }),
      shop.context,
    );
    const items = Array.from({ length: exported.rows }, (_, row) => textAt(texts(exported, "item_id"), row));
    expect(items).not.toContain("tray");
    expect(items.filter((item) => item === "tea" || item === "pot")).toHaveLength(1);
    const kitchen = await recommend.answers(model, recommend.parse({ category: "Light" }), shop.context);
    expect(new Set(texts(kitchen, "item_id").codes)).toEqual(
      new Set([model.items.indexOf("lamp"), model.items.indexOf("bulb")]),
    );
  });

  it("is refused where it makes no sense, and named", () => {
    for (const nonsense of [
      { slot: "window" },
      { diversity: 2 },
      { marginWeight: -1 },
      { perBrand: 0 },
      { stock: "" },
    ]) {
      expect(() => recommend.parse(nonsense), JSON.stringify(nonsense)).toThrow();
    }
  });
});
