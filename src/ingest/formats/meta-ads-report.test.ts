import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

const header =
  "Campaign name,Ad set name,Day,Amount spent (EUR),Impressions,Reach,Link clicks,Reporting starts,Reporting ends";
const rows = [
  ",,,24.50,3300,2100,33,2024-01-05,2024-01-06",
  'Spring,Lookalike,2024-01-05,"1,010.00",1000,900,10,2024-01-05,2024-01-05',
  "Spring,Broad,2024-01-05,2.50,2000,1000,20,2024-01-05,2024-01-05",
  "Spring,Broad,2024-01-06,,300,200,,2024-01-06,2024-01-06",
];
const report = (lines: readonly string[] = rows, head = header) => [head, ...lines, ""].join("\n");

describe("a Meta Ads report", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const load = async (text: string) => (await shop.load([shop.write("Ads.csv", text)]))[0];
  const spend = () =>
    shop.rows(
      "select channel, campaign_id, cast(day as varchar) as day, cents, currency, impressions, clicks from spend order by 2, 3",
    );
  const expected = [
    {
      channel: "meta ads",
      campaign_id: "Spring",
      day: "2024-01-05",
      cents: 101250,
      currency: "EUR",
      impressions: 3000,
      clicks: 30,
    },
    {
      channel: "meta ads",
      campaign_id: "Spring",
      day: "2024-01-06",
      cents: 0,
      currency: "EUR",
      impressions: 300,
      clicks: null,
    },
  ];

  it("is spend by campaign and day, in the currency of its header, the same loaded twice", async () => {
    expect(await load(report())).toMatchObject({ format: "meta-ads-report", rows: 4, refused: 0 });
    expect(await spend()).toEqual(expected);
    expect(await shop.rows("select campaign_id, name, channel from campaigns")).toEqual([
      { campaign_id: "Spring", name: "Spring", channel: "meta ads" },
    ]);
    await load(report());
    expect(await spend()).toEqual(expected);
  });

  it("counts yen in yen, and takes a column for the currency, an id for the campaign and the day from its dates", async () => {
    await load(
      report(
        ["2024-01-05,2024-01-05,7,Spring,500,1000,10"],
        "Reporting starts,Reporting ends,Campaign ID,Campaign name,Amount spent (JPY),Impressions,Clicks (all)",
      ),
    );
    await load(
      report(
        ["2024-01-06,2024-01-06,7,Spring,USD,5.25,1000,10"],
        "Reporting starts,Reporting ends,Campaign ID,Campaign name,Currency,Amount spent,Impressions,Clicks (all)",
      ),
    );
    expect(await spend()).toMatchObject([
      { campaign_id: "7", day: "2024-01-05", cents: 500, currency: "JPY", clicks: 10 },
      { campaign_id: "7", day: "2024-01-06", cents: 525, currency: "USD", clicks: 10 },
    ]);
  });

  it("refuses a row over several days, and one that cannot be understood, alone", async () => {
    const bad = [
      "Spring,Broad,,7.00,300,200,3,2024-01-01,2024-01-31",
      "Spring,Broad,2024-01-06,seven,300,200,3,2024-01-06,2024-01-06",
      "Spring,Broad,2024-01-06,1.00,-3,200,3,2024-01-06,2024-01-06",
    ];
    expect(await load(report([...rows, ...bad]))).toMatchObject({
      refused: 3,
      reasons: [
        { reason: "Day: several days in one row; export the report broken down by day", rows: 1 },
        { reason: "Impressions: not a whole number of at least 0", rows: 1 },
        { reason: "cents: not an amount of money", rows: 1 },
      ],
    });
    expect(await spend()).toEqual(expected);
  });
});
