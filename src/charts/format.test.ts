import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDay,
  formatDuration,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPoints,
  formatRange,
  formatShare,
} from "./format.js";

describe("formatMoney", () => {
  it.each([
    [4630, "EUR", "€46.30", "€46.30"],
    [-4630, "EUR", "−€46.30", "−€46.30"],
    [123456789, "GBP", "£1,234,567.89", "£1,234,567.89"],
    [1234, "JPY", "¥1,234", "JP¥1,234"],
    [1234, "CNY", "CN¥12.34", "¥12.34"],
    [1234, "KWD", "KWD\u00a01.234", "KWD\u00a01.234"],
    [1234, null, "12.34", "12.34"],
    [1234, "not a currency", "12.34", "12.34"],
    [0, "EUR", "€0.00", "€0.00"],
    [-0, "EUR", "€0.00", "€0.00"],
    [Number.NaN, "EUR", "–", "–"],
    [Number.POSITIVE_INFINITY, null, "–", "–"],
  ] as const)("writes %d minor units of %s as %s, in Chinese %s", (minorUnits, currency, english, chinese) => {
    expect(formatMoney(minorUnits, currency, "en")).toBe(english);
    expect(formatMoney(minorUnits, currency, "zh")).toBe(chinese);
  });

  it.each([
    [4123450, "EUR", "€41.2k", "€4.12万"],
    [-4123450, "EUR", "−€41.2k", "−€4.12万"],
    [4100000, "EUR", "€41k", "€4.1万"],
    [1066668454, "GBP", "£10.7M", "£1,066.7万"],
    [99995000, "EUR", "€1M", "€100万"],
    [99999999, "EUR", "€1M", "€100万"],
    [987650, "EUR", "€9.9k", "€9,877"],
    [4630, "EUR", "€46.30", "€46.30"],
    [50000, "EUR", "€500", "€500"],
    [0, "EUR", "€0", "€0"],
    [123456789012, "JPY", "¥123.5bn", "JP¥1,234.6亿"],
    [4123450, null, "41.2k", "4.12万"],
  ] as const)("shortens %d minor units of %s to %s, in Chinese %s", (minorUnits, currency, english, chinese) => {
    expect(formatMoney(minorUnits, currency, "en", { compact: true })).toBe(english);
    expect(formatMoney(minorUnits, currency, "zh", { compact: true })).toBe(chinese);
  });

  it("never writes NaN, whatever comes", () => {
    const currency = fc.oneof(fc.constant(null), fc.constantFrom("EUR", "JPY", "KWD"), fc.string());
    fc.assert(
      fc.property(fc.double(), currency, fc.boolean(), (minorUnits, code, compact) => {
        expect(formatMoney(minorUnits, code, "en", { compact })).not.toMatch(/NaN|Infinity|∞|undefined/);
      }),
    );
  });
});

describe("formatCount", () => {
  it.each([
    [4338, "4,338", "4,338"],
    [2.44, "2.4", "2.4"],
    [1234.5, "1,235", "1,235"],
    [-3, "−3", "−3"],
    [Number.NaN, "–", "–"],
  ])("writes %d as %s", (count, english, chinese) => {
    expect(formatCount(count, "en")).toBe(english);
    expect(formatCount(count, "zh")).toBe(chinese);
  });

  it("shortens in thousands in English and in ten thousands in Chinese", () => {
    expect(formatCount(541_909, "en", { compact: true })).toBe("541.9k");
    expect(formatCount(541_909, "zh", { compact: true })).toBe("54.2万");
    expect(formatCount(4338, "zh", { compact: true })).toBe("4,338");
  });
});

describe("formatShare", () => {
  it.each([
    [0.31, "31 %", "31%"],
    [0.014, "1.4 %", "1.4%"],
    [0.09, "9 %", "9%"],
    [0.0999, "10 %", "10%"],
    [0.996, "99.6 %", "99.6%"],
    [1, "100 %", "100%"],
    [0, "0 %", "0%"],
    [0.0004, "< 0.1 %", "< 0.1%"],
    [-0.0004, "> −0.1 %", "> −0.1%"],
    [-0.5, "−50 %", "−50%"],
    [Number.NaN, "–", "–"],
  ])("writes %d as %s", (share, english, chinese) => {
    expect(formatShare(share, "en")).toBe(english);
    expect(formatShare(share, "zh")).toBe(chinese);
  });

  it("puts a plus before a rise when asked for the sign", () => {
    expect(formatShare(0.081, "en", { signed: true })).toBe("+8.1 %");
    expect(formatShare(0, "en", { signed: true })).toBe("0 %");
  });
});

describe("formatPoints", () => {
  it("writes the difference of two shares in percent points", () => {
    expect(formatPoints(-0.012, "en")).toBe("−1.2 points");
    expect(formatPoints(0.01, "en")).toBe("+1 point");
    expect(formatPoints(0.077, "zh")).toBe("+7.7 个百分点");
    expect(formatPoints(Number.NaN, "zh")).toBe("–");
  });
});

describe("days", () => {
  it("writes a day and a month as each language does", () => {
    expect(formatDay("2026-09-03", "en")).toBe("3 Sep");
    expect(formatDay("2026-09-03", "zh")).toBe("9月3日");
    expect(formatMonth("2011-03", "en")).toBe("Mar 2011");
    expect(formatMonth("2011-03-14", "zh")).toBe("2011年3月");
  });

  it("names a year once when both ends share it", () => {
    expect(formatRange("2026-07-27", "2026-09-27", "en")).toBe("27 Jul – 27 Sep 2026");
    expect(formatRange("2026-07-27", "2026-09-27", "zh")).toBe("2026年7月27日至9月27日");
    expect(formatRange("2010-12-01", "2011-12-09", "en")).toBe("1 Dec 2010 – 9 Dec 2011");
    expect(formatRange("2010-12-01", "2011-12-09", "zh")).toBe("2010年12月1日至2011年12月9日");
    expect(formatRange("2011-12-09", "2011-12-09", "en")).toBe("9 Dec 2011");
    expect(formatRange("2011-12-09", "2011-12-09", "zh")).toBe("2011年12月9日");
  });

  it("gives back what is no day", () => {
    expect(formatDay("week 3", "en")).toBe("week 3");
    expect(formatDay("2026-13-40", "en")).toBe("2026-13-40");
    expect(formatMonth("", "zh")).toBe("");
    expect(formatRange("a", "b", "en")).toBe("a – b");
  });
});

describe("formatDuration", () => {
  it.each([
    [0.04, "0.0 s", "0.0 秒"],
    [0.2, "0.2 s", "0.2 秒"],
    [9.97, "10 s", "10 秒"],
    [48, "48 s", "48 秒"],
    [312, "5 min 12 s", "5 分 12 秒"],
    [7512, "2 h 5 min", "2 小时 5 分"],
    [Number.NaN, "–", "–"],
  ])("writes %d seconds as %s", (seconds, english, chinese) => {
    expect(formatDuration(seconds, "en")).toBe(english);
    expect(formatDuration(seconds, "zh")).toBe(chinese);
  });
});

describe("formatNumber", () => {
  it("follows the format a chart carries", () => {
    expect(formatNumber(0.31, { kind: "share" }, "en")).toBe("31 %");
    expect(formatNumber(31, { kind: "count" }, "en")).toBe("31");
    expect(formatNumber(4123450, { kind: "money", currency: "EUR" }, "zh", { compact: true })).toBe("€4.12万");
  });
});
