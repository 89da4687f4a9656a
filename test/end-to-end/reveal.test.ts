import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { lineRow, orderRow, shopifyCsv } from "../shopify-export.js";
import { commandLine } from "./command-line.js";

const CUSTOMERS = 60;
const DAY_MS = 86_400_000;

/** Customer 7 is hostile to spreadsheets; 8 and 9 have changed their address, 9 can be told by their phone number. */
function order(number: number) {
  const who = number % CUSTOMERS;
  const at = new Date(Date.UTC(2024, 0, 1) + number * DAY_MS * 0.9).toISOString().slice(0, 19).replace("T", " ");
  return orderRow(`#${number}`, {
    Email: (who === 8 || who === 9) && number > 60 ? `new${who}@example.com` : `Buyer${who}@Example.com`,
    Phone: who % 2 ? `+49 170 ${1_000_000 + who}` : "",
    "Billing Name": who === 7 ? '=HYPERLINK("http://evil.example","x")' : `Buyer Number${who}`,
    "Billing Street": `Hauptstr. ${who}`,
    "Billing City": "Köln",
    "Paid at": `${at} +0000`,
    "Created at": `${at} +0000`,
    "Lineitem sku": `sku-${number % 9}`,
  });
}

describe("export --reveal", () => {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-reveal-"));
  const shop = join(folder, "shop");
  const out = join(folder, "customers.csv");
  const log = join(shop, "openings.jsonl");
  const exported = (...flags: string[]) => commandLine("export", shop, "profile", ...flags);
  const openings = () =>
    readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  beforeAll(async () => {
    vi.stubEnv("SHOPLENS_KEYS", join(folder, "keys"));
    const orders = Array.from({ length: 240 }, (_, i) => [
      order(i),
      lineRow(`#${i}`, `sku-${i % 7}`, 1, "4.50"),
    ]).flat();
    writeFileSync(join(folder, "orders.csv"), shopifyCsv(orders));
    expect(await commandLine("run", shop, "profile", "--from", join(folder, "orders.csv"))).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it("puts what the vault holds beside each customer, of several the one seen last", async () => {
    const said = await exported("--reveal", "--to", out);
    expect(said).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("with email, phone, name of each customer"),
    });
    const [header = "", ...rows] = readFileSync(out, "utf8").trim().split("\n");
    expect(header).toMatch(/^customer_id,.*,email,phone,name$/);
    expect(rows).toHaveLength(CUSTOMERS + 1); // 8 is two: nothing but the name says that they are one
    expect(rows.filter((row) => row.endsWith(",Buyer11@Example.com,+49 170 1000011,Buyer Number11"))).toHaveLength(1);
    expect(rows.filter((row) => row.endsWith(",Buyer12@Example.com,,Buyer Number12"))).toHaveLength(1);
    expect(rows.filter((row) => row.includes("new8@example.com"))).toHaveLength(1);
    expect(rows.filter((row) => row.endsWith(",new9@example.com,+49 170 1000009,Buyer Number9"))).toHaveLength(1);
    expect(rows.join()).not.toContain("Buyer9@");
  });

  it("runs no formula in a spreadsheet", () => {
    const text = readFileSync(out, "utf8");
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(text).not.toMatch(/,"?=/);
  });

  it("writes for the owner alone, and notes who opened what, when and for what", async () => {
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(statSync(log).mode & 0o777).toBe(0o600);
    const before = openings().length;
    expect((await exported("--reveal", "address", "--to", out)).code).toBe(0);
    expect(readFileSync(out, "utf8").split("\n")[0]).toMatch(/,address$/);
    expect(readFileSync(out, "utf8")).toMatch(/"Hauptstr. 11, .*Köln/);
    const last = openings().at(-1);
    expect(openings()).toHaveLength(before + 1);
    expect(last).toMatchObject({
      task: "profile",
      kinds: ["address"],
      customers: CUSTOMERS + 1,
      originals: CUSTOMERS + 1,
      to: out,
    });
    expect([typeof last.who, Math.abs(Date.parse(last.at) - Date.now()) < 60_000]).toEqual(["string", true]);
    expect(readFileSync(log, "utf8")).not.toMatch(/buyer|Hauptstr/i);
  });

  it("leaves an export without it as it was, with pseudonyms only", async () => {
    expect((await exported("--to", out)).code).toBe(0);
    expect(readFileSync(out, "utf8")).not.toMatch(/buyer|email|1000011/i);
  });

  it("refuses a screen, a place inside the shop and a kind that there is not", async () => {
    expect(await exported("--reveal")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--reveal needs --to"),
    });
    const inside = join(shop, "list.csv");
    expect(await exported("--reveal", "--to", inside)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("lies inside the shop"),
    });
    expect(await exported("--reveal", "shoe-size", "--to", out)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("expected one or more of email, phone, name, address"),
    });
    expect(readdirSync(shop)).not.toContain("list.csv");
  });

  it("refuses without the key, and says where it is expected", async () => {
    const before = openings().length;
    renameSync(join(folder, "keys"), join(folder, "hidden"));
    const target = join(folder, "nothing.csv");
    expect(await exported("--reveal", "--to", target)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/the key of .* is missing: expected .*keys/),
    });
    renameSync(join(folder, "hidden"), join(folder, "keys"));
    expect(readdirSync(folder)).not.toContain("nothing.csv");
    expect(openings()).toHaveLength(before);
  });

  it("refuses where a file of the vault was changed, and names it", async () => {
    const path = join(shop, "vault", "load-1");
    const whole = readFileSync(path);
    const changed = Buffer.from(whole);
    changed[changed.length >> 1]! ^= 1;
    writeFileSync(path, changed);
    const target = join(folder, "nothing.csv");
    expect(await exported("--reveal", "--to", target)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${path} does not open`),
    });
    writeFileSync(path, whole);
    expect(readdirSync(folder)).not.toContain("nothing.csv");
  });

  it("refuses where a line of the log was changed or taken out, and names it", async () => {
    const whole = readFileSync(log, "utf8");
    const lines = whole.trim().split("\n");
    expect(lines.length).toBeGreaterThan(2);
    for (const [changed, place] of [
      [whole.replace('"kinds":["address"]', '"kinds":["email"]'), 2],
      [`${[lines[0], ...lines.slice(2)].join("\n")}\n`, 2],
      [`nobody was here\n${whole}`, 1],
    ] as const) {
      writeFileSync(log, changed);
      expect(await exported("--reveal", "--to", out)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`${log} was changed at line ${place}`),
      });
    }
    writeFileSync(log, whole);
    expect((await exported("--reveal", "--to", out)).code).toBe(0);
  });

  it("says so where there is nothing to reveal", async () => {
    expect(await commandLine("export", shop, "trends", "--reveal", "--to", out)).toMatchObject({ code: 1 });
    const bare = join(folder, "bare");
    mkdirSync(bare);
    const csv = [
      "order_id,customer_id,ordered_at",
      ...Array.from({ length: 80 }, (_, i) => `${i},c${i % 20},2024-01-0${1 + (i % 9)}`),
    ];
    const lines = ["order_id,item_id,quantity,unit_price", ...Array.from({ length: 80 }, (_, i) => `${i},a,1,2.50`)];
    writeFileSync(join(bare, "o.csv"), `${csv.join("\n")}\n`);
    writeFileSync(join(bare, "l.csv"), `${lines.join("\n")}\n`);
    const plain = join(bare, "shop");
    expect(
      await commandLine("run", plain, "profile", "--from", join(bare, "o.csv"), join(bare, "l.csv")),
    ).toMatchObject({ code: 0 });
    expect(await commandLine("export", plain, "profile", "--reveal", "--to", out)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has nothing to reveal"),
    });
    expect(readdirSync(plain)).not.toContain("openings.jsonl");
  });
});
