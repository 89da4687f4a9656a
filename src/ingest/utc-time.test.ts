import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numbers } from "#table/table.js";
import { type LoadingShop, openLoadingShop } from "../../test/loading-shop.js";
import { prepareFormats } from "./stage-file.js";

describe("a time as text", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
  });
  afterAll(() => shop.close());

  async function read(written: string, timeZone: string): Promise<string | null> {
    await shop.warehouse.execute(`set TimeZone = '${timeZone}'`);
    await prepareFormats(shop.warehouse, { timeZone, currency: null });
    const found = await shop.warehouse.query("select utc_time($written) as moment", { written });
    const [moment] = numbers(found, "moment");
    return moment === undefined || Number.isNaN(moment) ? null : new Date(moment).toISOString().replace(".000Z", "Z");
  }

  it.each([
    ["2024-01-05 10:11:12 -0500", "2024-01-05T15:11:12Z"],
    ["2024-01-05 10:11:12-05:00", "2024-01-05T15:11:12Z"],
    ["2024-01-05T10:11:12.5+0530", "2024-01-05T04:41:12.500Z"],
    ["2024-01-05T10:11:12+02", "2024-01-05T08:11:12Z"],
    ["2024-01-05T10:11-03:00", "2024-01-05T13:11:00Z"],
    ["2024-01-05 10:11 +0100", "2024-01-05T09:11:00Z"],
    ["2024-01-05T10:11Z", "2024-01-05T10:11:00Z"],
    ["2024-01-05T10:11:12Z", "2024-01-05T10:11:12Z"],
    ["2024-01-05 10:11:12 UTC", "2024-01-05T10:11:12Z"],
  ])("%s says its own offset, in whatever zone the shop is", async (written, moment) => {
    for (const zone of ["UTC", "Europe/Berlin", "Asia/Shanghai"])
      expect([zone, await read(written, zone)]).toEqual([zone, moment]);
  });

  it.each([
    ["UTC", "2024-01-05 10:11:12", "2024-01-05T10:11:12Z"],
    ["Europe/Berlin", "2024-01-05 10:11:12", "2024-01-05T09:11:12Z"],
    ["Europe/Berlin", "2024-07-05T10:11", "2024-07-05T08:11:00Z"],
    ["Asia/Shanghai", "2024-01-05", "2024-01-04T16:00:00Z"],
    ["Europe/Berlin", "2024-03-31 02:30:00", "2024-03-31T01:30:00Z"], // the clock skips it: 03:30
    ["Europe/Berlin", "2024-10-27 02:30:00", "2024-10-27T01:30:00Z"], // the clock shows it twice: the second
  ])("without an offset is of the shop's zone %s: %s", async (zone, written, moment) =>
    expect(await read(written, zone)).toBe(moment),
  );

  it.each([
    "",
    "now",
    "today",
    "yesterday",
    "tomorrow",
    "2024",
    "20240105",
    "2024-02-30",
    "2023-02-29 10:00",
    "10:11:12",
    "1704449472",
    "31/01/2024",
    "2024-13-01",
    "2024-01-05 25:00:00",
    "NaN",
    "-0500",
  ])("is none when it is %j", async (written) => {
    for (const zone of ["UTC", "Europe/Berlin"]) expect(await read(written, zone)).toBeNull();
  });
});
