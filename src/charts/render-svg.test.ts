import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../test/any-text.js";
import { markupErrors } from "../../test/markup-errors.js";
import type { Chart } from "./chart.js";
import { isEmpty, renderSvg } from "./render-svg.js";

const money = { kind: "money", currency: "EUR" } as const;
const share = { kind: "share" } as const;
const said = { title: "A chart", caption: "What it shows." };

const charts: Readonly<Record<string, Chart>> = {
  line: {
    ...said,
    kind: "line",
    format: money,
    x: ["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06"],
    actual: [145_000, 150_000, null, null],
    expected: [null, null, 152_000, 90_000],
    lower: [null, null, 140_000, -10_000],
    upper: [null, null, 160_000, 120_000],
    marks: [{ at: 1, text: "high" }],
  },
  bar: {
    ...said,
    kind: "bar",
    format: share,
    labels: ["Champions", "忠诚"],
    values: [0.41, -0.014],
    notes: ["212 customers", ""],
  },
  column: { ...said, kind: "column", format: money, labels: ["2026-01", "2026-02"], values: [100_000, 250_000] },
  heat: {
    ...said,
    kind: "heat",
    format: share,
    rows: ["2026-01", "2026-02"],
    columns: ["month 0", "+1"],
    values: [
      [1, 0.35],
      [1, null],
    ],
  },
  interval: {
    ...said,
    kind: "interval",
    format: share,
    labels: ["mail", "retargeting"],
    values: [0.045, 0.006],
    lower: [0.039, -0.004],
    upper: [0.052, 0.016],
    reference: { value: 0, name: "no effect" },
  },
  diverging: {
    ...said,
    kind: "diverging",
    format: { kind: "count" },
    labels: ["size", "质量"],
    left: [36, 11],
    right: [44, 75],
    names: { left: "complaints", right: "praise" },
  },
};

const elements = new Set(["svg", "g", "path", "text", "tspan", "defs", "clipPath", "circle"]);

describe("renderSvg", () => {
  it.each(Object.entries(charts))("draws the %s chart as it did before", async (name, chart) => {
    await expect(renderSvg(chart, { language: "en", width: 360 })).toMatchFileSnapshot(`../../test/output/${name}.svg`);
  });

  it.each(Object.entries(charts))(
    "draws the %s chart the same each time, at any width, in both languages",
    (_, chart) => {
      for (const language of ["en", "zh"] as const) {
        for (const width of [240, 360, 780]) {
          const svg = renderSvg(chart, { language, width });
          expect(svg).toBe(renderSvg(chart, { language, width }));
          expect(svg).not.toMatch(/NaN|Infinity|undefined|zr\d/);
          expect(markupErrors(svg, elements)).toEqual([]);
        }
      }
    },
  );

  it("names itself to a screen reader", () => {
    expect(renderSvg({ ...charts["bar"]!, title: 'A "b" <c>' }, { language: "en" })).toContain(
      'role="img" aria-label="A &quot;b&quot; &lt;c&gt;"',
    );
  });

  it("says in a sentence that there is nothing to draw", () => {
    const none: Chart = { ...said, kind: "bar", format: share, labels: [], values: [] };
    expect(renderSvg(none, { language: "en" })).toContain("There are no figures to draw yet.");
    expect(renderSvg({ ...none, labels: ["a"], values: [Number.NaN] }, { language: "zh" })).toContain(
      "暂无可绘制的数据。",
    );
    expect(isEmpty(none)).toBe(true);
    expect(isEmpty(charts["line"]!)).toBe(false);
  });

  it("draws one point, all equal and enormous values", () => {
    for (const values of [[7], [7, 7, 7], [0, 0], [1e15, -1e15]]) {
      const labels = values.map(String);
      for (const kind of ["bar", "column"] as const) {
        const svg = renderSvg({ ...said, kind, format: money, labels, values }, { language: "en" });
        expect(svg).not.toMatch(/NaN|Infinity/);
      }
      const line: Chart = { ...said, kind: "line", format: money, x: labels, actual: values };
      expect(renderSvg(line, { language: "en" })).not.toMatch(/NaN|Infinity/);
    }
  });

  it("never lets a name become markup", () => {
    fc.assert(
      fc.property(fc.array(hostileName(), { minLength: 1, maxLength: 3 }), fc.constantFrom(...kinds), (names, kind) => {
        const svg = renderSvg(named(kind, names), { language: "en", width: 360 });
        expect(markupErrors(svg, elements)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("never writes NaN, whatever numbers come", () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 6 }), fc.constantFrom(...kinds), (values, kind) => {
        expect(renderSvg(valued(kind, values), { language: "en", width: 360 })).not.toMatch(/NaN|Infinity/);
      }),
      { numRuns: 100 },
    );
  });
});

const kinds = ["line", "bar", "column", "heat", "interval", "diverging"] as const;

function hostileName(): fc.Arbitrary<string> {
  const pieces = [
    "<script>",
    "</text>",
    "</style>",
    "<style>",
    '"',
    "'",
    "&",
    "&lt;",
    "{a|b}",
    "]]>",
    "\n",
    "中文",
    "غطاء",
    "🧵",
    "zr0-c0",
    " ",
  ];
  return fc.oneof(
    anyText(),
    fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join("")),
  );
}

function named(kind: Chart["kind"], names: readonly string[]): Chart {
  const values = names.map((_, at) => at + 1);
  const common = { title: names[0]!, caption: names[0]!, format: share };
  if (kind === "line") return { ...common, kind, x: names, actual: values };
  if (kind === "heat") return { ...common, kind, rows: names, columns: names, values: names.map(() => values) };
  if (kind === "interval") {
    return {
      ...common,
      kind,
      labels: names,
      values,
      lower: values,
      upper: values,
      reference: { value: 0, name: names[0]! },
    };
  }
  if (kind === "diverging") {
    return {
      ...common,
      kind,
      labels: names,
      left: values,
      right: values,
      names: { left: names[0]!, right: names[0]! },
    };
  }
  return { ...common, kind, labels: names, values, ...(kind === "bar" ? { notes: names } : {}) };
}

function valued(kind: Chart["kind"], values: readonly number[]): Chart {
  const labels = values.map((_, at) => `row ${at}`);
  if (kind === "line") return { ...said, kind, format: money, x: labels, actual: values, lower: values, upper: values };
  if (kind === "heat")
    return { ...said, kind, format: share, rows: labels, columns: ["a"], values: values.map((value) => [value]) };
  if (kind === "interval") return { ...said, kind, format: share, labels, values, lower: values, upper: values };
  if (kind === "diverging") {
    return { ...said, kind, format: share, labels, left: values, right: values, names: { left: "no", right: "yes" } };
  }
  return { ...said, kind, format: money, labels, values };
}
