import { describe, expect, it } from "vitest";
import { valueShape } from "./value-shape.js";

describe("what a column's values look like", () => {
  it.each([
    [
      ["2024-01-05", "2024-02-29 10:00", "2024-03-01T12:00:00Z", "2024-03-01 12:00:00.5+00"],
      { dates: "iso", ambiguous: false },
    ],
    [["2024/1/5", "2024年2月29日 10:00"], { dates: "year-month-day", ambiguous: false }],
    [["20240105", "20240229"], { dates: "year-month-day", ambiguous: false }],
    [["05.01.2024", "06.02.2024"], { dates: "day-month-year", ambiguous: false }],
    [["05/01/2024", "13/01/2024 9:05 PM"], { dates: "day-month-year", ambiguous: false }],
    [["05/01/24", "05/13/24"], { dates: "month-day-year", ambiguous: false }],
    [["05/01/2024", "06/02/2024"], { dates: "month-day-year", ambiguous: true }],
    [["Jan 5, 2024", "Feb 29, 2024"], { dates: "month-day-year", ambiguous: false }],
    [["5 January 2024", "29 Feb 2024"], { dates: "day-month-year", ambiguous: false }],
    [["1704067200000", "1704067201000"], { dates: "unix-milliseconds", ambiguous: false }],
  ])("is a moment: %j", (values, expected) => expect(valueShape(values)).toEqual({ kind: "moment", ...expected }));

  it.each([
    [["12", "1500"], { decimal: "either", currency: null }],
    [["12,50", "1.234,5"], { decimal: ",", currency: null }],
    [["12.50", "1,234.50"], { decimal: ".", currency: null }],
    [["12,50 €", "-3,00 €", "1 234,50 €"], { decimal: ",", currency: "EUR" }],
    [["£12.50", "(3.00)"], { decimal: ".", currency: null }],
    [["¥12.50", "¥3"], { decimal: ".", currency: null }], // of yuan or of yen
  ])("is a number: %j", (values, expected) => expect(valueShape(values)).toEqual({ kind: "number", ...expected }));

  it.each([
    ["email", ["anna@example.com", "bo@example.com"]],
    ["phone", ["13800138000", "13900139000"]],
    ["phone", ["+49 170 1234567", "0170 1234567"]],
    ["clock", ["00:30", "23:59:59"]],
    ["code", ["EUR", "CNY"]],
    ["text", ["Tea, black", "12 mugs", "2024"]],
    ["nothing", []],
  ])("is %s: %j", (kind, values) => expect(valueShape(values)).toEqual({ kind }));

  it("is what nearly all are", () => {
    expect(valueShape([...Array.from({ length: 19 }, () => "2024-01-05"), "soon"])).toMatchObject({ kind: "moment" });
    expect(valueShape(["2024-01-05", "soon"])).toEqual({ kind: "text" });
  });
});
