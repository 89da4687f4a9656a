import type { LineSeriesOption, ScatterSeriesOption } from "echarts";
import type { LineChart } from "../chart.js";
import { formatNumber } from "../format.js";
import { textWidth } from "../text-width.js";
import { ink } from "../theme.js";
import { ticks } from "../ticks.js";
import {
  bareAxis,
  type Drawing,
  extent,
  type Frame,
  finite,
  gridLines,
  orGap,
  plotArea,
  softLabel,
  still,
} from "./drawing.js";
import { timeLabels } from "./time-labels.js";

/** The axes cover every value, so nothing has to be cut off at the edges. */
const uncut = { ...still, clip: false } as const;

/** History as a line, the expectation dashed in the accent colour with its band around it. */
export function lineOption(chart: LineChart, { width, language }: Frame): Drawing {
  const [least, most] = extent(finite(chart.actual, chart.expected, chart.lower, chart.upper), 0);
  const scale = ticks(least, most, 4);
  const write = (value: number): string => formatNumber(value, chart.format, language, { compact: true });
  const left = Math.ceil(Math.max(...scale.map((value) => textWidth(write(value))))) + 10;
  const right = 16;
  const labels = timeLabels(chart.x, width - left - right, language);
  return {
    height: width < 480 ? 210 : 260,
    option: {
      grid: plotArea({ left, right, top: 12, bottom: 28 }),
      xAxis: {
        ...bareAxis,
        type: "category",
        data: chart.x.map((_, at) => at),
        boundaryGap: chart.x.length === 1,
        axisLabel: {
          ...softLabel,
          margin: 12,
          interval: (at: number) => labels.has(at),
          formatter: (_: string, at: number) => labels.get(at) ?? "",
        },
      },
      yAxis: {
        ...bareAxis,
        type: "value",
        min: scale[0]!,
        max: scale.at(-1)!,
        interval: scale[1]! - scale[0]!,
        splitLine: gridLines,
        axisLabel: { ...softLabel, formatter: write },
      },
      series: [...band(chart), ...lines(chart), ...marks(chart)],
    },
  };
}

/** Two stacked areas: an unseen one up to the lower bound, a tinted one from there to the upper. */
function band({ actual, lower, upper }: LineChart): readonly LineSeriesOption[] {
  if (!lower || !upper) return [];
  const low = joined(actual, lower).map(orGap);
  const high = joined(actual, upper).map(orGap);
  const width = high.map((top, at) => {
    const bottom = low[at] ?? "-";
    return top === "-" || bottom === "-" ? "-" : Math.max(0, top - bottom);
  });
  // "all": by default values of different signs are stacked apart, and a lower bound may be negative
  const stacked = { ...uncut, type: "line", stack: "band", stackStrategy: "all", symbol: "none" } as const;
  return [
    { ...stacked, data: low, lineStyle: { opacity: 0 } },
    { ...stacked, data: width, lineStyle: { opacity: 0 }, areaStyle: { color: ink("accent"), opacity: 0.16 } },
  ];
}

function lines(chart: LineChart): readonly LineSeriesOption[] {
  const measured: LineSeriesOption = {
    ...uncut,
    type: "line",
    data: chart.actual.map(orGap),
    // a lone measurement between two gaps would be no line at all
    showSymbol: finite(chart.actual).length === 1,
    symbol: "circle",
    symbolSize: 5,
    itemStyle: { color: ink("text") },
    lineStyle: { width: 1.6, color: ink("text") },
  };
  if (!chart.expected) return [measured];
  const expected: LineSeriesOption = {
    ...uncut,
    type: "line",
    data: joined(chart.actual, chart.expected).map(orGap),
    symbol: "none",
    lineStyle: { width: 2, color: ink("accent"), type: [4, 3] },
  };
  return [measured, expected];
}

/** The future starts where history ends, so that no gap is seen between the two. */
function joined(actual: LineChart["actual"], future: LineChart["actual"]): LineChart["actual"] {
  const start = future.findIndex((value) => value !== null);
  if (start < 1 || actual[start - 1] == null || actual[start] != null) return future;
  return future.with(start - 1, actual[start - 1] ?? null);
}

function marks({ marks = [], actual }: LineChart): readonly ScatterSeriesOption[] {
  const points = marks.filter(({ at }) => Number.isFinite(actual[at]));
  if (points.length === 0) return [];
  const data = points.map(({ at }) => [at, actual[at]!]);
  return [{ ...uncut, z: 3, type: "scatter", data, symbolSize: 9, itemStyle: { color: ink("bad"), opacity: 1 } }];
}
