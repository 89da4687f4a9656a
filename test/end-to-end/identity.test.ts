import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { customerCalled } from "#shop/customer-called.js";
import { decideIdentity, joinId } from "#shop/decide-identity.js";
import { describeShop } from "#shop/describe.js";
import { identityReport, joinsOf, sharedIn } from "#shop/identity-report.js";
import { ingestInto } from "#shop/ingest-into.js";
import { identityNotes } from "#shop/say-identity.js";
import { openShop, type Shop } from "#shop/shop.js";
import { newConfig, readConfig, writeConfig } from "#shop/shop-config.js";
import { textAt, texts } from "#table/table.js";
import { wrongTexts } from "../conformance/all-texts.js";
import { identityFiles } from "../identity-files.js";

const identity = (customer_id: string, kind: string, value: string) => ({ customer_id, kind, value });
const order = (order_id: string, customer_id: string) => ({ order_id, customer_id, ordered_at: "2024-03-01 10:00:00" });
const rows = {
  identities: [
    identity("A", "email", "anna@example.com"),
    identity("G1", "email", "ANNA@example.com"),
    identity("G1", "phone", "0170 1234567"),
    identity("G2", "phone", "+49 170 1234567"),
    ...["A", "G1", "G2"].map((id) => identity(id, "name", "Anna Muster")),
    identity("B", "phone", "0170 1234567"),
    identity("B", "name", "Bert Muster"),
    identity("A", "device", "d1"),
  ],
  customers: [{ customer_id: "A", created_at: "2024-01-01", country: "DE" }],
  orders: [order("1", "A"), order("2", "G1"), order("3", "G2"), order("4", "B")],
  order_lines: ["1", "2", "3", "4"].map((id) => ({ order_id: id, item_id: "x", quantity: "1", unit_price: "10" })),
  events: [{ event_id: "1", anonymous_id: "d1", event: "view", occurred_at: "2024-03-01 09:00:00" }],
};

