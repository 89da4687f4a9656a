import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { describeShop } from "#shop/describe.js";
import { type Digest, digestSince, recordNow } from "#shop/digest.js";
import { ingestInto } from "#shop/ingest-into.js";
import { writeRunRecord } from "#shop/run-record.js";
import { sayDigest } from "#shop/say-digest.js";
import { openShop } from "#shop/shop.js";
import { newConfig, writeConfig } from "#shop/shop-config.js";
import { orderRow, type ShopifyRow, shopifyCsv } from "../shopify-export.js";

/*
 * A shop that exports its orders every night: what is new, and what has changed of what is old. Twelve mugs a day at ten
 * euros, but for Saturdays, with twenty; the history is five weeks. Day 0 is Monday, 3 August 2026.
 */
const HISTORY = 35;

interface MugOrder {
  readonly number: number;
  readonly day: number;
  mugs: number;
  cancelledOn?: number;
  paidBackCents?: number;
  changedOn?: number;
}

const time = (day: number, hour: number) =>
  `${new Date(Date.UTC(2026, 7, 3 + day, hour)).toISOString().slice(0, 19).replace("T", " ")} +0000`;
const dayOf = (day: number) => time(day, 0).slice(0, 10);

function rowOf({ number, day, mugs, cancelledOn, paidBackCents = 0, changedOn }: MugOrder): ShopifyRow {
  return orderRow(`#${number}`, {
    "Created at": time(day, 9),
    "Paid at": time(day, 9),
    "Lineitem sku": "MUG",
    "Lineitem name": "Mug",
    "Lineitem quantity": String(mugs),
    "Lineitem price": "10.00",
    Email: `k${number % 40}@example.com`,
    Shipping: "0.00",
    Total: `${mugs}0.00`,
    "Refunded Amount": (paidBackCents / 100).toFixed(2), // as Shopify writes it: nobody says when
    ...(cancelledOn !== undefined && { "Cancelled at": time(cancelledOn, 8) }),
    ...(changedOn !== undefined && { "Fulfilled at": time(changedOn, 7) }),
  });
}

const ordersOn = (day: number): MugOrder[] =>
  Array.from({ length: day % 7 === 5 ? 10 : 6 }, (_, i) => ({ number: 1000 + 20 * day + i, day, mugs: 2 }));

describe("a week of nightly exports", () => {
  let folder: string;
  const digests: Digest[] = [];
  const orders = Array.from({ length: HISTORY + 7 }, (_, day) => ordersOn(day));

  /** One night: the files are loaded, the run looks at the shop, and the next night compares with that. */
  async function night(files: Readonly<Record<string, readonly MugOrder[]>>): Promise<Digest | null> {
    const shop = await openShop(join(folder, "shop"), { access: "write" });
    try {
      const paths = Object.entries(files).map(([name, some]) => {
        writeFileSync(join(folder, name), shopifyCsv(some.map(rowOf)));
        return join(folder, name);
      });
      for (const report of await ingestInto(shop, paths))
        expect(report).toMatchObject({ kind: "loaded", refused: 0, format: "shopify-orders" });
      const now = await recordNow(shop);
      const digest = await digestSince(shop, now, "last");
      writeRunRecord(shop, now);
      return digest;
    } finally {
      shop.close();
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shoplens-week-"));
    vi.stubEnv("SHOPLENS_KEYS", join(folder, "keys"));
    writeConfig(join(folder, "shop"), newConfig("shop", {}));
    const at = (day: number) => orders[HISTORY + day]!;
    expect(await night({ "history.csv": orders.slice(0, HISTORY).flat() })).toBeNull();
    const [cancelled, corrected] = [at(0)[0]!, at(1)[0]!];
    const [late] = orders[20]!;
    const changes: Readonly<Record<number, () => MugOrder>> = {
      2: () => Object.assign(cancelled!, { cancelledOn: HISTORY + 2 }),
      3: () => Object.assign(late!, { paidBackCents: 550 }),
      4: () => Object.assign(corrected!, { mugs: 5, changedOn: HISTORY + 4 }),
    };
    for (let day = 0; day < 7; day += 1) {
      const changed = [changes[day]?.() ?? []].flat();
      const again = day === 5 ? { "history-again.csv": orders.slice(0, HISTORY).flat() } : {};
      const digest = await night({ [`night-${day}.csv`]: [...changed, ...at(day)], ...again });
      digests.push(digest!);
    }
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });

  it("tells each morning of the day that came, against what is usual for its weekday", () => {
    expect(digests.map(({ since }) => since)).toEqual(Array.from({ length: 7 }, (_, day) => dayOf(HISTORY - 1 + day)));
    expect(digests.map(({ after }) => after)).toEqual(
      Array.from({ length: 7 }, (_, day) => ({
        days: 1,
        orders: day === 5 ? 10 : 6,
        cents: day === 5 ? 20_000 : 12_000,
      })),
    );
    expect(digests[5]?.usual).toEqual({ days: 1, orders: 10, cents: 20_000 });
    expect(digests[6]?.usual).toEqual({ days: 1, orders: 6, cents: 11_863 }); // one of the four Sundays less 5.50
  });

  it("places a late refund, a cancellation and a corrected order where they belong, once", () => {
    expect(digests.map(({ corrected }) => corrected)).toEqual([
      [],
      [],
      [{ day: dayOf(HISTORY), was: 12_000, is: 10_000 }],
      [{ day: dayOf(20), was: 12_000, is: 11_450 }],
      [{ day: dayOf(HISTORY + 1), was: 12_000, is: 15_000 }],
      [],
      [],
    ]);
  });

  it("says so in a merchant's words", () => {
    expect(sayDigest(digests[3]!, "EUR", "en").map(({ text }) => text)).toEqual([
      "**6 orders** worth **€120.00** in the day since; the same weekday of the four weeks before brought 6 worth €120.00 on average.",
      "1 earlier day was corrected: it is **€5.50** lower than it was.",
      "Nobody bought for the first time, **6** came back.",
      "1 file with 7 rows came in; none was refused.",
    ]);
    expect(sayDigest(digests[4]!, "EUR", "zh")[1]?.text).toBe("更早的 1 天被更正：合计比原来多 **€30.00**。");
  });

  it("ends with the books in order, to the cent", async () => {
    const shop = await openShop(join(folder, "shop"), { access: "read" });
    const { sales, refunds, paidBack } = await describeShop(shop);
    shop.close();
    const sold = orders.flat().filter(({ cancelledOn }) => cancelledOn === undefined);
    expect(sales).toMatchObject({ orders: sold.length, cents: sold.reduce((sum, { mugs }) => sum + 1000 * mugs, 0) });
    expect(refunds).toEqual({ lines: 1, orders: 1, cents: 2000 });
    expect(paidBack).toEqual({ refunds: 1, cents: 550, undated: 1 });
  });
});
