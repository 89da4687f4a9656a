import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

const titles = 'Campaign report\n"January 1, 2024 - January 31, 2024"\n';
const header = "Campaign status,Campaign,Campaign ID,Day,Currency code,Campaign type,Impr.,Clicks,CTR,Cost";
const rows = [
  'Enabled,Linen,111,2024-01-05,EUR,Search,"12,345",120,0.97%,"1,234.56"',
  "Enabled,Linen,111,2024-01-06,EUR,Search,100,2,2.00%,10.00",
  'Paused,"Throws, grey",222,2024-01-05,EUR,Display,0,0, --,0.00',
];
const totals =
  'Total: Campaigns, --, --, --,EUR, --,"12,445",122,0.98%,"1,244.56"\nTotal: Account, --, --, --,EUR, --,"12,445",122,0.98%,"1,244.56"\n';
const report = (lines: readonly string[] = rows) => `${titles}${header}\n${lines.join("\n")}\n${totals}`;

describe("a Google Ads report", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const load = async (text: string | Uint8Array) => (await shop.load([shop.write("Campaign report.csv", text)]))[0];
  const spend = () =>
    shop.rows(
      "select channel, campaign_id, cast(day as varchar) as day, cents, currency, impressions, clicks from spend order by 2, 3",
    );
  const expected = [
    {
      channel: "google ads",
      campaign_id: "111",
      day: "2024-01-05",
      cents: 123456,
      currency: "EUR",
      impressions: 12345,
      clicks: 120,
    },
    {
      channel: "google ads",
      campaign_id: "111",
      day: "2024-01-06",
      cents: 1000,
      currency: "EUR",
      impressions: 100,
      clicks: 2,
    },
    {
      channel: "google ads",
      campaign_id: "222",
      day: "2024-01-05",
      cents: 0,
      currency: "EUR",
      impressions: 0,
      clicks: 0,
    },
  ];

  it("is spend by campaign and day, its titles and totals passed over, the same loaded twice", async () => {
    expect(await load(report())).toMatchObject({ format: "google-ads-report", rows: 5, refused: 0 });
    expect(await spend()).toEqual(expected);
    expect(await shop.rows("select campaign_id, name, channel from campaigns order by 1")).toEqual([
      { campaign_id: "111", name: "Linen", channel: "google ads" },
      { campaign_id: "222", name: "Throws, grey", channel: "google ads" },
    ]);
    await load(report());
    expect(await spend()).toEqual(expected);
  });

  it("is the same as tabs in UTF-16, as Google writes it for Excel", async () => {
    const tabs = report().replaceAll('"January 1, 2024 - January 31, 2024"', "January 1, 2024 - January 31, 2024");
    const wide = tabs.replace(/"([^"\n]*)"|,/g, (match, quoted?: string) => quoted ?? (match === "," ? "\t" : match));
    const title = wide.replace("January 1\t 2024 - January 31\t 2024", "January 1, 2024 - January 31, 2024");
    expect(await load(Buffer.from(`\ufeff${title}`, "utf16le"))).toMatchObject({ kind: "loaded", refused: 0 });
    expect(await spend()).toEqual(expected);
  });

  it("adds up what else splits a campaign's day", async () => {
    await load(report([rows[1] ?? "", rows[1] ?? ""]));
    expect(await spend()).toMatchObject([{ campaign_id: "111", cents: 2000, impressions: 200, clicks: 4 }]);
  });

  it("refuses a row that cannot be understood, alone, with its line", async () => {
    const bad = [
      "Enabled,Linen,111,2024-01-06,EUR,Search,100,2,2.00%,ten",
      "Enabled,Linen,111,06.01.2024,EUR,Search,100,2,2.00%,10.00",
      "Enabled,Linen,111,,EUR,Search,100,2,2.00%,10.00",
      "Enabled,Linen,111,2024-01-06,EUR,Search,1.5,2,2.00%,10.00",
      'Enabled,Linen,111,2024-01-06,EUR,Search,100,2,2.00%,"12,5"',
    ];
    const loaded = await load(report([...rows, ...bad]));
    expect(loaded).toMatchObject({
      refused: 5,
      reasons: [
        { reason: "Cost: not an amount of money", rows: 2 },
        { reason: "Day: missing", rows: 1 },
        { reason: "Day: not a date such as 2024-01-31", rows: 1 },
        { reason: "Impr.: not a whole number of at least 0", rows: 1 },
      ],
    });
    expect(await spend()).toEqual(expected);
    expect(await shop.rows("select line from refusals order by line")).toMatchObject(
      [7, 8, 9, 10, 11].map((line) => ({ line })),
    );
  });

  it("refuses many alike bad rows at once", async () => {
    const bad = Array.from({ length: 500 }, () => "Enabled,Linen,111,2024-01-06,euro,Search,100,2,2.00%,10.00");
    expect(await load(report([...rows, ...bad]))).toMatchObject({
      refused: 500,
      reasons: [{ reason: "Currency code: not a code such as EUR", rows: 500 }],
    });
    expect(await spend()).toEqual(expected);
  });

  it("is no report of days without the column Day", async () => {
    const whole = `${titles}Campaign status,Campaign,Currency code,Impr.,Clicks,Cost\nEnabled,Linen,EUR,100,2,10.00\n`;
    expect(await load(whole)).toMatchObject({ kind: "refused", message: expect.stringContaining("would still need") });
  });
});
