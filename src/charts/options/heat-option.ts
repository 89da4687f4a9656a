import type { CustomSeriesOption } from "echarts";
import type { HeatChart } from "../chart.js";
import { formatMonth, formatNumber } from "../format.js";
import type { Language } from "../insight.js";
import { plainText } from "../plain-text.js";
import { cutToWidth, textWidth } from "../text-width.js";
import { ink } from "../theme.js";
import { bareAxis, type Drawing, type Frame, finite, plotArea, softLabel, stillCustom } from "./drawing.js";

const CELL_HEIGHT = 26;
const GAP = 2;

/**
 * A cell a value, the fuller the more. One colour at many opacities rather than a scale of colours: so the same
 * picture works on white and on black, and the text upon it stays legible.
 */
export function heatOption(chart: HeatChart, { width, language }: Frame): Drawing {
  const rowNames = chart.rows.map((name) => plainText(formatMonth(name, language), 40));
  const left = Math.min(width * 0.34, Math.max(0, ...rowNames.map((name) => textWidth(name)))) + 12;
  const cellWidth = (width - left - 2) / Math.max(1, chart.columns.length);
  return {
    height: chart.rows.length * CELL_HEIGHT + 28,
    option: {
      grid: plotArea({ left, right: 2, top: 24, bottom: 4 }),
      xAxis: {
        ...bareAxis,
        type: "category",
        position: "top",
        data: chart.columns.map((_, at) => at),
        axisLabel: { ...softLabel, margin: 8, ...columnLabels(chart.columns, cellWidth) },
      },
      yAxis: {
        ...bareAxis,
        type: "category",
        inverse: true,
        data: rowNames.map((_, at) => at),
        axisLabel: {
          ...softLabel,
          interval: 0,
          margin: 10,
          formatter: (_: string, row: number) => cutToWidth(rowNames[row] ?? "", left - 12),
        },
      },
      series: [cells(chart, cellWidth, language)],
    },
  };
}

function columnLabels(columns: readonly string[], cellWidth: number) {
  const names = columns.map((name) => plainText(name, 20));
  const widest = Math.max(1, ...names.slice(1).map((name) => textWidth(name) + 6));
  const every = Math.max(1, Math.ceil(widest / cellWidth));
  return {
    interval: (at: number) => at % every === 0,
    formatter: (_: string, at: number) => names[at] ?? "",
  };
}

function cells(chart: HeatChart, cellWidth: number, language: Language): CustomSeriesOption {
  const known = chart.values.flatMap((row, r) =>
    row.slice(0, chart.columns.length).flatMap((value, c) => (finite([value]).length > 0 ? [[c, r, value!]] : [])),
  );
  const full = fullest(chart);
  return {
    ...stillCustom,
    type: "custom",
    data: known,
    encode: { x: 0, y: 1 },
    renderItem: (_, api) => {
      const value = Number(api.value(2));
      const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
      const text = cellText(value, chart, language);
      const shape = { x: x - cellWidth / 2 + GAP / 2, y: y - CELL_HEIGHT / 2 + GAP / 2, r: 3 };
      const size = { width: Math.max(1, cellWidth - GAP), height: CELL_HEIGHT - GAP };
      const style = { x, y, text, fill: ink("text"), fontSize: 11, align: "center", verticalAlign: "middle" } as const;
      const seen = textWidth(text, 11) + 2 <= cellWidth;
      return {
        type: "group",
        children: [
          { type: "rect", shape: { ...shape, ...size }, style: cellFill(value, full) },
          ...(seen ? [{ type: "text" as const, style }] : []),
        ],
      };
    },
  };
}

function cellFill(value: number, full: number): { fill: string; opacity: number } {
  if (value > full) return { fill: ink("line"), opacity: 1 };
  return { fill: ink("heat"), opacity: Math.round(Math.max(0.08, value / full) * 100) / 100 };
}

/**
 * The value drawn fullest. A share of one says nothing (all customers bought in their first month), so it sets no
 * scale and is drawn in grey.
 */
function fullest(chart: HeatChart): number {
  const values = finite(...chart.values);
  const telling = chart.format.kind === "share" ? values.filter((value) => value < 0.9995) : values;
  const most = telling.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? most : 1;
}

/** Short enough for a cell: shares without their sign, which the caption says. */
function cellText(value: number, { format }: HeatChart, language: Language): string {
  if (format.kind === "share") return String(Math.round(value * 100)).replace("-", "−");
  return formatNumber(value, format, language, { compact: true });
}
