import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import { type MemoryShop, memoryShop } from "../../../test/memory-shop.js";
import type { CustomerProfile, ShopProfile } from "./answer.js";
import { compareIds } from "./fifths.js";
import { dayNumber } from "./order-history.js";
import { profile } from "./profile.js";
import { allScores, rfmCuts, snapshotOf } from "./snapshot.js";

const AS_OF = "2024-07-01";
const options = { seed: 1, candidate: "rfm", progress: () => {}, signal: new AbortController().signal };
const evaluating = { ...options, budgetSeconds: 60, candidates: [] };

/** One line of an order, as a test writes it. */
interface Line {
  readonly order: string;
  readonly customer: string | null;
  readonly day: string;
  readonly item?: string;
  readonly quantity?: number;
  readonly price?: number;
  readonly cancelled?: boolean;
  readonly country?: string;
}

let shop: MemoryShop;

beforeAll(async () => {
  shop = await memoryShop(profile, { asOf: AS_OF, currency: "EUR", timeZone: "UTC" });
});

/** The one shop of these tests, emptied and filled with `lines`: opening another would take longer than a test. */
async function shopWith(lines: readonly Line[]): Promise<MemoryShop> {
  for (const table of ["orders", "order_lines", "items", "customers"])
    await shop.warehouse.execute(`delete from ${table}`);
  await load(shop, lines);
  return shop;
}

const text = (value: string | null | undefined) => (value == null ? "null" : `'${value.replaceAll("'", "''")}'`);

async function load({ warehouse }: MemoryShop, lines: readonly Line[]): Promise<void> {
  const orders = new Map(lines.map((line) => [line.order, line]));
  const orderRows = [...orders.values()].map(
    ({ order, customer, day, cancelled, country }) =>
      `(${text(order)}, ${text(customer)}, '${day}', ${text(country)}, ${cancelled ?? false}, 'shop')`,
  );
  const lineRows = lines.map(
    ({ order, item = "x", quantity = 1, price = 1, day }, i) =>
      `(${text(order)}, ${text(item)}, ${quantity}, ${price}, '${day}', ${i}, ${Math.sign(price)})`,
  );
  if (lines.length === 0) return;
  await warehouse.execute(
    `insert into orders (order_id, customer_id, ordered_at, country, cancelled, origin) values ${orderRows.join(", ")}`,
  );
  await warehouse.execute(
    `insert into order_lines (order_id, item_id, quantity, unit_price, occurred_at, line_number, price_sign) values ${lineRows.join(", ")}`,
  );
}

async function shopAnswer({ context }: MemoryShop): Promise<ShopProfile> {
  const model = await profile.train(context, options);
  return (await profile.predict(model, {}, context)) as ShopProfile;
}

async function answersOf({ context }: MemoryShop): Promise<Record<string, unknown>[]> {
  return rowsOf(await profile.answers(await profile.train(context, options), {}, context));
}

function rowsOf(table: Table): Record<string, unknown>[] {
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(
      Object.entries(table.columns).map(([name, column]) => [
        name,
        column instanceof Float64Array ? column[row] : textAt(column, row),
      ]),
    ),
  );
}

/** The slow, obvious version of the customers and their scores. */
function slowly(lines: readonly Line[]) {
  const sales = lines.filter(
    ({ customer, quantity = 1, price = 1, cancelled, day }) =>
      customer !== null && quantity > 0 && price > 0 && !cancelled && day < AS_OF,
  );
  const ids = [...new Set(sales.map(({ customer }) => customer!))].toSorted(compareIds);
  const rows = ids.map((id) => {
    const mine = sales.filter(({ customer }) => customer === id);
    const last = mine
      .map(({ day }) => day)
      .toSorted()
      .at(-1)!;
    return {
      customer_id: id,
      recency_days: dayNumber(AS_OF) - dayNumber(last),
      frequency: new Set(mine.map(({ order }) => order)).size,
      monetary_cents: mine.reduce((sum, { quantity = 1, price = 1 }) => sum + Math.round(quantity * price * 100), 0),
    };
  });
  const scored = (value: (row: (typeof rows)[number]) => number) => {
    const ranked = rows.toSorted((a, b) => value(a) - value(b) || compareIds(a.customer_id, b.customer_id));
    return (row: (typeof rows)[number]) => Math.ceil((5 * (ranked.indexOf(row) + 1)) / rows.length);
  };
  const [r, f, m] = [scored((x) => -x.recency_days), scored((x) => x.frequency), scored((x) => x.monetary_cents)];
  return rows.map((row) => ({ ...row, r: r(row), f: f(row), m: m(row) }));
}

