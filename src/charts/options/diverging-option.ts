import type { BarSeriesOption } from "echarts";
import type { DivergingChart } from "../chart.js";
import { formatNumber } from "../format.js";
import { plainText } from "../plain-text.js";
import { textWidth, twoLines } from "../text-width.js";
import { ink } from "../theme.js";
import { bareAxis, type Drawing, extent, FONT_SIZE, type Frame, finite, orGap, plotArea, still } from "./drawing.js";

const ROW_HEIGHT = 28;

/** Bars to either side of one line, their numbers at their ends: no axis to read off. */
export function divergingOption(chart: DivergingChart, { width, language }: Frame): Drawing {
  const names = chart.labels.map((label) => plainText(label, 80));
  const nameWidth = Math.min(width * 0.3, Math.max(0, ...names.map((name) => textWidth(name))) + 4);
  const write = (value: number): string => formatNumber(value, chart.format, language, { compact: true });
  const numberWidth = Math.max(0, ...[...chart.left, ...chart.right].map((value) => textWidth(write(value)))) + 12;
  const [, leftmost] = extent(finite(chart.left), 0);
  const [, rightmost] = extent(finite(chart.right), 0);
  const most = leftmost + rightmost;
  return {
    height: names.length * ROW_HEIGHT + 8,
    option: {
      grid: plotArea({ left: nameWidth + 10 + numberWidth, right: numberWidth, top: 4, bottom: 4 }),
      xAxis: { show: false, type: "value", min: -leftmost, max: most === 0 ? 1 : rightmost },
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
          margin: 10 + numberWidth,
          formatter: (_: string, row: number) => twoLines(names[row] ?? "", nameWidth),
        },
      },
      series: [
        side(
          chart.left.map((value) => -value),
          { colour: "warm", position: "left", write },
        ),
        side(chart.right, { colour: "accent", position: "right", write }),
      ],
    },
  };
}

interface Side {
  readonly colour: "warm" | "accent";
  readonly position: "left" | "right";
  readonly write: (value: number) => string;
}

function side(values: readonly number[], { colour, position, write }: Side): BarSeriesOption {
  return {
    ...still,
    type: "bar",
    stack: "sides",
    barWidth: 14,
    itemStyle: { color: ink(colour), borderRadius: 2 },
    data: values.map(orGap),
    label: {
      show: true,
      position,
      distance: 6,
      color: ink("soft"),
      fontSize: FONT_SIZE,
      formatter: ({ dataIndex }) => write(Math.abs(values[dataIndex] ?? Number.NaN)),
    },
  };
}
