import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openShop } from "#shop/shop.js";
import { shoplens, startShoplens } from "../shoplens-process.js";
import { zipBytes } from "../zip-bytes.js";

const HEADER = "order_id,item_id,quantity,unit_price,occurred_at\n";
const line = (order: number) => `o${order},a,1,2.50,2024-03-01T10:00:00Z\n`;

describe("ingest --watch", () => {
  let folder: string;
  let shop: string;
  let inbox: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-watch-"));
    shop = join(folder, "shop");
    inbox = join(folder, "inbox");
    mkdirSync(inbox);
    await shoplens(["init", shop, "--currency", "EUR"]);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function linesIn(): Promise<number> {
    const { code, stdout } = await shoplens(["describe", shop, "--json"]);
    if (code !== 0) return Number.NaN; // the watch holds it just now
    return (JSON.parse(stdout) as { tables: { order_lines: number } }).tables.order_lines;
  }

  async function until(lines: number): Promise<void> {
    for (let tries = 0; (await linesIn()) !== lines; tries += 1) {
      if (tries > 60) throw new Error(`not ${lines} lines`);
      await setTimeout(500);
    }
  }

  const watching = () => startShoplens(["ingest", shop, "--watch", inbox, "--every", "1", "--json"]);

  it("loads what is put into the folder once it is whole, again when it grows, and ends in order", async () => {
    const watch = watching();
    const path = join(inbox, "lines.csv");
    writeFileSync(path, HEADER + line(1));
    for (let order = 2; order <= 4; order += 1) {
      await setTimeout(600); // still being written at each look
      appendFileSync(path, line(order));
    }
    writeFileSync(join(inbox, "later.csv.part"), HEADER + line(9));
    writeFileSync(join(inbox, "noise.csv"), "nothing,we,know\n1,2,3\n");
    await until(4);
    appendFileSync(path, line(5));
    await until(5);
    watch.kill("SIGINT");
    const { code, stdout } = await watch.finished;
    const loads = stdout
      .trim()
      .split("\n")
      .map((text) => (JSON.parse(text) as { files: { path: string; kind: string; rows?: number }[] }).files);
    expect(loads.map((files) => files.map(({ kind, rows }) => `${kind} ${rows ?? ""}`.trim()))).toEqual([
      ["loaded 4", "refused"],
      ["loaded 5"],
    ]);
    expect(code).toBe(1); // a file was refused
    expect(await linesIn()).toBe(5);
  }, 60_000);

  it("waits while another process holds the shop, and does not load the same content twice", async () => {
    const zip = zipBytes([{ name: "lines.csv", content: HEADER + line(2) }]);
    writeFileSync(join(inbox, "lines.csv"), HEADER + line(1));
    mkdirSync(join(inbox, "2024"));
    writeFileSync(join(inbox, "2024", "more.zip"), zip);
    const held = await openShop(shop, { access: "write" });
    const watch = watching();
    await setTimeout(7000);
    held.close();
    await until(2);
    writeFileSync(join(inbox, "copy.csv"), HEADER + line(1));
    writeFileSync(join(inbox, "copy.zip"), zip);
    await setTimeout(4000); // time for a second load, which must not come
    watch.kill("SIGINT");
    const { code, stdout, stderr } = await watch.finished;
    expect(stderr).toContain("another process holds");
    expect(stderr).toMatch(/copy\.csv, .*copy\.zip: loaded before, nothing new/);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect([code, await linesIn()]).toEqual([0, 2]);
  }, 60_000);

  it("says what it cannot watch", async () => {
    const { code, stderr } = await shoplens(["ingest", shop, "--watch", join(folder, "nowhere")]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("nowhere cannot be watched (ENOENT), expected a folder"),
    ]);
  });
});
