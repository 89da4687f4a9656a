import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop, testKey } from "../../test/loading-shop.js";
import { orderRow, shopifyCsv } from "../../test/shopify-export.js";
import { type Original, openVault, recoverVault, resealWithout, writeVault } from "./vault.js";

const anna = {
  Email: "Anna@Example.com",
  Phone: "+49 170 1234567",
  "Billing Name": "Anna Muster",
  "Billing City": "Köln",
};
const bert = { Email: "bert@example.org", "Billing Name": "Bert Brecht" };
const csv = (...orders: (typeof anna | typeof bert)[]) =>
  shopifyCsv(orders.map((who, i) => orderRow(`#${i + 1}`, who)));

describe("the vault of a shop", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());
  const vault = () => join(shop.folder, "vault");
  const files = () => (existsSync(vault()) ? readdirSync(vault()).toSorted() : []);
  const load = (name: string, content: string) => shop.load([shop.write(name, content)]);
  async function written(loadId = 1): Promise<string[]> {
    const found: Original[] = [];
    for await (const some of openVault(vault(), loadId, testKey)) found.push(...some);
    return found.map(({ kind, written }) => `${kind} ${written}`).toSorted();
  }

  it("holds what identifies the customers as it was written, and the warehouse only what stands for it", async () => {
    await load("orders.csv", csv(anna, bert));
    expect(await written()).toEqual(
      expect.arrayContaining(["email Anna@Example.com", "email bert@example.org", "phone +49 170 1234567"]),
    );
    const known = await shop.rows(
      `select o.kind from originals o join identities i on i.customer_id = o.customer_id and i.kind = o.kind and i.value = o.value
       order by o.kind`,
    );
    expect(known.map(({ kind }) => kind)).toEqual(["email", "email", "name", "name", "phone"]);
    const shown = JSON.stringify(await shop.rows("select * from originals"));
    expect(shown).not.toMatch(/anna|muster|1701234567|bert/i);
  });

  it("is the user's alone", async () => {
    await load("orders.csv", csv(anna));
    expect(files()).toEqual(["load-1"]);
    expect(statSync(join(vault(), "load-1")).mode & 0o777).toBe(0o600);
    expect(statSync(vault()).mode & 0o777).toBe(0o700);
  });

  it("does not grow when the same is loaded again, and takes only what is new", async () => {
    await load("orders.csv", csv(anna));
    const [before, rows] = [
      readFileSync(join(vault(), "load-1")),
      await shop.rows("select * from originals order by all"),
    ];
    await load("again.csv", csv(anna));
    expect(files()).toEqual(["load-1"]);
    expect(readFileSync(join(vault(), "load-1"))).toEqual(before);
    expect(await shop.rows("select * from originals order by all")).toEqual(rows);
    await load("more.csv", csv(anna, bert));
    expect(files()).toEqual(["load-1", "load-3"]);
    expect((await written(3)).filter((text) => /anna|1701234567/i.test(text))).toEqual([]);
  });

  it("seals anew what was in a file that is there no more", async () => {
    await load("orders.csv", csv(anna));
    rmSync(join(vault(), "load-1"));
    await load("again.csv", csv(anna));
    expect(await written(2)).toContain("email Anna@Example.com");
    expect(await shop.rows("select distinct load_id from originals")).toEqual([{ load_id: 2 }]);
  });

  it("names the file that was changed, cut short or taken away, and gives out nothing of it", async () => {
    await load("orders.csv", csv(anna));
    const path = join(vault(), "load-1");
    const whole = readFileSync(path);
    const changed = Buffer.from(whole);
    changed[changed.length - 20]! ^= 1;
    writeFileSync(path, changed);
    await expect(written()).rejects.toThrow(`${path} does not open: its block 1 does not open. It was changed`);
    writeFileSync(path, whole);
    truncateSync(path, whole.length - 1);
    await expect(written()).rejects.toThrow(`${path} does not open: it ends in the middle`);
    rmSync(path);
    await expect(written()).rejects.toThrow(`${path} is missing: the originals of load 1 were sealed in it`);
  });

  it("forgets one person and keeps the others", async () => {
    await load("orders.csv", csv(anna, bert));
    const before = readFileSync(join(vault(), "load-1"));
    const [bertsMail] = await shop.rows(
      "select value from originals where kind = 'email' and customer_id = (select customer_id from orders where order_id = '#2')",
    );
    await resealWithout(vault(), 1, { key: testKey, forgotten: new Set([String(bertsMail?.["value"])]) });
    expect(await written()).toContain("email Anna@Example.com");
    expect((await written()).join()).not.toContain("bert@");
    expect(files()).toEqual(["load-1"]);
    expect(readFileSync(join(vault(), "load-1")).subarray(0, 64)).not.toEqual(before.subarray(0, 64));
  });

  it("finishes the file of a load that is in, and takes away that of one that is not", async () => {
    await load("orders.csv", csv(anna));
    async function* some() {
      yield [{ value: "ab", kind: "email", written: "x@y.z" } as const];
    }
    for (const loadId of [1, 2]) await writeVault(some(), { folder: vault(), loadId, key: testKey });
    await recoverVault(shop.warehouse, vault());
    expect(files()).toEqual(["load-1"]);
    expect(await written()).toEqual(["email x@y.z"]); // the finished part took its place
  });

  it("holds a hundred thousand originals in blocks, none of them lost", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shoplens-vault-"));
    async function* many() {
      for (let from = 0; from < 100_000; from += 20_000) {
        yield Array.from({ length: 20_000 }, (_, i) => {
          return { value: `${from + i}`, kind: "email", written: `nr${from + i}@example.com` } as const;
        });
      }
    }
    const started = performance.now();
    await writeVault(many(), { folder, loadId: 7, key: testKey });
    rmSync(join(folder, "load-7"), { force: true });
    writeFileSync(join(folder, "load-7"), readFileSync(join(folder, "load-7.part")), { mode: 0o600 });
    let count = 0;
    for await (const block of openVault(folder, 7, testKey)) {
      for (const { value, written } of block) {
        expect(written === `nr${count}@example.com` && value === `${count}`).toBe(true);
        count += 1;
      }
    }
    expect(count).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(20_000);
    rmSync(folder, { recursive: true });
  });
});
