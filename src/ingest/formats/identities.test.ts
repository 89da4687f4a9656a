import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";

const columns = ["customer_id", "kind", "value"];

describe("a plain list of identities", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ warehouse: "file", country: "DE" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly (readonly [id: string, kind: string, value: string])[]) {
    const objects = rows.map(([customer_id, kind, value]) => ({ customer_id, kind, value }));
    const [report] = await shop.load([shop.write("identities.csv", csvText(columns, objects))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("keeps of an address, a number and a name the pseudonym, and ids as they are", async () => {
    await load([
      ["C1", "email", "Zebedee.Quux@gmail.com"],
      ["C1", "phone", "0170 765 4321"],
      ["C1", "name", "Zebedee Quux"],
      ["C1", "account", "A-17"],
      ["C1", "device", "d1"],
    ]);
    expect(await shop.rows("select kind, value from identities order by kind")).toEqual([
      { kind: "account", value: "A-17" },
      { kind: "device", value: "d1" },
      { kind: "email", value: pseudonym(testKey, "email", "zebedeequux@gmail.com") },
      { kind: "name", value: pseudonym(testKey, "name", "zebedee quux") },
      { kind: "phone", value: pseudonym(testKey, "phone", "+491707654321") },
    ]);
    const everything = await shop.everything();
    for (const trace of [/zebedee/i, /quux/i, /7654321/]) expect(everything).not.toMatch(trace);
  });

  it("takes a pseudonym that it is given as it is, as when its own rows come back", async () => {
    const email = pseudonym(testKey, "email", "anna@example.com") ?? "";
    await load([["C1", "email", email]]);
    await load([["C1", "email", "Anna@example.com"]]);
    expect(await shop.rows("select value from identities")).toEqual([{ value: email }]);
  });

  it("refuses what identifies nobody, hides it, and says so", async () => {
    const report = await load([
      ["C1", "email", "noreply@quux.example"],
      ["C1", "phone", "00000000"],
      ["C1", "account", "null"],
      ["C1", "device", "00000000-0000-0000-0000-000000000000"],
      ["C1", "name", "zebedee"],
      ["C1", "email", ""],
      ["C1", "phone", "0170 7654321"],
    ]);
    expect(report.reasons).toEqual([
      { reason: "value: identifies nobody", rows: 5 },
      { reason: "value: missing", rows: 1 },
    ]);
    const everything = await shop.everything();
    for (const trace of [/zebedee/i, /quux/i, /00000000/]) expect(everything).not.toMatch(trace);
  });
});