const someLines: fc.Arbitrary<Line[]> = fc
  .array(
    fc.record({
      customer: fc.constantFrom(null, "1", "10", "9", "a b", "é", "中", "\u{1f600}", "O'Hara"),
      day: fc.constantFrom("2023-11-30", "2024-01-01", "2024-03-15", "2024-06-30", "2024-07-01", "2024-08-09"),
      cancelled: fc.boolean(),
      lines: fc.array(
        fc.record({
          item: fc.constantFrom("x", "y"),
          quantity: fc.integer({ min: -2, max: 5 }),
          price: fc.constantFrom(-1, 0, 0.35, 2, 19.99),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { maxLength: 25 },
  )
  .map((orders) =>
    orders.flatMap(({ lines, ...order }, i) => lines.map((line) => ({ ...order, ...line, order: `o${i}` }))),
  );

describe("the customers of a shop", () => {
  it("are those of the slow, obvious version, scores included, on any small shop", async () => {
    await fc.assert(
      fc.asyncProperty(someLines, async (lines) => {
        const { context } = await shopWith(lines);
        const snapshot = snapshotOf(await context.read("customers", { customer: "" }));
        const scores = allScores(snapshot, rfmCuts(snapshot));
        const ours = snapshot.ids.map((id, row) => ({
          customer_id: id,
          recency_days: snapshot.recencyDays[row],
          frequency: snapshot.frequency[row],
          monetary_cents: snapshot.monetaryCents[row],
          ...scores[row],
        }));
        expect(ours).toEqual(slowly(lines));
      }),
      { numRuns: 30 },
    );
  });

  it("do not depend on the order in which the rows were loaded", async () => {
    const lines = Array.from({ length: 60 }, (_, i) => ({
      order: `o${i % 40}`,
      customer: `c${(i % 40) % 11}`,
      day: `2024-0${1 + ((i % 40) % 6)}-1${(i % 40) % 10}`,
      item: `item ${i % 7}`,
      price: 1 + (i % 5),
      country: i % 40 < 20 ? "DE" : "FR",
    }));
    const told = async (some: readonly Line[]) => {
      const filled = await shopWith(some);
      return [await answersOf(filled), await shopAnswer(filled)];
    };
    expect(await told(lines.toReversed())).toEqual(await told(lines));
  });

  it("have as favourite the item of most of their orders, then of most pieces, then of the smaller id", async () => {
    await shopWith([
      { order: "1", customer: "a", day: "2024-01-01", item: "twice", price: 1 },
      { order: "2", customer: "a", day: "2024-02-01", item: "twice", price: 1 },
      { order: "2", customer: "a", day: "2024-02-01", item: "dear", price: 900, quantity: 50 },
      { order: "3", customer: "b", day: "2024-02-01", item: "less", quantity: 2 },
      { order: "3", customer: "b", day: "2024-02-01", item: "more", quantity: 3 },
      { order: "4", customer: "c", day: "2024-02-01", item: "y" },
      { order: "4", customer: "c", day: "2024-02-01", item: "x" },
    ]);
    await shop.warehouse.execute(
      "insert into items (item_id, name, category) values ('twice', 'Tea', 'Kitchen'), ('dear', 'Vase', 'Home')",
    );
    expect(
      (await answersOf(shop)).map(({ favourite_item, favourite_category }) => [favourite_item, favourite_category]),
    ).toEqual([
      ["twice", "Kitchen"],
      ["more", null],
      ["x", null],
    ]);
  });

  it("live where their last order went", async () => {
    await shopWith([
      { order: "1", customer: "a", day: "2024-05-01", country: "DE" },
      { order: "2", customer: "a", day: "2024-01-01", country: "FR" },
    ]);
    expect((await answersOf(shop))[0]).toMatchObject({
      country: "DE",
      first_day: "2024-01-01",
      last_day: "2024-05-01",
      days_between_orders: 121,
    });
  });

  it("are followed by the accounts that have never ordered, as prospects", async () => {
    await shopWith([{ order: "1", customer: "a", day: "2024-05-01" }]);
    await shop.warehouse.execute(
      "insert into customers (customer_id, country, created_at) values ('a', 'DE', null), ('p', 'FR', '2024-01-01'), ('later', null, '2025-01-01')",
    );
    const answers = await answersOf(shop);
    expect(answers.map(({ customer_id, segment }) => [customer_id, segment])).toEqual([
      ["a", "champions"],
      ["p", "prospects"],
    ]);
    expect(answers[1]).toMatchObject({ country: "FR", r: Number.NaN, favourite_item: null });
    expect((await shopAnswer(shop)).prospects).toBe(1);
    const model = await profile.train(shop.context, options);
    expect(await profile.predict(model, { customer: "p" }, shop.context)).toMatchObject({
      kind: "prospect",
      country: "FR",
    });
  });
});

/** Forty customers over half a year; the even ones come back every three weeks, the odd ones came once or twice. */
const habits: readonly Line[] = Array.from({ length: 40 }, (_, customer) =>
  Array.from({ length: customer % 2 === 0 ? 8 : 1 + (customer % 3 === 0 ? 1 : 0) }, (_, i) => ({
    order: `${customer}-${i}`,
    customer: `c${customer}`,
    day: new Date(Date.UTC(2024, 0, 2 + customer / 2 + i * 21)).toISOString().slice(0, 10),
    item: `item ${customer % 5}`,
    price: 10 + customer,
    country: customer < 30 ? "DE" : "FR",
  })),
).flat();

describe("one customer", () => {
  it("is scored from the saved model as among all the others", async () => {
    const { context } = await shopWith(habits);
    const model = profile.load(profile.save(await profile.train(context, options)));
    const everyone = rowsOf(await profile.answers(model, {}, context));
    for (const row of everyone.slice(0, 8)) {
      const one = (await profile.predict(
        model,
        profile.parse({ customer: row["customer_id"] }),
        context,
      )) as CustomerProfile;
      expect({ ...one.scores, segment: one.segment, chance: one.buyAgain?.chance }).toEqual({
        r: row["r"],
        f: row["f"],
        m: row["m"],
        segment: row["segment"],
        chance: row["buy_again_chance"],
      });
    }
  });

  it("is explained exactly: recency, frequency and spend add up to the distance from the middle", async () => {
    const { context } = await shopWith(habits);
    const model = await profile.train(context, options);
    const why = await profile.explain(model, { customer: "c0" }, context);
    expect(why.error).toBe(0);
    expect(why.contributions.map(({ feature }) => feature)).toEqual(["recency", "frequency", "monetary"]);
    const all = await profile.explain(model, {}, context);
    expect(all.error).toBe(0);
    expect(all.answer).toBe(habits.reduce((sum, { price = 0 }) => sum + price * 100, 0));
  });

  it("that the shop does not know is refused by name", async () => {
    const { context } = await shopWith(habits);
    const model = await profile.train(context, options);
    await expect(profile.predict(model, { customer: "'; drop table orders; --" }, context)).rejects.toThrow(
      `got "'; drop table orders; --"`,
    );
  });

  it("must be named by text, and nothing else can be asked", () => {
    expect(() => profile.parse({ customer: "" })).toThrow();
    expect(() => profile.parse({ customer: 7 })).toThrow();
    expect(() => profile.parse({ custmer: "a" })).toThrow(/custmer/);
  });
});

describe("profile", () => {
  it("learns who buys again where there is something to learn, and finds the planted rhythm", async () => {
    const { context } = await shopWith(habits);
    const { evaluation, predictions } = await profile.evaluate(context, evaluating);
    expect(evaluation.candidates.map(({ name }) => name)).toEqual(["recency", "frequency", "rfm"]);
    const chosen = evaluation.candidates.find(({ name }) => name === evaluation.chosen);
    expect(chosen?.validation[0]?.value).toBeGreaterThan(0.8);
    expect(predictions.rows).toBeGreaterThan(0);
    const chances = numbers(predictions, "chance");
    const regular = texts(predictions, "customer_id").words.map((id) => Number(id.slice(1)) % 2 === 0);
    const mean = (some: boolean) => {
      const picked = chances.filter((_, i) => regular[i] === some);
      return picked.reduce((sum, chance) => sum + chance, 0) / picked.length;
    };
    expect(mean(true)).toBeGreaterThan(mean(false) + 0.3);
  });

  it("measures a single file of orders as it does the shop they came from", async () => {
    const { context } = await shopWith(habits);
    const table = await context.read("orders");
    const fromFile = await profile.evaluate({ ...context, asOf: "1970-01-01", read: async () => table }, evaluating);
    const fromShop = await profile.evaluate(
      { ...context, asOf: "2024-06-17", read: (query) => context.read(query) },
      evaluating,
    );
    expect(
      habits
        .map(({ day }) => day)
        .toSorted()
        .at(-1),
    ).toBe("2024-06-16");
    expect(fromFile.evaluation.protocol.en).toBe(fromShop.evaluation.protocol.en);
    expect(rowsOf(fromFile.predictions)).toEqual(rowsOf(fromShop.predictions));
  });

  it("lets only the candidates compete that were asked for, and knows no others", async () => {
    const { context } = await shopWith(habits);
    const { evaluation } = await profile.evaluate(context, { ...evaluating, candidates: ["rfm"] });
    expect(evaluation.candidates.map(({ name }) => name)).toEqual(["rfm"]);
    await expect(profile.evaluate(context, { ...evaluating, candidates: ["magic"] })).rejects.toThrow('"magic"');
  });

  it("names what it left out when the budget is spent, and still has an answer", async () => {
    const { context } = await shopWith(habits);
    const { evaluation } = await profile.evaluate(context, { ...evaluating, budgetSeconds: 0 });
    expect(evaluation.chosen).toBe("recency");
    expect(evaluation.leftOut.map(({ name }) => name)).toEqual(["frequency", "rfm"]);
  });

  it("stops when it is told to", async () => {
    const { context } = await shopWith(habits);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(profile.train(context, { ...options, signal })).rejects.toThrow("stopped");
    await expect(profile.evaluate(context, { ...evaluating, signal })).rejects.toThrow("stopped");
  });

  it("counts anew when it is updated, as if it had been trained then", async () => {
    await shopWith(habits.filter(({ day }) => day < "2024-05-01"));
    const stale = await profile.train({ ...shop.context, asOf: "2024-05-01" }, options);
    await load(
      shop,
      habits.filter(({ day }) => day >= "2024-05-01"),
    );
    const updated = await profile.update(stale, shop.context, options);
    expect(updated).toEqual(await profile.train(shop.context, options));
    expect(updated.customers).toBe(40);
  });
});

describe("profile of odd shops", () => {
  const odd: Record<string, readonly Line[]> = {
    "without anything": [],
    "without known customers": [{ order: "1", customer: null, day: "2024-01-01" }],
    "with only refunds": [{ order: "1", customer: "a", day: "2024-01-01", cancelled: true }],
    "with one customer": [{ order: "1", customer: "a", day: "2024-01-01" }],
    "with everyone alike": Array.from({ length: 12 }, (_, i) => ({
      order: `${i}`,
      customer: `c${i}`,
      day: "2024-03-03",
    })),
    "with one order misdated by centuries": [
      { order: "1", customer: "a", day: "0001-01-01" },
      { order: "2", customer: "b", day: "2024-01-01" },
    ],
    "with hostile names": [
      { order: "<b>", customer: "<script>**x**", day: "2024-01-01", item: "'\"", country: "</td>" },
    ],
  };

  it.each(Object.entries(odd))("is told in both languages for a shop %s", async (_, lines) => {
    const { context } = await shopWith(lines);
    const { evaluation } = await profile.evaluate(context, evaluating);
    const model = profile.load(
      profile.save(await profile.train(context, { ...options, candidate: evaluation.chosen })),
    );
    const answer = (await profile.predict(model, {}, context)) as ShopProfile;
    expect(answer.segments).toHaveLength(11);
    expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity/);
    for (const language of ["en", "zh"] as const) {
      const insights = profile.say(answer, language);
      expect(insights.length).toBeGreaterThan(0);
      const told = JSON.stringify([insights, profile.render(answer, language)]);
      expect(told).not.toMatch(/NaN|Infinity|undefined/);
    }
    const { rows } = await profile.answers(model, {}, context);
    expect(rows).toBe(answer.customers);
  });

  it("keeps a customer's own asterisks and line breaks out of the emphasis", async () => {
    const { context } = await shopWith(odd["with hostile names"]!);
    const model = await profile.train(context, options);
    const answer = await profile.predict(model, { customer: "<script>**x**" }, context);
    for (const { text } of profile.say(answer, "en")) expect(text.split("**").length % 2).toBe(1);
    expect(profile.say(answer, "en")[0]?.text).toContain("<script>x");
  });
});

describe("what is said of a shop", () => {
  it("agrees with the numbers, in English and in Chinese", async () => {
    const answer = await shopAnswer(await shopWith(habits));
    const best = answer.segments.filter(({ segment }) => segment === "champions" || segment === "loyal");
    const customers = best.reduce((sum, part) => sum + part.customers, 0);
    const share = Math.round(best.reduce((sum, part) => sum + part.salesShare, 0) * 100);
    const [english, chinese] = [profile.say(answer, "en")[0]!, profile.say(answer, "zh")[0]!];
    expect(english.text).toContain(`**${share} %** of sales`);
    expect(english.evidence).toContain(`${customers} of 40 customers`);
    expect(chinese.text).toContain(`**${share}%**`);
    expect(chinese.evidence).toContain(`40 位有购买的顾客中的 ${customers} 位`);
  });

  it("names sales that belong to nobody known", async () => {
    const guest = { order: "guest", customer: null, day: "2024-03-01", price: 9000 };
    const said = profile.say(await shopAnswer(await shopWith([...habits, guest])), "en");
    expect(said.map(({ text }) => text).join("\n")).toMatch(/\*\*\d+ %\*\* of sales has no known customer/);
  });

  it("speaks of a country only when its customers differ beyond chance", async () => {
    const said = async (lines: readonly Line[]) =>
      profile
        .say(await shopAnswer(await shopWith(lines)), "en")
        .some(({ text }) => text.includes("compare within a country"));
    const crowd = (apart: boolean) =>
      Array.from({ length: 160 }, (_, i) => {
        const often = apart ? i < 80 : i % 2 === 0;
        return Array.from({ length: often ? 5 : 1 }, (_, n) => ({
          order: `${i}-${n}`,
          customer: `c${i}`,
          day: `2024-0${n + 1}-1${i % 10}`,
          price: often ? 50 : 5,
          country: i < 80 ? "DE" : "FR",
        }));
      }).flat();
    expect(await said(crowd(true))).toBe(true);
    expect(await said(crowd(false))).toBe(false);
  });
});

describe("the charts of a shop", () => {
  it("are the sales by segment and the return of each month's newcomers, without the running month", async () => {
    await shopWith(habits);
    const answer = await shopAnswer({ ...shop, context: { ...shop.context, asOf: "2024-06-15" } });
    const [bar, heat] = profile.render(answer, "en");
    expect(bar).toMatchObject({ kind: "bar", format: { kind: "share" } });
    expect(bar?.kind === "bar" && bar.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(heat).toMatchObject({ kind: "heat", rows: ["Jan 2024 (40)"], columns: ["+1", "+2", "+3", "+4"] });
    expect(profile.render(answer, "zh")[0]?.title).toBe("各客群的销售额占比");
  });
});
