import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { executablePath, FLAGS } from "../browser.js";
import { csvText } from "../csv-text.js";
import { commandLine } from "./command-line.js";

const timeout = 20_000;
const DAY = 86_400_000;

/** Markup that would run, load or break out, each with a number of its own. */
const hostile = (i: number) =>
  [
    `<script>window.ran=${i}</script>`,
    `"><img src=x onerror="window.ran=${i}">`,
    `</title></style></svg><svg onload=window.ran=${i}>`,
    `<iframe src="javascript:parent.ran=${i}"></iframe>`,
    `'-->]]><a href="javascript:window.ran=${i}">${i}</a>`,
  ][i % 5] ?? "";

describe.skipIf(!executablePath)("HTML in every text of a shop", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-html-"));
  afterAll(() => {
    process.exitCode = 0;
    rmSync(folder, { recursive: true });
  });

  it("is text in its report: nothing runs, loads or breaks out", async () => {
    const shop = join(folder, "shop");
    await commandLine("run", shop, "trends", "profile", "recommend", "--from", ...files(folder));
    const [report = ""] = readdirSync(join(shop, "reports")).filter((name) => name.endsWith(".html"));
    const file = join(shop, "reports", report);
    expect(readFileSync(file, "utf8")).toContain("&lt;script&gt;");
    const browser = await chromium.launch({ executablePath: executablePath ?? "", args: FLAGS, timeout });
    try {
      const tab = await browser.newPage();
      const complaints: string[] = [];
      tab.on("dialog", (dialog) => void dialog.dismiss().then(() => complaints.push("a dialog opened")));
      tab.on("pageerror", ({ message }) => complaints.push(message));
      tab.on("request", (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
      });
      await tab.goto(pathToFileURL(file).href, { timeout });
      for (const details of await tab.locator("details").all())
        await details.evaluate((one) => one.setAttribute("open", ""));
      expect(await tab.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
      expect(
        await tab.locator("script, iframe, object, embed, [onerror], [onload], [href^='javascript']").count(),
      ).toBe(0);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 120_000);
});

/** A shop of 30 customers and 5 items over 400 days, with markup wherever a text may stand, and rows that are refused. */
function files(folder: string): string[] {
  const start = Date.UTC(2023, 0, 1);
  const day = (i: number) => new Date(start + i * DAY).toISOString().slice(0, 10);
  const orders = Array.from({ length: 800 }, (_, i) => ({
    order_id: `${i} ${hostile(i)}`,
    customer_id: `${i % 30} ${hostile(i % 30)}`,
    ordered_at: day(i / 2),
    country: hostile(i % 7),
    channel: hostile(i % 3),
    currency: "EUR",
  }));
  const lines = orders.flatMap(({ order_id }, i) =>
    [i % 5, (i * 3 + 1) % 5].map((item) => ({
      order_id,
      item_id: hostile(item),
      quantity: "1",
      unit_price: `${item + 1}.50`,
    })),
  );
  const bad = Array.from({ length: 5 }, (_, i) => ({
    order_id: hostile(i),
    item_id: hostile(i),
    quantity: hostile(i),
    unit_price: "1",
  }));
  const items = Array.from({ length: 5 }, (_, i) => ({
    item_id: hostile(i),
    name: hostile(i),
    category: hostile(i + 1),
    brand: hostile(i + 2),
  }));
  const tables = { "<b>orders</b>.csv": orders, "lines.csv": [...lines, ...bad], "items.csv": items };
  return Object.entries(tables).map(([name, rows]) => {
    const path = join(folder, name.replaceAll("/", "_"));
    writeFileSync(path, csvText(Object.keys(rows[0] ?? {}), rows));
    return path;
  });
}
