import type { ColumnChart } from "../chart.js";
import { formatDay, formatMonth, formatNumber } from "../format.js";
import type { Language } from "../insight.js";
import { plainText } from "../plain-text.js";
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

/** Upright columns over labels that have an order of their own. */
export function columnOption(chart: ColumnChart, { width, language }: Frame): Drawing {
  const [least, most] = extent(finite(chart.values), 0);
  const scale = ticks(least, most, 3);
  const write = (value: number): string => formatNumber(value, chart.format, language, { compact: true });
  const left = Math.ceil(Math.max(...scale.map((value) => textWidth(write(value))))) + 10;
  const names = chart.labels.map((label) => plainText(columnName(label, language), 20));
  const every = labelStep(names, width - left - 8);
  return {
    height: width < 480 ? 190 : 230,
    option: {
      grid: plotArea({ left, right: 8, top: 12, bottom: 28 }),
      xAxis: {
        ...bareAxis,
        type: "category",
        data: names.map((_, at) => at),
        axisLabel: {
          ...softLabel,
          margin: 12,
          interval: (at: number) => at % every === 0,
          formatter: (_: string, at: number) => names[at] ?? "",
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
      series: [
        {
          ...still,
          type: "bar",
          barWidth: "64%",
          barMaxWidth: 48,
          data: chart.values.map(orGap),
          itemStyle: { color: ink("accent"), borderRadius: [2, 2, 0, 0] },
        },
      ],
    },
  };
}

function columnName(label: string, language: Language): string {
  return /^\d{4}-\d\d$/.test(label) ? formatMonth(label, language) : formatDay(label, language);
}

/** Every how many columns a name fits below. */
function labelStep(names: readonly string[], width: number): number {
  const widest = Math.max(1, ...names.map((name) => textWidth(name) + 8));
  return Math.max(1, Math.ceil((widest * names.length) / width));
}
