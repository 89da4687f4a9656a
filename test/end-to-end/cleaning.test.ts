import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rules } from "#clean/rules.js";
import { everythingOff } from "#clean/settings.js";
import { cleaningReport } from "#shop/cleaning-report.js";
import { type Description, describeShop } from "#shop/describe.js";
import { ingestInto } from "#shop/ingest-into.js";
import { cleaningSection, nothingDoubtful } from "#shop/say-cleaning.js";
import { openShop, type Shop } from "#shop/shop.js";
import { newConfig, readConfig, type ShopConfig, writeConfig } from "#shop/shop-config.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { plantedDoubts } from "#simulate/truth/planted-doubts.js";
import { trueTotals } from "#simulate/truth/true-totals.js";
import { writeSimulation } from "../../src/serve/cli/write-simulation.js";
import { openLoadingShop } from "../loading-shop.js";
import { cleaningQuality } from "./cleaning-quality.js";

const SEEDS = [1, 2, 3, 4, 5]; // many more, of other shapes too: npm run prove -- cleaning
const LEAST = 0.95;

describe("cleaning", () => {
  it("is asked for every kind of doubt the simulator plants, and for no other", () => {
    const planted = new Set(plantedDoubts(simulateShop({ seed: 1, doubts: "planted" })).map(({ rule }) => rule));
    expect([...planted].sort()).toEqual(
      Object.values(rules)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(SEEDS)("finds what was planted, and little else, by every rule (seed %i)", async (seed) => {
    const simulation = simulateShop({ seed, doubts: "planted", customers: 1500, picturesPerItem: 0 });
    const shop = await openLoadingShop();
    try {
      for (const report of await shop.load(
        await writeSimulation(simulation, shop.folder, new AbortController().signal),
      )) {
        expect(report.kind, report.path).toBe("loaded");
      }
      for (const { rule, planted, found, right, wrong } of await cleaningQuality(shop, simulation)) {
        expect(planted, rule).toBeGreaterThan(3);
        expect(right / planted, `recall of ${rule}: ${wrong}`).toBeGreaterThanOrEqual(LEAST);
        expect(right / found, `precision of ${rule}: ${wrong}`).toBeGreaterThanOrEqual(LEAST);
      }
    } finally {
      shop.close();
    }
  });
});

describe("what is done about doubtful rows", () => {
  const simulation = simulateShop({ seed: 2, doubts: "planted", picturesPerItem: 0 });
  const truth = trueTotals(simulation).sales;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-cleaning-"));
    writeConfig(folder, newConfig(folder, { currency: "EUR", timeZone: "Europe/Berlin" }));
    const shop = await openShop(folder, { access: "write" });
    await ingestInto(shop, await writeSimulation(simulation, join(folder, "raw"), new AbortController().signal));
    shop.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function reading<T>(cleaning: ShopConfig["cleaning"], work: (shop: Shop) => Promise<T>): Promise<T> {
    writeConfig(folder, { ...readConfig(folder), cleaning });
    const shop = await openShop(folder, { access: "read" });
    try {
      return await work(shop);
    } finally {
      shop.close();
    }
  }
  const described = (cleaning: ShopConfig["cleaning"]) => reading(cleaning, describeShop);

  it("gives the true sales to the cent when all is put right or left out", async () => {
    const { cleaning } = await described({
      "order_lines.unit_price": "fill",
      "order_lines.quantity": "fill",
      "order_lines.test_item": "drop",
      "orders.repeated": "drop",
    });
    const { lines, orders, cents } = truth;
    expect(cleaning.read).toMatchObject({ lines, orders, cents });
    expect(cleaning.loaded.cents).toBeGreaterThan(cents);
  });

  it("changes what the tasks read and nothing that was loaded, and can be taken back", async () => {
    const usual = await described(undefined);
    const off = await described(everythingOff);
    const strict = await described({ "orders.repeated": "drop", "order_lines.unit_price": "cap" });
    const again = await described(undefined);
    expect(again).toEqual(usual);
    expect(off.cleaning.read).toEqual(off.cleaning.loaded);
    expect(strict.cleaning.read.orders).toBeLessThan(usual.cleaning.read.orders);
    expect(strict.cleaning.read.cents).not.toBe(usual.cleaning.read.cents);
    const books = ({ cleaning, ...others }: Description) => ({ ...others, loaded: cleaning.loaded });
    for (const other of [off, strict]) expect(books(other)).toEqual(books(usual));
  });

  it("usually leaves money as it came, but for orders that were never placed", async () => {
    const { cleaning } = await described({ "orders.test": "flag", "orders.ordered_at": "flag" });
    const { orders, lines, cents } = cleaning.loaded;
    expect(cleaning.read).toMatchObject({ orders, lines, cents });
  });

  it("puts shifted weeks, countries, categories and list prices right where they are read", async () => {
    const cleaning = { "events.time_zone": "fill", "items.price": "fill" } as const;
    await reading(cleaning, async ({ warehouse }) => {
      const count = async (sql: string) => (await warehouse.query(`select count(*) as n from (${sql})`)).columns["n"];
      const late = `select 1 from clean_events e join clean_orders o on o.order_id = e.order_id
        where abs(seconds_between(o.ordered_at, e.occurred_at)) > 60`;
      expect(Number(await count(late))).toBeLessThan(60); // the evening before the clock changed
      expect(Number(await count(late.replaceAll("clean_", "")))).toBeGreaterThan(1000);
      const dear = "where price > 1000 or price < 0.5";
      expect(Number(await count(`select 1 from items ${dear}`))).toBeGreaterThan(3);
      expect(Number(await count(`select 1 from clean_items ${dear}`))).toBe(0);
      const open = "where country is null";
      expect(Number(await count(`select 1 from orders ${open}`))).toBeGreaterThan(20);
      expect(Number(await count(`select 1 from clean_orders ${open}`))).toBe(0);
    });
  });

  it("tells of every rule, with examples, in both languages", async () => {
    const report = await reading(undefined, cleaningReport);
    expect(report.rules.map(({ rule }) => rule)).toEqual(Object.values(rules).map(({ name }) => name));
    for (const { rule, findings, rows, examples, action, usually } of report.rules) {
      expect(findings, rule).toBeGreaterThan(0);
      expect(rows, rule).toBeGreaterThanOrEqual(findings);
      expect(action, rule).toBe(usually);
      for (const { row, reason } of examples) {
        expect(row, rule).not.toBe("");
        for (const text of Object.values(reason)) expect(text, rule).toMatch(/^[^{}]{4,}$/);
      }
    }
    for (const language of ["en", "zh"] as const) {
      const section = cleaningSection(report, "EUR", language)!;
      const [found, shown] = section.tables;
      expect(found!.rows.map(([title]) => title)).toEqual(report.rules.map(({ title }) => title[language]));
      expect(shown!.rows).toHaveLength(report.rules.length);
      expect(section.insights.at(-1)!.text).toContain('"cleaning": { "order_lines.unit_price": "fill" }');
      expect(nothingDoubtful(report, language)).toBeNull();
    }
  });

  it("says nothing of a rule that is off", async () => {
    const report = await reading(everythingOff, cleaningReport);
    expect(cleaningSection(report, "EUR", "en")).toBeNull();
    const one = await reading({ ...everythingOff, "orders.test": "flag" }, cleaningReport);
    expect(cleaningSection(one, "EUR", "en")!.tables[0]!.rows.map(([title]) => title)).toEqual(["Test orders"]);
  });
});

const retail = join(process.env["SHOPLENS_DATA"] ?? "../shared/data", "online-retail");
const absent = !existsSync(join(retail, "online-retail.csv.gz"));
if (absent) console.error(`skipped: ${retail} is not here (SHOPLENS_DATA names another place)`);

describe.skipIf(absent)("cleaning of Online Retail", () => {
  it("changes nothing that is read, and doubts no more than one line in ten thousand", async () => {
    const shop = await openLoadingShop({ currency: "GBP" });
    try {
      await shop.load([join(retail, "online-retail.csv.gz")]);
      expect(await shop.rows("select * from decisions")).toEqual([]);
      const [{ n } = {}] = await shop.rows("select count(*) as n from cleanings");
      expect(Number(n)).toBeLessThan(54);
    } finally {
      shop.close();
    }
  }, 60_000);
});
