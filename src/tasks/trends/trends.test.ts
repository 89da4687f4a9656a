import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { numbers, textAt, texts } from "#table/table.js";
import { type MemoryShop, memoryShop } from "../../../test/memory-shop.js";
import type { TrendsAnswer } from "./answer.js";
import { dayNumber, dayText } from "./day-number.js";
import { trends } from "./trends.js";

const FIRST = dayNumber("2024-01-01"); // a Monday
const WEEK = [900, 1100, 1000, 1000, 1500, 1900, 0]; // euros; closed on Sundays
const options = { seed: 1, candidate: "ets", progress: () => {}, signal: new AbortController().signal };

interface Sale {
  /** Days after 2024-01-01. */
  readonly day: number;
  readonly cents: number;
  readonly time?: string;
}

/** Months of noisy weeks, the last sale of each day between 18:00 and 23:59. */
function months(days: number, seed = 1, unit = 1): Sale[] {
  const random = mulberry32(seed);
  return Array.from({ length: days }, (_, day) => ({
    day,
    cents: Math.round(100 * unit * WEEK[day % 7]! * (0.8 + 0.4 * random())),
    time: `${18 + Math.floor(6 * random())}:30:00`,
  })).filter(({ cents }) => cents > 0);
}

async function shopWith(sales: readonly Sale[], asOf: string, currency: string | null = "EUR"): Promise<MemoryShop> {
  const shop = await memoryShop(trends, { asOf, currency, timeZone: "UTC" });
  if (sales.length === 0) return shop;
  const at = ({ day, time = "12:00:00" }: Sale) => `${dayText(FIRST + day)} ${time}`;
  const orders = sales.map((sale, i) => `('o${i}', null, '${at(sale)}', null, false, 'shop')`);
  const lines = sales.map((sale, i) => `('o${i}', 'x', 1, ${sale.cents / 100}, '${at(sale)}', 0, 1)`);
  await shop.warehouse.execute(
    `insert into orders (order_id, customer_id, ordered_at, country, cancelled, origin) values ${orders.join(", ")}`,
  );
  await shop.warehouse.execute(
    `insert into order_lines (order_id, item_id, quantity, unit_price, occurred_at, line_number, price_sign) values ${lines.join(", ")}`,
  );
  return shop;
}

async function answered({ context }: MemoryShop, request: object = {}, candidate = "ets"): Promise<TrendsAnswer> {
  const model = await trends.train(context, { ...options, candidate });
  return trends.predict(model, trends.parse(request), context);
}

const year = months(364);
const AFTER_YEAR = dayText(FIRST + 364); // a Monday again
let filled: Promise<MemoryShop> | undefined;

/** A shop with a year of sales; read only, so made once. */
function yearShop(): Promise<MemoryShop> {
  filled ??= shopWith(year, AFTER_YEAR);
  return filled;
}

describe("the daily sales of a shop", () => {
  it("have a row for every day, zero where nothing was sold, none on or after the day of asking", async () => {
    const { context } = await shopWith(
      [
        { day: 0, cents: 500 },
        { day: 0, cents: 250 },
        { day: 3, cents: 100 },
        { day: 5, cents: 9 },
      ],
      "2024-01-06",
    );
    const table = await context.read("daily_sales");
    const days = texts(table, "ds");
    expect(Array.from({ length: table.rows }, (_, row) => textAt(days, row))).toEqual([
      "2024-01-01",
      "2024-01-02",
      "2024-01-03",
      "2024-01-04",
      "2024-01-05",
    ]);
    expect([...numbers(table, "y")]).toEqual([750, 0, 0, 100, 0]);
    expect(numbers(table, "last_minute")[0]).toBe(720);
  });

  it("are no rows in an empty shop, and it says what is needed", async () => {
    const { context } = await shopWith([], "2024-01-06");
    expect((await context.read("daily_sales")).rows).toBe(0);
    await expect(trends.train(context, options)).rejects.toThrow(
      new RangeError("trends needs 28 days of sales, counted from the first sale, got 0"),
    );
    const evaluation = trends.evaluate(context, { ...options, budgetSeconds: 9, candidates: [] });
    await expect(evaluation).rejects.toThrow(RangeError);
  });
});

