import { describe, expect, it } from "vitest";
import { chartTable } from "./chart-table.js";

const said = { title: "Sales", caption: "" };

describe("chartTable", () => {
  it("writes every number of a line in full, with its range and what stands out", () => {
    const table = chartTable(
      {
        ...said,
        kind: "line",
        format: { kind: "money", currency: "EUR" },
        x: ["2026-09-03", "2026-09-04"],
        actual: [4_123_450, null],
        expected: [null, 4_000_000],
        lower: [null, 3_500_000],
        upper: [null, 4_500_000],
        marks: [{ at: 0, text: "high" }],
      },
      "en",
    );
    expect(table.columns.map(({ name }) => name)).toEqual(["", "measured", "expected", "from", "to", "note"]);
    expect(table.rows).toEqual([
      ["3 Sep 2026", "€41,234.50", "", "", "", "high"],
      ["4 Sep 2026", "", "€40,000.00", "€35,000.00", "€45,000.00", ""],
    ]);
  });

  it("names the lines as the chart does", () => {
    const chart = {
      ...said,
      kind: "line",
      format: { kind: "count" },
      x: ["a"],
      actual: [1],
      names: { actual: "orders" },
    } as const;
    expect(chartTable(chart, "zh").columns.map(({ name }) => name)).toEqual(["", "orders"]);
  });

  it("leaves a cell empty where a heat chart has nothing yet", () => {
    const chart = {
      ...said,
      kind: "heat",
      format: { kind: "share" },
      rows: ["2026-08", "2026-09"],
      columns: ["month 0", "+1"],
      values: [[1, 0.35], [1]],
    } as const;
    expect(chartTable(chart, "en").rows).toEqual([
      ["Aug 2026", "100 %", "35 %"],
      ["Sep 2026", "100 %", ""],
    ]);
  });

  it("gives bars their notes and intervals their ends", () => {
    const bars = {
      ...said,
      kind: "bar",
      format: { kind: "share" },
      labels: ["a", "b"],
      values: [0.5, Number.NaN],
      notes: ["3 customers"],
    } as const;
    expect(chartTable(bars, "en").rows).toEqual([
      ["a", "50 %", "3 customers"],
      ["b", "", ""],
    ]);
    const interval = {
      ...said,
      kind: "interval",
      format: { kind: "share" },
      labels: ["a"],
      values: [0.5],
      lower: [0.4],
      upper: [0.6],
    } as const;
    expect(chartTable(interval, "zh")).toMatchObject({ rows: [["a", "50%", "40%", "60%"]] });
  });

  it("gives either side of a diverging chart its own column", () => {
    const sides = {
      ...said,
      kind: "diverging",
      format: { kind: "decimal", digits: 1 },
      labels: ["size"],
      left: [1.25],
      right: [0],
      names: { left: "complaints", right: "praise" },
    } as const;
    const { columns, rows } = chartTable(sides, "en");
    expect(columns.map(({ name }) => name)).toEqual(["", "complaints", "praise"]);
    expect(rows).toEqual([["size", "1.3", "0.0"]]);
  });
});
