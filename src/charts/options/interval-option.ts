import type { CustomSeriesOption } from "echarts";
import type { IntervalChart } from "../chart.js";
import { formatNumber } from "../format.js";
import { plainText } from "../plain-text.js";
import { textWidth, twoLines } from "../text-width.js";
import { ink } from "../theme.js";
import { ticks } from "../ticks.js";
import {
  bareAxis,
  type Drawing,
  extent,
  FONT_SIZE,
  type Frame,
  finite,
  gridLines,
  orGap,
  plotArea,
  softLabel,
  stillCustom,
} from "./drawing.js";

const ROW_HEIGHT = 36;

/** A dot and its range a row; grey where the range contains the reference, because then nothing is proved. */
export function intervalOption(chart: IntervalChart, { width, language }: Frame): Drawing {
  const reference = chart.reference?.value;
  const signed = reference === 0;
  const write = (value: number): string => formatNumber(value, chart.format, language, { compact: true, signed });
  const names = chart.labels.map((label) => plainText(label, 80));
  const nameWidth = Math.min(width * 0.36, Math.max(0, ...names.map((name) => textWidth(name))) + 4);
  const [least, most] = extent(finite(chart.values, chart.lower, chart.upper, [reference ?? null]));
  const scale = ticks(least, most, width < 480 ? 3 : 5);
  const right = Math.max(0, ...chart.values.map((value) => textWidth(write(value)))) + 14;
  return {
    height: chart.labels.length * ROW_HEIGHT + (reference === undefined ? 36 : 54),
    option: {
      grid: plotArea({ left: nameWidth + 14, right, top: reference === undefined ? 4 : 22, bottom: 28 }),
      xAxis: {
        ...bareAxis,
        type: "value",
        min: scale[0]!,
        max: scale.at(-1)!,
        interval: scale[1]! - scale[0]!,
        splitLine: gridLines,
        axisLabel: { ...softLabel, margin: 10, formatter: write },
      },
      yAxis: {
        ...bareAxis,
        type: "category",
        inverse: true,
        data: names.map((_, row) => row),
        axisLabel: {
          color: ink("text"),
          fontSize: FONT_SIZE,
          lineHeight: 13,
          interval: 0,
          margin: 14,
          formatter: (_: string, row: number) => twoLines(names[row] ?? "", nameWidth),
        },
      },
      series: [...referenceLine(chart), ranges(chart, write)],
    },
  };
}

function ranges(chart: IntervalChart, write: (value: number) => string): CustomSeriesOption {
  return {
    ...stillCustom,
    type: "custom",
    data: chart.values.map((value, row) => [row, orGap(value), orGap(chart.lower[row]), orGap(chart.upper[row])]),
    encode: { x: [1, 2, 3], y: 0 },
    renderItem: (_, api) => {
      const [row, value, lower, upper] = [0, 1, 2, 3].map((column) => Number(api.value(column)));
      if (!Number.isFinite(value)) return null;
      const at = (amount: number): number => (api.coord([amount, row!]) as [number, number])[0];
      const y = (api.coord([value!, row!]) as [number, number])[1];
      const from = Number.isFinite(lower) ? lower! : value!;
      const to = Number.isFinite(upper) ? upper! : value!;
      const reference = chart.reference?.value ?? Number.NaN;
      const color = from <= reference && reference <= to ? ink("soft") : ink("accent");
      const label = { x: at(to) + 10, y, text: write(value!), fill: color, fontSize: FONT_SIZE } as const;
      return {
        type: "group",
        children: [
          { type: "line", shape: { x1: at(from), y1: y, x2: at(to), y2: y }, style: { stroke: color, lineWidth: 2 } },
          { type: "circle", shape: { cx: at(value!), cy: y, r: 4.5 }, style: { fill: color } },
          { type: "text", style: { ...label, verticalAlign: "middle" } },
        ],
      };
    },
  };
}

function referenceLine({ reference, labels }: IntervalChart): readonly CustomSeriesOption[] {
  if (!reference || !Number.isFinite(reference.value)) return [];
  return [
    {
      ...stillCustom,
      type: "custom",
      data: [[reference.value, 0]],
      encode: { x: 0, y: 1 },
      renderItem: (_, api) => {
        const [x, middle] = api.coord([reference.value, 0]) as [number, number];
        const top = middle - ROW_HEIGHT / 2;
        const bottom = top + labels.length * ROW_HEIGHT;
        const text = plainText(reference.name, 40);
        const style = {
          x,
          y: top - 6,
          text,
          fill: ink("soft"),
          fontSize: 11,
          align: "center",
          verticalAlign: "bottom",
        } as const;
        return {
          type: "group",
          children: [
            {
              type: "line",
              shape: { x1: x, y1: top, x2: x, y2: bottom },
              style: { stroke: ink("soft"), lineWidth: 1 },
            },
            { type: "text", style },
          ],
        };
      },
    },
  ];
}