describe("trends", () => {
  it("expects the planted week and total, inside bands that hold what then came", async () => {
    const answer = await answered(await yearShop());
    const actual = months(392).filter(({ day }) => day >= 364);
    expect(answer.forecast.ds[0]).toBe(AFTER_YEAR);
    expect(answer.forecast.ds).toHaveLength(28);
    const planted = 100 * WEEK.reduce((sum, euros) => sum + euros, 0) * 4;
    expect(Math.abs(answer.total.mean / planted - 1)).toBeLessThan(0.05);
    const sold = actual.reduce((sum, { cents }) => sum + cents, 0);
    expect(sold).toBeGreaterThan(answer.total.lower80);
    expect(sold).toBeLessThan(answer.total.upper80);
    const held = actual.filter(({ day, cents }) => {
      const { lower80, upper80 } = answer.forecast;
      return cents >= lower80[day - 364]! && cents <= upper80[day - 364]!;
    });
    expect(held.length / actual.length).toBeGreaterThan(0.6);
    expect(answer.forecast.mean[6]).toBe(0); // Sunday
    expect(answer.forecast.upper95[6]).toBe(0);
    expect(answer.past.missed).toBeLessThan(answer.past.missedByNaive);
    expect(answer.past.held / answer.past.outcomes).toBeGreaterThan(0.65);
    expect(answer.history.ds).toHaveLength(84);
    expect(answer.history.ds[83]).toBe(dayText(FIRST + 363));
  });

  it("adds up: days to the total, and what moved it to the difference from the days before", async () => {
    const shop = await yearShop();
    const model = await trends.train(shop.context, options);
    for (const horizon of [1, 7, 10, 28, 90]) {
      const answer = await trends.predict(model, { horizon }, shop.context);
      const explained = await trends.explain(model, { horizon }, shop.context);
      expect(answer.total.mean).toBe(answer.forecast.mean.reduce((sum, y) => sum + y, 0));
      expect(explained.error).toBeLessThan(1e-3);
      expect(Math.abs(explained.answer - answer.total.mean)).toBeLessThan(horizon);
      expect(Math.abs(explained.baseline - answer.before)).toBeLessThan(1);
      const table = await trends.answers(model, { horizon }, shop.context);
      expect([...numbers(table, "mean")]).toEqual(answer.forecast.mean);
      expect(Object.keys(table.columns)).toEqual(["ds", "mean", "lower80", "upper80", "lower95", "upper95"]);
    }
  });

  it("answers the same after saving and loading, and the same from the same data", async () => {
    const { context } = await yearShop();
    for (const candidate of trends.candidates) {
      const model = await trends.train(context, { ...options, candidate });
      const files = trends.save(model);
      const again = trends.load(files);
      expect(await trends.predict(again, { horizon: 28 }, context)).toEqual(
        await trends.predict(model, { horizon: 28 }, context),
      );
      expect(trends.save(await trends.train(context, { ...options, candidate }))).toEqual(files);
    }
    expect(() => trends.load({})).toThrow("needs model.json, got no file");
  });

  it("moves on with fresh days without being trained anew, and refuses to look back", async () => {
    const early = await shopWith(year, dayText(FIRST + 350));
    const model = await trends.train(early.context, options);
    const late = await yearShop();
    const answer = await trends.predict(model, { horizon: 7 }, late.context);
    expect(answer.forecast.ds[0]).toBe(AFTER_YEAR);
    const updated = await trends.update(model, late.context, options);
    const fresh = await trends.predict(updated, { horizon: 7 }, late.context);
    expect(Math.abs(answer.total.mean / fresh.total.mean - 1)).toBeLessThan(0.05);
    await expect(trends.predict(updated, { horizon: 7 }, early.context)).rejects.toThrow(
      `the model has seen the days up to ${dayText(FIRST + 363)}, but was asked on ${dayText(FIRST + 350)}`,
    );
  });

  it("leaves an unfinished last day out instead of taking it for a bad one", async () => {
    const cut = year.map((sale) => (sale.day === 362 ? { ...sale, cents: 900, time: "09:10:00" } : sale));
    const answer = await answered(await shopWith(cut, dayText(FIRST + 363)), { horizon: 7 });
    expect(answer.unfinishedDay).toBe(dayText(FIRST + 362));
    expect(answer.history.cents.at(-1)).toBeNull();
    expect(trends.say(answer, "en").some(({ text }) => text.includes("looks unfinished"))).toBe(true);
    const whole = await answered(await shopWith(year, dayText(FIRST + 363)), { horizon: 7 });
    expect(whole.unfinishedDay).toBeNull();
    expect(Math.abs(answer.total.mean / whole.total.mean - 1)).toBeLessThan(0.03);
  });

  it("takes a silence longer than any before for orders not loaded, and an ordinary one for no sales", async () => {
    const silent = await answered(await shopWith(year, dayText(FIRST + 370)), { horizon: 7 });
    expect(silent.silentDays).toBe(7);
    expect(Math.abs(silent.total.mean / (100 * 7400) - 1)).toBeLessThan(0.1);
    expect(trends.say(silent, "en").some(({ tone, text }) => tone === "warning" && text.includes("no sales"))).toBe(
      true,
    );
    const sunday = await answered(await shopWith(year, AFTER_YEAR), { horizon: 7 });
    expect(sunday.silentDays).toBe(0);
  });

  it("says what it cannot know, and that nothing beats repeating the week when nothing does", async () => {
    const short = await shopWith(months(30), dayText(FIRST + 30));
    const answer = await answered(short, {}, "seasonal-naive");
    const insights = trends.say(answer, "en");
    expect(insights[1]).toMatchObject({ tone: "warning" });
    expect(insights[1]!.text).toContain("No model beats repeating the last week");
    expect(insights.some(({ text }) => text.includes("Only **30 days**"))).toBe(true);
    await expect(answered(await shopWith(months(27), dayText(FIRST + 27)))).rejects.toThrow("got 27");
  });

  it("speaks of growth and of decline as such", async () => {
    const growing = year.map((sale) => ({ ...sale, cents: Math.round(sale.cents * (1 + sale.day / 60)) }));
    const up = await answered(await shopWith(growing, AFTER_YEAR), { horizon: 90 });
    expect(up.total.mean).toBeGreaterThan(up.before);
    expect(trends.say(up, "en")[0]!.text).toMatch(/ above the same days 13 weeks earlier\.$/);
    const falling = year.map((sale) => ({ ...sale, cents: Math.round(sale.cents * (3 - sale.day / 150)) }));
    const down = await answered(await shopWith(falling, AFTER_YEAR));
    expect(trends.say(down, "en")[0]!.text).toMatch(/ below the 4 weeks before\.$/);
    expect(trends.say(down, "zh")[0]!.text).toMatch(/比前 4 周低/);
  });

  it("moves with the currency's unit: a thousandfold shop gets a thousandfold answer", async () => {
    const small = await answered(await shopWith(months(200), dayText(FIRST + 200)));
    const large = await answered(await shopWith(months(200, 1, 1000), dayText(FIRST + 200)));
    expect(large.total.mean / small.total.mean / 1000).toBeCloseTo(1, 3);
    expect(large.total.upper80 / small.total.upper80 / 1000).toBeCloseTo(1, 2);
  });

  it("draws what it says: as many points as days, the week, money in the shop's currency", async () => {
    const answer = await answered(await yearShop());
    for (const language of ["en", "zh"] as const) {
      const [line, week] = trends.render(answer, language);
      if (line?.kind !== "line" || week?.kind !== "column") throw new Error("expected a line and columns");
      expect(line.x).toHaveLength(84 + 28);
      for (const values of [line.actual, line.expected, line.lower, line.upper]) expect(values).toHaveLength(112);
      expect(line.format).toEqual({ kind: "money", currency: "EUR" });
      expect(week.labels).toHaveLength(7);
      expect(week.values[5]).toBeGreaterThan(week.values[0]!);
    }
    const day = await answered(await shopWith(year, AFTER_YEAR), { horizon: 1 });
    expect(trends.render(day, "en")).toHaveLength(1);
  });

  it("takes one to ninety days, four weeks unless told", () => {
    expect(trends.parse({})).toEqual({ horizon: 28 });
    expect(trends.parse({ horizon: "7" })).toEqual({ horizon: 7 });
    for (const horizon of [0, 91, 1.5, "soon"]) expect(() => trends.parse({ horizon })).toThrow();
    expect(() => trends.parse({ days: 7 })).toThrow();
  });
});

