import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestSince, recordNow } from "./digest.js";
import { ingestInto } from "./ingest-into.js";
import { runRecords, writeRunRecord } from "./run-record.js";
import { digestSection, sayDigest } from "./say-digest.js";
import { openShop, paths, type Shop } from "./shop.js";
import { newConfig, writeConfig } from "./shop-config.js";

const ORDERS = "order_id,customer_id,ordered_at,currency,cancelled,updated_at\n";
const LINES = "order_id,item_id,quantity,unit_price\n";
const REFUNDS = "refund_id,order_id,cents,currency,refunded_at\n";
const order = (id: string, customer: string, day: number, cancelled = false, changed = day) =>
  `${id},${customer},2024-03-0${day}T10:00:00Z,EUR,${cancelled},2024-03-0${changed}T12:00:00Z\n`;

describe("the digest", () => {
  let folder: string;
  let shop: Shop;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-digest-"));
    writeConfig(join(folder, "shop"), newConfig("shop", { currency: "EUR" }));
    shop = await openShop(join(folder, "shop"), { access: "write" });
  });
  afterEach(() => {
    shop.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function load(files: Record<string, string>): Promise<void> {
    const written = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    });
    for (const report of await ingestInto(shop, written)) expect(report).toMatchObject({ kind: "loaded", refused: 0 });
  }

  const first = () =>
    load({
      "orders1.csv": ORDERS + order("o1", "c1", 1) + order("o2", "c2", 2),
      "lines1.csv": `${LINES}o1,a,2,10.00\no2,b,1,20.00\n`,
    });
  const second = () =>
    load({
      "orders2.csv": ORDERS + order("o2", "c2", 2, true, 4) + order("o3", "c1", 5) + order("o4", "c9", 5),
      "lines2.csv": `${LINES}o3,a,2,10.00\no4,a,2,10.00\n`,
      "refunds2.csv": `${REFUNDS}r1,o1,500,EUR,\nr2,o3,300,EUR,2024-03-06T10:00:00Z\nr3,o2,2000,EUR,2024-03-04T10:00:00Z\n`,
    });

  it("tells what came after the last run and which earlier days were corrected, to the cent", async () => {
    await first();
    expect(await digestSince(shop, await recordNow(shop), "last")).toBeNull();
    writeRunRecord(shop, await recordNow(shop));
    await second();
    expect(await digestSince(shop, await recordNow(shop), "last")).toEqual({
      since: "2024-03-02",
      run: 1,
      loaded: { files: 3, rows: 8, refused: 0 },
      after: { days: 4, orders: 2, cents: 3700 },
      before: { days: 4, orders: 1, cents: 1500 },
      usual: null, // no four weeks to look back on
      corrected: [
        { day: "2024-03-01", was: 2000, is: 1500 }, // an undated refund belongs to the day of its order
        { day: "2024-03-02", was: 2000, is: 0 }, // cancelled as a whole; what was paid back for it counts no second time
      ],
      customers: { new: 1, returning: 1 },
    });
  });

  it("compares with the run that had seen the shop up to a day, and with none before that", async () => {
    await first();
    writeRunRecord(shop, await recordNow(shop));
    await second();
    writeRunRecord(shop, await recordNow(shop));
    const now = await recordNow(shop);
    expect(await digestSince(shop, now, "2024-03-03")).toMatchObject({ run: 1, since: "2024-03-03" });
    expect(await digestSince(shop, now, "2024-03-01")).toMatchObject({ run: null, corrected: [] });
    expect(await digestSince(shop, now, "last")).toMatchObject({ run: 2, corrected: [], after: { days: 0 } });
  });

  it("is silent about nothing, and speaks both languages of everything", async () => {
    expect(await digestSince(shop, await recordNow(shop), "last")).toBeNull();
    await first();
    writeRunRecord(shop, await recordNow(shop));
    await second();
    const digest = await digestSince(shop, await recordNow(shop), "last");
    expect(digest && sayDigest(digest, "EUR", "en").map(({ text }) => text)).toEqual([
      "**2 orders** worth **€37.00** in the 4 days since; the 4 days before brought 1 worth €15.00.",
      "2 earlier days were corrected: together they are **€25.00** lower than they were.",
      "**1** bought for the first time, **1** came back.",
      "3 files with 8 rows came in; none was refused.",
    ]);
    const section = digest && digestSection(digest, "EUR", "zh");
    expect(section?.question).toBe("3月2日以来有哪些变化？");
    expect(section?.tables[0]?.rows).toHaveLength(2);
  });

  it("names a record that is none, and numbers what two runs write at once", async () => {
    await first();
    const now = await recordNow(shop);
    writeRunRecord(shop, now);
    writeRunRecord(shop, now);
    expect(readdirSync(paths(shop.folder).runs)).toEqual(["0001.json", "0002.json"]);
    mkdirSync(paths(shop.folder).runs, { recursive: true });
    writeFileSync(join(paths(shop.folder).runs, "0003.json"), "{");
    expect(() => runRecords(shop)).toThrow("0003.json is no record of a run");
  });
});
