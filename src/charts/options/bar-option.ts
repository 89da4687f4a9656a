import type { BarChart } from "../chart.js";
import { formatNumber } from "../format.js";
import type { Language } from "../insight.js";
import { plainText } from "../plain-text.js";
import { textWidth, twoLines } from "../text-width.js";
import { ink } from "../theme.js";
import { bareAxis, type Drawing, extent, FONT_SIZE, type Frame, finite, orGap, plotArea, still } from "./drawing.js";

const ROW_HEIGHT = 28;
const TWO_LINE_ROW_HEIGHT = 36;
const WIDEST_NOTE = 120;

/** Horizontal bars with their names before and their numbers behind them: no axis to read off. */
export function barOption(chart: BarChart, { width, language }: Frame): Drawing {
  const labels = chart.labels.map((label) => plainText(label, 80));
  const nameWidth = Math.min(width * 0.4, Math.max(0, ...labels.map((label) => textWidth(label))) + 4);
  const names = labels.map((label) => twoLines(label, nameWidth));
  const numbers = numberTexts(chart, language);
  const numberWidth = Math.min(width * 0.5, Math.max(0, ...numbers.map((text) => textWidth(text))) + 10);
  const [least, most] = extent(finite(chart.values), 0);
  return {
    height: names.length * (names.some((name) => name.includes("\n")) ? TWO_LINE_ROW_HEIGHT : ROW_HEIGHT) + 8,
    option: {
      grid: plotArea({ left: nameWidth + 10 + (least < 0 ? numberWidth : 0), right: numberWidth, top: 4, bottom: 4 }),
      xAxis: { show: false, type: "value", min: least, max: most === least ? least + 1 : most },
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
          margin: 10 + (least < 0 ? numberWidth : 0),
          formatter: (_: string, row: number) => names[row] ?? "",
        },
      },
      series: [
        {
          ...still,
          type: "bar",
          barWidth: 14,
          itemStyle: { color: ink("accent"), borderRadius: 2 },
          data: chart.values.map((value) => ({
            value: orGap(value),
            label: { position: value < 0 ? ("left" as const) : ("right" as const) },
          })),
          label: {
            show: true,
            distance: 6,
            color: ink("soft"),
            fontSize: FONT_SIZE,
            formatter: ({ dataIndex }) => numbers[dataIndex] ?? "",
          },
        },
      ],
    },
  };
}

/** The number and its note; notes too long to stand beside a bar are left to the table below the picture. */
function numberTexts(chart: BarChart, language: Language): readonly string[] {
  const notes = (chart.notes ?? []).map((note) => plainText(note, 80));
  const fit = notes.every((note) => textWidth(note) <= WIDEST_NOTE);
  return chart.values.map((value, row) => {
    const number = formatNumber(value, chart.format, language, { compact: true });
    return fit && notes[row] ? `${number} · ${notes[row]}` : number;
  });
}
