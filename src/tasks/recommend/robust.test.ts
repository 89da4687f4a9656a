import { describe, expect, it } from "vitest";
import { recommenders } from "#models/recommend/recommenders.js";
import { numbers, tableOf, textAt, texts } from "#table/table.js";
import { memoryShop } from "../../../test/memory-shop.js";
import type { Context, EvaluateOptions, TrainOptions } from "../task.js";
import { recommend } from "./recommend.js";
import { slots } from "./request.js";

const signal = new AbortController().signal;
const quiet = { seed: 1, progress: () => undefined, signal };
const training: TrainOptions = { ...quiet, candidate: "blend" };
const evaluating: EvaluateOptions = { ...quiet, budgetSeconds: 60, candidates: [] };
const learnsFromFew = recommenders.filter(({ isTrained, parts }) => !isTrained && !parts).map(({ name }) => name);

async function shopOf(orders: readonly (readonly string[])[], catalogue: readonly string[]) {
  const shop = await memoryShop(recommend, { asOf: "2026-10-01", currency: "EUR", timeZone: "UTC" });
  for (const item of catalogue)
    await shop.warehouse.execute(`insert into items (item_id, name) values ('${item}', '${item}')`);
  for (const [order, items] of orders.entries()) {
    await shop.warehouse.execute(
      `insert into orders (order_id, customer_id, ordered_at) values ('o${order}', 'c${order}', '2026-09-2${order}')`,
    );
    for (const [line, item] of items.entries()) {
      await shop.warehouse.execute(
        `insert into order_lines (order_id, item_id, quantity, unit_price, price_sign, line_number)
         values ('o${order}', '${item}', 1, 5, 1, ${line})`,
      );
    }
  }
  return shop.context;
}

/** One customer has done a hundred thousand things with five hundred items, others a few. */
function busyShop(): Context {
  const customers = ["busy", ...Array.from({ length: 200 }, (_, u) => `c${u}`)];
  const rows = customers.flatMap((customer, u) => {
    const count = customer === "busy" ? 100_000 : 4;
    return Array.from({ length: count }, (_, p) => [customer, `i${(u * 7 + p) % 600}`] as const);
  });
  const busyRows = rows.filter(([, item]) => Number(item.slice(1)) < 500);
  const everyone = interactions(busyRows);
  const busy = interactions(busyRows.filter(([customer]) => customer === "busy"));
  return {
    asOf: "2026-10-01",
    currency: null,
    timeZone: "UTC",
    async read(query, parameters) {
      if (query === "items") return tableOf({ item_id: [] });
      if (query !== "interactions") return tableOf({});
      return parameters?.["customer"] === "busy" ? busy : everyone;
    },
  };
}

const interactions = (rows: readonly (readonly [string, string])[]) =>
  tableOf({
    customer_id: rows.map(([customer]) => customer),
    item_id: rows.map(([, item]) => item),
    event: rows.map(() => "view"),
    occurred_at: Float64Array.from(rows, (_, at) => at),
  });

describe("a shop with three orders", () => {
  it("has an answer in every slot, in both languages, without a number that is none", async () => {
    const context = await shopOf([["a", "b"], ["a", "b", "c"], ["d"]], ["a", "b", "c", "d"]);
    const model = await recommend.train(context, training);
    for (const slot of slots) {
      const answer = await recommend.predict(model, recommend.parse({ slot }), context);
      for (const language of ["en", "zh"] as const) {
        const said = recommend.say(answer, language);
        expect(said.length, slot).toBeGreaterThan(0);
        expect(JSON.stringify([said, recommend.lists!(answer, language)]), slot).not.toMatch(/NaN|undefined|Infinity/);
      }
      expect(
        answer.items.every(({ score }) => Number.isFinite(score)),
        slot,
      ).toBe(true);
    }
  });

  it("is evaluated as far as that goes, and says how little it says", async () => {
    const context = await shopOf([["a", "b"], ["a", "b", "c"], ["d"]], []);
    const { evaluation } = await recommend.evaluate(context, evaluating);
    expect(evaluation.protocol.en).toContain("Only 1 customers could be tested; below 100 the figures say little.");
    expect(evaluation.protocol.zh).toContain("仅有 1 位顾客可供测试");
    for (const { scores } of evaluation.candidates) {
      expect(scores.every(({ value, baseline }) => Number.isFinite(value) && Number.isFinite(baseline))).toBe(true);
    }
  });
});

describe("an item that was taken from the catalogue", () => {
  it("is shown no more, in answers and in the export, though its past still speaks", async () => {
    const orders = [
      ["a", "gone"],
      ["a", "gone", "b"],
      ["a", "gone"],
      ["gone", "b"],
    ];
    const context = await shopOf(orders, ["a", "b"]);
    const model = await recommend.train(context, training);
    const answer = await recommend.predict(model, recommend.parse({ slot: "next-in-session", items: "gone" }), context);
    expect(answer.items.map(({ item }) => item).toSorted()).toEqual(["a", "b"]);
    expect(answer.items[0]!.reasons[0]).toMatchObject({ item: "gone" });
    const beside = await recommend.predict(model, recommend.parse({ slot: "similar", items: "a" }), context);
    expect(beside.rules.find(({ rule }) => rule === "stock")!.out).toEqual([{ item: "gone", name: "gone" }]);
    const exported = await recommend.answers(model, recommend.parse({ customer: "c3" }), context);
    expect(exported.rows).toBe(1); // a; never what is gone, even if c3 had not had it
  });

  it("is shown where the catalogue is too small to be whole", async () => {
    const context = await shopOf(
      [
        ["a", "b", "c"],
        ["a", "b", "c"],
      ],
      ["a"],
    );
    const model = await recommend.train(context, training);
    const answer = await recommend.predict(model, recommend.parse({ slot: "similar", items: "a" }), context);
    expect(answer.items.map(({ item }) => item).toSorted()).toEqual(["b", "c"]);
  });
});

describe("a customer with a hundred thousand events", () => {
  it.each(learnsFromFew)("is answered by %s in a moment, with reasons", async (candidate) => {
    const context = busyShop();
    const model = await recommend.train(context, { ...training, candidate });
    const began = performance.now();
    const answer = await recommend.predict(model, recommend.parse({ customer: "busy", bought: "allow" }), context);
    expect(performance.now() - began).toBeLessThan(20_000); // a moment; the machine may be busy
    expect(answer.items).toHaveLength(10);
    for (const { score, reasons } of answer.items) {
      expect(Number.isFinite(score)).toBe(true);
      expect(reasons.every(({ share }) => share > 0 && share <= 1 + 1e-9)).toBe(true);
    }
  });

  it("does not keep the others from their answers", async () => {
    const context = busyShop();
    const model = await recommend.train(context, training);
    const exported = await recommend.answers(model, recommend.parse({ k: 3 }), context);
    const shown = texts(exported, "customer_id");
    const customers = new Set(Array.from({ length: exported.rows }, (_, row) => textAt(shown, row)));
    expect(customers.has("busy")).toBe(false); // who has everything already
    expect(customers.size).toBeGreaterThan(150);
    expect(exported.rows).toBe(3 * customers.size);
    expect(numbers(exported, "score").every(Number.isFinite)).toBe(true);
  });
});
