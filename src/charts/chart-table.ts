import type { Chart, HeatChart, IntervalChart, LineChart } from "./chart.js";
import { formatDay, formatMonth, formatNumber } from "./format.js";
import type { Language } from "./insight.js";
import { labels } from "./labels.js";
import type { PlainTable } from "./page-model.js";

type Row = readonly string[];
type Writer = (value: number | null | undefined) => string;

/** The chart's numbers as a table: what a screen reader reads, and what anyone can check. */
export function chartTable(chart: Chart, language: Language): PlainTable {
  const columns = columnNames(chart, language).map((name, at) => ({
    name,
    kind: at === 0 || name === labels[language].note ? ("text" as const) : ("number" as const),
  }));
  return { title: chart.title, columns, rows: rowsOf(chart, language) };
}

function columnNames(chart: Chart, language: Language): readonly string[] {
  const word = labels[language];
  switch (chart.kind) {
    case "line":
      return lineColumns(chart, language).map(({ name }) => name);
    case "heat":
      return ["", ...chart.columns];
    case "interval":
      return ["", word.value, word.from, word.to];
    case "diverging":
      return ["", chart.names.left, chart.names.right];
    case "bar":
      return chart.notes ? ["", word.value, word.note] : ["", word.value];
    case "column":
      return ["", word.value];
    default:
      return chart satisfies never;
  }
}

function rowsOf(chart: Chart, language: Language): readonly Row[] {
  const write = writer(chart, language);
  switch (chart.kind) {
    case "line":
      return lineRows(chart, language);
    case "heat":
      return heatRows(chart, write, language);
    case "interval":
      return intervalRows(chart, write);
    case "diverging":
      return chart.labels.map((label, at) => [label, write(chart.left[at]), write(chart.right[at])]);
    case "bar":
      return chart.labels.map((label, at) => [
        label,
        write(chart.values[at]),
        ...(chart.notes ? [chart.notes[at] ?? ""] : []),
      ]);
    case "column":
      return chart.labels.map((label, at) => [day(label, language), write(chart.values[at])]);
    default:
      return chart satisfies never;
  }
}

function lineColumns(chart: LineChart, language: Language): readonly { name: string; text: (at: number) => string }[] {
  const word = labels[language];
  const write = writer(chart, language);
  const notes = new Map(chart.marks?.map(({ at, text }) => [at, text]));
  const series = (name: string, values: LineChart["lower"]) =>
    values ? [{ name, text: (at: number) => write(values[at]) }] : [];
  return [
    { name: "", text: (at) => day(chart.x[at] ?? "", language) },
    ...series(chart.names?.actual ?? word.measured, chart.actual),
    ...series(chart.names?.expected ?? word.expected, chart.expected),
    ...series(word.from, chart.lower),
    ...series(word.to, chart.upper),
    ...(notes.size > 0 ? [{ name: word.note, text: (at: number) => notes.get(at) ?? "" }] : []),
  ];
}

function lineRows(chart: LineChart, language: Language): readonly Row[] {
  const columns = lineColumns(chart, language);
  return chart.x.map((_, at) => columns.map(({ text }) => text(at)));
}

function heatRows(chart: HeatChart, write: Writer, language: Language): readonly Row[] {
  return chart.rows.map((name, row) => [
    day(name, language),
    ...chart.columns.map((_, column) => write(chart.values[row]?.[column])),
  ]);
}

function intervalRows(chart: IntervalChart, write: Writer): readonly Row[] {
  return chart.labels.map((label, at) => [
    label,
    write(chart.values[at]),
    write(chart.lower[at]),
    write(chart.upper[at]),
  ]);
}

/** In full, not shortened: this is where the exact figure is looked up. Nothing where nothing is known. */
function writer(chart: Chart, language: Language): Writer {
  return (value) => (value == null || !Number.isFinite(value) ? "" : formatNumber(value, chart.format, language));
}

function day(label: string, language: Language): string {
  if (/^\d{4}-\d\d$/.test(label)) return formatMonth(label, language);
  const short = formatDay(label, language);
  if (short === label) return label;
  return language === "zh" ? `${label.slice(0, 4)}年${short}` : `${short} ${label.slice(0, 4)}`;
}