describe("what trends says", () => {
  it("reads like this", async () => {
    const answer = await answered(await yearShop());
    const said = (language: "en" | "zh") => trends.say(answer, language).map(({ text }) => text);
    expect(said("en")).toMatchInlineSnapshot(`
      [
        "The next 4 weeks should bring **€28.5k–€30.2k** (8 in 10 chance), 7 % above the 4 weeks before.",
        "Made in the past, such forecasts were **22 %** less wrong than repeating the last week.",
        "**Saturdays** are strongest, about €1.9k each, Mondays weakest at €893.66: staff and stock for that.",
        "It cannot know the **time of year**: Christmas, holidays and sales days are not in it.",
      ]
    `);
    expect(said("zh")).toMatchInlineSnapshot(`
      [
        "未来 4 周预计带来 **€2.85万–€3.02万** 的销售额（八成把握），比前 4 周高 7%。",
        "过去的预测比“照搬上周”少错 **22%**。",
        "**周六**最旺，平均约 €1,885；周一最淡，约 €893.66：请据此安排人手与备货。",
        "模型还不了解**年度节奏**：节假日与大促不在其中。",
      ]
    `);
  });

  it("gives evidence for each sentence, in both languages, for a shop without a currency", async () => {
    const answer = await answered(await shopWith(year, AFTER_YEAR, null), { horizon: 7 });
    for (const language of ["en", "zh"] as const) {
      for (const { text, evidence } of trends.say(answer, language)) {
        expect(`${text}${evidence}`).not.toMatch(/NaN|undefined|Infinity/);
        expect(evidence.length).toBeGreaterThan(10);
      }
    }
  });
});
