import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";

const trends = (header: string, ...rows: readonly string[]) =>
  `Category: All categories\n\n${[header, ...rows].join("\n")}\n`;

describe("a Google Trends file", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  const load = async (text: string, format?: string) =>
    (await shop.load([shop.write("multiTimeline.csv", text)], format ? { format } : {}))[0];
  const signals = () => shop.rows("select series, cast(day as varchar) as day, value from signals order by 1, 2");

  it("is a series per search, the same loaded twice", async () => {
    const weeks = trends('Week,linen throw: (Germany),"throw, grey: (Germany)"', "2024-01-07,45,<1", "2024-01-14,100,");
    const expected = [
      { series: "google trends: linen throw: (Germany)", day: "2024-01-07", value: 45 },
      { series: "google trends: linen throw: (Germany)", day: "2024-01-14", value: 100 },
      { series: "google trends: throw, grey: (Germany)", day: "2024-01-07", value: 0.5 },
    ];
    expect(await load(weeks)).toMatchObject({ format: "google-trends", rows: 2, refused: 0 });
    expect(await signals()).toEqual(expected);
    await load(weeks);
    expect(await signals()).toEqual(expected);
  });

  it.each([
    ["months", trends("Month,linen: (Worldwide)", "2024-01,40", "2024-02,60"), ["2024-01-01", "2024-02-01"], [40, 60]],
    [
      "hours, averaged",
      trends("Time,linen: (Worldwide)", "2024-01-01T00,40", "2024-01-01T01,60"),
      ["2024-01-01"],
      [50],
    ],
    ["days in German", trends("Tag,Leinen: (Deutschland)", "2024-01-01,40"), ["2024-01-01"], [40]],
    ["weeks in Chinese", trends("周,亚麻: (全球)", "2024-01-07,40"), ["2024-01-07"], [40]],
  ])("is read by %s", async (_, text, days, values) => {
    expect(await load(text)).toMatchObject({ kind: "loaded", refused: 0 });
    const found = await signals();
    expect([found.map(({ day }) => day), found.map(({ value }) => value)]).toEqual([days, values]);
  });

  it("survives a search of quotes, and one named twice", async () => {
    const header = 'Week,"""linen\\ \'throw"": (Germany)",a: (Germany),a: (Germany)';
    expect(await load(trends(header, "2024-01-07,1,2,3"))).toMatchObject({ kind: "loaded", refused: 0 });
    expect(await signals()).toMatchObject([
      { series: 'google trends: "linen\\ \'throw": (Germany)', value: 1 },
      { series: "google trends: a: (Germany)", value: 2 },
    ]);
  });

  it("is not taken for what it is not, but for what it is told to be", async () => {
    const bare = "Time,linen\n2024-01-01,40\n";
    expect(await load(bare)).toMatchObject({ kind: "refused" });
    expect(await load(bare, "google-trends")).toMatchObject({ kind: "loaded" });
    expect(await signals()).toEqual([{ series: "google trends: linen", day: "2024-01-01", value: 40 }]);
  });

  it("refuses a row that cannot be understood, alone", async () => {
    const report = await load(
      trends("Week,linen: (Germany)", "2024-01-07,45", "last week,50", "2024-01-21,lots", "2024-13-01,1"),
    );
    expect(report).toMatchObject({
      refused: 3,
      reasons: [
        { reason: "Week: not a day such as 2024-01-31 or a month such as 2024-01", rows: 2 },
        { reason: "value: not a number", rows: 1 },
      ],
    });
    expect(await signals()).toHaveLength(1);
  });
});
