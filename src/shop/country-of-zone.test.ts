import { describe, expect, it } from "vitest";
import { phonePlans } from "#protect/phone-plans.js";
import { countryOfZone } from "./country-of-zone.js";

describe("the country of a time zone", () => {
  it.each([
    ["Europe/Berlin", "DE"],
    ["Asia/Shanghai", "CN"],
    ["UTC", null],
    ["constructor", null],
  ])("of %s is %s", (zone, country) => expect(countryOfZone(zone)).toBe(country));

  it("is one whose phone numbers can be read, of every zone that has any", () => {
    const found = Intl.supportedValuesOf("timeZone").map(countryOfZone);
    expect(found.filter((country) => country !== null && !(country in phonePlans))).toEqual([]);
    expect(new Set(found).size).toBeGreaterThan(40);
  });
});
