import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

const header =
  "Campaign Name,Tags,Subject,List,Send Time,Send Weekday,Total Recipients,Unique Placed Order,Placed Order Rate,Revenue," +
  "Unique Opens,Open Rate,Total Opens,Unique Clicks,Click Rate,Total Clicks,Unsubscribes,Spam Complaints,Spam Complaints Rate," +
  "Successful Deliveries,Bounces,Bounce Rate,Campaign ID,Campaign Channel";
const sent = (name: string, at: string, id: string, channel = "email", opens = "1500.0", clicks = "40.0") =>
  `${name},,Hello,Everyone,${at},Friday,1000.0,5.0,0.50%,250.00,900.0,90%,${opens},30.0,3%,${clicks},1.0,0.0,0.00%,990.0,10.0,1%,${id},${channel}`;

describe("a Klaviyo campaign export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "America/New_York" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const load = async (...rows: readonly string[]) =>
    (await shop.load([shop.write("campaigns.csv", [header, ...rows, ""].join("\n"))]))[0];
  const content = async () => [
    await shop.rows("select campaign_id, name, channel, started_at from campaigns order by 1"),
    await shop.rows(
      "select channel, campaign_id, cast(day as varchar) as day, cents, impressions, clicks from spend order by 2",
    ),
  ];

  it("is a campaign and its results on the day it was sent, the same loaded twice", async () => {
    const rows = [
      sent("Spring", "2024-01-05 22:30:00", "K1"),
      sent("Texts", "2024-01-06 09:00:00", "K2", "sms"),
      sent("No id", "2024-01-07 09:00:00", ""),
    ];
    expect(await load(...rows)).toMatchObject({ format: "klaviyo-campaigns", rows: 3, refused: 0 });
    const first = await content();
    expect(first).toEqual([
      [
        { campaign_id: "K1", name: "Spring", channel: "mail", started_at: Date.UTC(2024, 0, 6, 3, 30) },
        { campaign_id: "K2", name: "Texts", channel: "sms", started_at: Date.UTC(2024, 0, 6, 14) },
        {
          campaign_id: "No id 2024-01-07 09:00:00",
          name: "No id",
          channel: "mail",
          started_at: Date.UTC(2024, 0, 7, 14),
        },
      ],
      [
        { channel: "mail", campaign_id: "K1", day: "2024-01-05", cents: 0, impressions: 1500, clicks: 40 },
        {
          channel: "mail",
          campaign_id: "No id 2024-01-07 09:00:00",
          day: "2024-01-07",
          cents: 0,
          impressions: 1500,
          clicks: 40,
        },
      ],
    ]);
    await load(...rows);
    expect(await content()).toEqual(first);
  });

  it("adds up the variations of one campaign", async () => {
    await load(sent("Spring", "2024-01-05 10:00:00", "K1"), sent("Spring", "2024-01-05 12:00:00", "K1"));
    expect(await content()).toMatchObject([
      [{ campaign_id: "K1", started_at: Date.UTC(2024, 0, 5, 15) }],
      [{ campaign_id: "K1", impressions: 3000, clicks: 80 }],
    ]);
  });

  it("refuses a row that cannot be understood, alone", async () => {
    const report = await load(
      sent("Spring", "2024-01-05 10:00:00", "K1"),
      sent("Never", "soon", "K2"),
      sent("Spring", "2024-01-05 10:00:00", "K3", "email", "many"),
    );
    expect(report).toMatchObject({
      refused: 2,
      reasons: [
        { reason: "Total Opens: not a whole number of at least 0", rows: 1 },
        { reason: "day: its Send Time is not a date and time such as 2024-01-31 09:30:00", rows: 1 },
      ],
    });
    expect(await shop.rows("select campaign_id from campaigns")).toEqual([{ campaign_id: "K1" }]);
  });
});
