import type { Worded } from "#measure/score.js";
import { seasonalPeriod } from "#measure/seasonal-period.js";
import { numbers, type Table, type TextColumn, textAt, texts } from "#table/table.js";
import { type Course, type Series, testLength } from "./course.js";
import { type TimeSteps, timeStepsOf } from "./time-steps.js";

const MOST_GAPS = 100; // empty steps a row; beyond, the stamps do not count what they seem to count
const TRAINING_WORDS = new Set(["train", "training", "valid", "validation", "val"]);

/** The columns of a data set, read once. */
interface Columns {
  readonly ids: TextColumn;
  readonly ds: TextColumn;
  readonly y: Float64Array;
  readonly steps: TimeSteps;
  readonly split: TextColumn | null;
}

/** The rows of one series, in the order of time. */
type Rows = readonly number[];

/**
 * A data set `unique_id, ds, y[, split]` as a course. Rows whose split is "test" are the test, all others train;
 * without a split the last steps of every series are. Steps nobody wrote a row for are missing.
 *
 * @throws {RangeError} for rows that contradict each other, and when there is no series to compete on.
 */
export function fileCourse(table: Table): Course {
  const ids = texts(table, "unique_id");
  const ds = texts(table, "ds");
  const split = table.columns["split"] ? texts(table, "split") : null;
  for (const word of split?.words ?? []) {
    if (word !== "test" && !TRAINING_WORDS.has(word)) {
      throw new RangeError(`expected train, valid or test in split, got "${word}"`);
    }
  }
  const columns = { ids, ds, y: numbers(table, "y"), steps: timeStepsOf(ds, ids.codes), split };
  const whole = rowsBySeries(columns);
  const period =
    columns.steps.period ?? seasonalPeriod(whole.map((rows) => valuesOf(certainTraining(rows, columns), columns)));
  const series = whole.map((rows) => seriesOf(rows, columns, period)).filter(({ tests }) => tests.length > 0);
  if (!series.some(({ training }) => training.some((y) => !Number.isNaN(y)))) {
    throw new RangeError(`trends needs a series with rows to train on and to test on, got none in ${table.rows} rows`);
  }
  return { series, period, split: splitSentence(columns, period) };
}

function rowsBySeries({ ids, steps, y, ds }: Columns): Rows[] {
  const grouped = new Map<number, number[]>();
  ids.codes.forEach((code, row) => {
    const rows = grouped.get(code);
    if (rows) rows.push(row);
    else grouped.set(code, [row]);
  });
  return [...grouped.values()].map((rows) => {
    rows.sort((a, b) => steps.at[a]! - steps.at[b]!);
    return rows.filter((row, place) => {
      const before = rows[place - 1];
      if (before === undefined || steps.at[before] !== steps.at[row]) return true;
      if (Object.is(y[before], y[row])) return false; // the same row twice
      throw new RangeError(`series ${textAt(ids, row)} has two different values for ${textAt(ds, row)}`);
    });
  });
}

/** The rows that are training whatever the period turns out to be. */
function certainTraining(rows: Rows, { split }: Columns): Rows {
  if (split) return rows.filter((row) => !isTest(split, row));
  return rows.slice(0, rows.length - Math.ceil(rows.length / 4));
}

function isTest(split: TextColumn, row: number): boolean {
  return textAt(split, row) === "test";
}

function seriesOf(rows: Rows, columns: Columns, period: number): Series {
  const { ids, ds, steps, y, split } = columns;
  const cut = rows.length - testLength(rows.length, period);
  const training = split ? rows.filter((row) => !isTest(split, row)) : rows.slice(0, cut);
  const tests = split ? rows.filter((row) => isTest(split, row)) : rows.slice(cut);
  const id = textAt(ids, rows[0]!) ?? "";
  const first = tests[0];
  const last = training[training.length - 1];
  const end = last === undefined ? (first === undefined ? 0 : steps.at[first]! - 1) : steps.at[last]!;
  if (first !== undefined && steps.at[first]! <= end) {
    throw new RangeError(
      `series ${id}: the test row ${textAt(ds, first)} is not after the last training row ${textAt(ds, last!)}`,
    );
  }
  return {
    id,
    training: valuesOf(training, columns),
    horizon: first === undefined ? 0 : steps.at[tests[tests.length - 1]!]! - end,
    tests: tests.map((row) => ({ ds: textAt(ds, row)!, ahead: steps.at[row]! - end, actual: y[row]! })),
  };
}

/** The values of rows in the order of time, NaN for the steps between them that have no row. */
function valuesOf(rows: Rows, { steps, y, ds }: Columns): Float64Array {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (first === undefined || last === undefined) return new Float64Array();
  const length = steps.at[last]! - steps.at[first]! + 1;
  if (length > MOST_GAPS * rows.length) {
    throw new RangeError(
      `ds runs from ${textAt(ds, first)} to ${textAt(ds, last)} with only ${rows.length} rows: it does not count steps`,
    );
  }
  const values = new Float64Array(length).fill(Number.NaN);
  for (const row of rows) values[steps.at[row]! - steps.at[first]!] = y[row]!;
  return values;
}

const UNITS: Readonly<Record<string, string>> = {
  hour: "小时",
  day: "天",
  week: "周",
  month: "月",
  quarter: "季",
  year: "年",
  step: "期",
};

function splitSentence({ split, steps }: Columns, period: number): Worded {
  const isTested = steps.period === null;
  const season = period === 1 ? "There is no season" : `The season is ${period} steps`;
  const reason = isTested ? "by a Kruskal–Wallis test over all training parts" : `because one step is a ${steps.unit}`;
  const seasonZh = period === 1 ? "没有周期" : `周期为 ${period} 期`;
  const reasonZh = isTested ? "依据对全部训练部分的 Kruskal–Wallis 检验" : `因为每期为一${UNITS[steps.unit]}`;
  return {
    en: `${split ? "The file's split says which rows are the test." : "The last steps of every series, a quarter at most, were held back."} ${season}, ${reason}.`,
    zh: `${split ? "检验部分按文件中的 split 列划分。" : "每个序列的最后几期（至多四分之一）留作检验。"}${seasonZh}，${reasonZh}。`,
  };
}
