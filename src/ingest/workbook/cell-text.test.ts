import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellFormat, formatOfCode } from "./cell-formats.js";
import { cellText } from "./cell-text.js";

const number: CellFormat = { kind: "number" };
const day: CellFormat = { kind: "day" };
const time: CellFormat = { kind: "time" };

describe("the text of a number in a cell", () => {
  it.each([
    ["19.989999999999998", "19.99"], // as Excel writes 19.99
    ["0.30000000000000004", "0.3"],
    ["3.3000000000000003", "3.3"],
    ["1.2E+10", "12000000000"],
    ["1E5", "100000"],
    ["1.0000000000000001E-5", "0.00001"],
    ["-2.5E-3", "-0.0025"],
    ["1.23456789012346E+17", "123456789012346000"],
    ["8613812345678", "8613812345678"],
    ["123456789012345678", "123456789012345678"], // of a writer that keeps every digit
    ["007", "007"],
    ["1.50", "1.50"],
    ["-3", "-3"],
    ["1E+999", "1E+999"],
    ["twelve", "twelve"],
    ["", ""],
  ])("%s is %s", (written, text) => {
    expect(cellText(written, number, 1900)).toBe(text);
  });

  it("is what a merchant typed, for any price to four places, however Excel writes the nearest double", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (tenThousandths) => {
        const typed = tenThousandths / 10_000;
        const text = cellText(typed.toPrecision(17), number, 1900);
        expect(Number(text)).toBe(typed);
        expect(text).toMatch(/^-?\d+(\.\d{1,4})?$/);
      }),
    );
  });

  it("has the zeros before it that its format shows", () => {
    expect(cellText("123", formatOfCode("00000"), 1900)).toBe("00123");
    expect(cellText("1234567", formatOfCode("00000"), 1900)).toBe("1234567");
    expect(cellText("1.5", formatOfCode("00000"), 1900)).toBe("1.5");
  });
});

describe("the text of a date in a cell", () => {
  // Source: the serials are those that Excel shows for these dates in the General format
  it.each([
    ["45296.020833333336", time, 1900, "2024-01-05 00:30:00"],
    ["45296", day, 1900, "2024-01-05"],
    ["45296", time, 1900, "2024-01-05 00:00:00"],
    ["45296.5", day, 1900, "2024-01-05 12:00:00"], // the time is there, though not shown
    ["45351.999988425923", time, 1900, "2024-02-29 23:59:59"],
    ["45296.000000127314", time, 1900, "2024-01-05 00:00:00.011"],
    ["59", day, 1900, "1900-02-28"],
    ["61", day, 1900, "1900-03-01"],
    ["43834", day, 1904, "2024-01-05"],
    ["0.39583333333333331", time, 1900, "09:30:00"],
    ["0.39583333333333331", time, 1904, "09:30:00"],
    ["2958466", day, 1900, "2958466"],
    ["-1", day, 1900, "-1"],
    ["2024-01-05", day, 1900, "2024-01-05"],
  ] as const)("%s in the format of a %o since %i is %s", (written, format, system, text) => {
    expect(cellText(written, format, system)).toBe(text);
  });

  it("counts hours beyond a day where its format does", () => {
    expect(cellText("1.0625", formatOfCode("[h]:mm"), 1900)).toBe("25:30:00");
  });

  it("is the second that was meant, for any second of a century", () => {
    const seconds = fc.integer({ min: 0, max: 100 * 366 * 86_400 });
    fc.assert(
      fc.property(seconds, (since1970) => {
        const serial = (since1970 / 86_400 + 25_569).toPrecision(15);
        expect(cellText(serial, time, 1900)).toBe(
          new Date(since1970 * 1000).toISOString().slice(0, 19).replace("T", " "),
        );
      }),
    );
  });
});

describe("a display format", () => {
  it.each([
    ["General", "number"],
    ["0.00", "number"],
    ["#,##0.00_);[Red](#,##0.00)", "number"],
    ["0.00E+00", "number"],
    ['0 "days"', "number"],
    ['#,##0\\ "USD"', "number"],
    ["[$€-407]#,##0.00", "number"],
    ["@", "number"],
    ["0%", "number"],
    ["0", "number"],
    ["000000", "padded"],
    ["yyyy-mm-dd", "day"],
    ['yyyy"年"m"月"d"日"', "day"],
    ["[$-804]yyyy/m/d;@", "day"],
    ["d. mmmm yyyy", "day"],
    ["mmm-yy", "day"],
    ["yyyy\\-mm\\-dd\\ hh:mm:ss", "time"],
    ["m/d/yy h:mm AM/PM", "time"],
    ['上午/下午h"时"mm"分"', "time"],
    ["mm:ss.0", "time"],
    ["[h]:mm:ss", "elapsed"],
    ["[mm]:ss", "elapsed"],
  ])("%s is that of a %s", (code, kind) => {
    expect(formatOfCode(code).kind).toBe(kind);
  });
});