describe("who is who in a shop", () => {
  const root = mkdtempSync(join(tmpdir(), "shoplens-identity-"));
  const folder = join(root, "shop");
  const files = identityFiles(rows).map(([name, content]) => {
    writeFileSync(join(root, name), content);
    return join(root, name);
  });
  let shop: Shop;
  const reopened = async () => {
    shop.close();
    shop = await openShop(folder, { access: "write" });
  };
  beforeAll(async () => {
    process.env["SHOPLENS_KEYS"] = join(root, "keys");
    writeConfig(folder, newConfig(folder, { currency: "EUR", country: "DE" }));
    shop = await openShop(folder, { access: "write" });
    await ingestInto(shop, files);
  });
  beforeEach(async () => {
    writeConfig(folder, { ...readConfig(folder), identity: undefined });
    await reopened();
  });
  afterAll(() => {
    shop.close();
    rmSync(root, { recursive: true });
  });

  async function buyers(): Promise<string> {
    const table = await shop.warehouse.query("select customer_id from clean_orders order by order_id");
    return Array.from({ length: table.rows }, (_, row) => textAt(texts(table, "customer_id"), row)).join(" ");
  }

  it("is said with its evidence, and describe still counts what the sources say", async () => {
    expect(await buyers()).toBe("A A A B");
    expect(await joinsOf(shop, "A", 20)).toEqual(
      [
        expect.objectContaining({ join: joinId(["G1", "A"]), customerId: "G1", with: "A", rule: "email" }),
        expect.objectContaining({
          join: joinId(["G2", "G1"]),
          customerId: "G2",
          with: "G1",
          rule: "phone",
          joinedAs: "A",
        }),
      ].toSorted((a, b) => (a.sample.join < b.sample.join ? -1 : 1)),
    );
    expect(await sharedIn(shop, 20)).toMatchObject([{ kind: "phone", reason: "names", customers: 3, names: 2 }]);
    const { sales, identity: said } = await describeShop(shop);
    expect(sales.customers).toBe(4);
    expect(said.joined).toEqual({ ids: 3, customers: 1 });
    expect(said.rules.map(({ rule, customers, visitors, orders }) => [rule, customers, visitors, orders])).toEqual([
      ["account", 0, 0, 0],
      ["email", 1, 0, 0],
      ["order", 0, 0, 0],
      ["phone", 1, 0, 0],
      ["device", 0, 1, 0],
      ["session", 0, 0, 0],
    ]);
    expect(await buyers()).toBe("A A A B");
    expect(await customerCalled(shop, "G2")).toBe("A");
    expect(await customerCalled(shop, "nobody")).toBe("nobody");
  });

  it("is told in the report in both languages, in whole sentences", async () => {
    await decideIdentity(shop, { undo: ["session"], redo: [] });
    await reopened();
    const report = await identityReport(shop);
    const notes = { en: identityNotes(report, "en"), zh: identityNotes(report, "zh") };
    expect(wrongTexts(notes)).toEqual([]);
    expect(notes.en.join(" ")).toMatch(/3 customer ids are read as one customer.*1 by the same e-mail address.*--undo/);
    expect(notes.zh.join(" ")).toMatch(/3 个顾客编号合并为 1 位顾客.*同一邮箱 1 项/);
    expect(notes.zh).toHaveLength(notes.en.length);
  });

  it.each([
    ["a join", () => joinId(["A", "G1"]), "A G1 G1 B"],
    ["the beginning of a join", () => joinId(["G1", "G2"]).slice(0, 5), "A A G2 B"],
    ["a rule", () => "phone", "A A G2 B"],
  ])("undoes %s, keeps it when files are loaded again, and redoes it", async (_, named, apart) => {
    const before = await buyers();
    await decideIdentity(shop, { undo: [named()], redo: [] });
    expect(await buyers()).toBe(apart);
    await reopened();
    await ingestInto(shop, files);
    expect(await buyers()).toBe(apart);
    await decideIdentity(shop, { undo: [], redo: [named()] });
    expect(await buyers()).toBe(before);
    expect(readConfig(folder).identity).toEqual({ off: [], blocked: [], apart: [] });
  });

  it("undoes an identity by the beginning of what stands for it", async () => {
    const [email] = (await joinsOf(shop, "", 20)).filter(({ rule }) => rule === "email");
    const name = `email:${email!.value.slice(0, 8)}`;
    await decideIdentity(shop, { undo: [name], redo: [] });
    expect(readConfig(folder).identity?.blocked).toEqual([`email:${email!.value}`]);
    expect(await buyers()).toBe("A G1 G1 B");
    await decideIdentity(shop, { undo: [], redo: [name] });
    expect(await buyers()).toBe("A A A B");
  });

  it("does what shoplens.json says when it was changed by hand", async () => {
    writeConfig(folder, { ...readConfig(folder), identity: { off: [], blocked: [], apart: [["A", "G1"]] } });
    await reopened();
    expect(await buyers()).toBe("A G1 G1 B");
  });

  it.each([
    [{ undo: ["fax"] }, 'nothing is called "fax"; expected a rule (account, email, order, phone'],
    [{ undo: ["phone:ffffffffffff"] }, 'no customer was seen with an identity that begins "phone:ffffffffffff"'],
    [{ redo: ["phone"] }, '"phone" was not undone'],
  ])("refuses %j in a sentence, and changes nothing", async (change, sentence) => {
    const before = readFileSync(join(folder, "shoplens.json"), "utf8");
    await expect(decideIdentity(shop, { undo: [], redo: [], ...change })).rejects.toThrow(sentence);
    expect(readFileSync(join(folder, "shoplens.json"), "utf8")).toBe(before);
  });

  it.each([
    [{ off: ["fax"] }, 'identity.off names "fax", expected one of account, email, order, phone'],
    [{ blocked: ["fax:1"] }, 'identity.blocked names "fax:1", expected one of account, email'],
    [{ apart: ["A"] }, "expected tuple"],
    [{ of: [] }, "Unrecognized key"],
  ])("refuses a shoplens.json with %j, saying what was expected", (given, sentence) => {
    const path = join(folder, "shoplens.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), identity: given }));
    expect(() => readConfig(folder)).toThrow(sentence);
    const { identity: _, ...config } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify(config));
  });
});
