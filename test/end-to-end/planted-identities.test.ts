import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSimulation } from "#serve/cli/write-simulation.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { trueIdentities } from "#simulate/truth/true-identities.js";
import { joinScores } from "../join-scores.js";
import { type LoadingShop, openLoadingShop } from "../loading-shop.js";

// npm run prove -- identity does the same for more and larger shops
describe.each([1, 2, 3])("the planted identities of shop %i", (seed) => {
  const simulation = simulateShop({
    seed,
    identities: "planted",
    faults: "none",
    customers: 1200,
    days: 300,
    eventsTarget: 16_000,
    picturesPerItem: 0,
  });
  const folder = mkdtempSync(join(tmpdir(), "shoplens-planted-"));
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: simulation.options.timeZone, country: "DE" });
    await shop.load(await writeSimulation(simulation, folder, new AbortController().signal));
  }, 60_000);
  afterAll(() => {
    shop.close();
    rmSync(folder, { recursive: true });
  });

  it("are joined with precision .99 and recall .95 of the pairs that are one person", async () => {
    const { precision, recall, planted } = await joinScores(shop.warehouse, trueIdentities(simulation));
    expect(planted).toBeGreaterThan(400);
    expect(precision).toBeGreaterThanOrEqual(0.99);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  it("are flagged where an identity is shared: the assistants' account, their till, the tablet in the shop, families' phones", async () => {
    const shared = await shop.rows(
      "select kind, value, reason from shared_identities where kind in ('account', 'device')",
    );
    expect(shared).toEqual(
      expect.arrayContaining([
        { kind: "account", value: "staff-1", reason: "names" },
        { kind: "device", value: "till-1", reason: "customers" },
        { kind: "device", value: "kiosk-1", reason: "customers" },
      ]),
    );
    const [phones] = await shop.rows("select count(*) as n from shared_identities where kind = 'phone'");
    expect(phones?.["n"]).toBeGreaterThan(3);
  });

  it("make of guests and late registrations one customer in every query: as many orders, fewer customers", async () => {
    const counted = "select count(*) as orders, count(distinct customer_id) as customers from";
    const [[loaded], [read]] = [await shop.rows(`${counted} orders`), await shop.rows(`${counted} clean_orders`)];
    expect(read?.["orders"]).toBe(loaded?.["orders"]);
    expect(Number(read?.["customers"])).toBeLessThan(Number(loaded?.["customers"]) - 50);
  });
});
