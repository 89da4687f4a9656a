import { type Table, textAt, texts } from "#table/table.js";
import { type Course, testLength } from "./course.js";
import { dailySalesOf, needDays } from "./daily-sales.js";

const WEEK = 7;

/** One series, the shop's daily sales; its last days are the test. @throws {RangeError} for too short a history. */
export function shopCourse(table: Table): Course {
  const { cents, knownDays } = dailySalesOf(table);
  needDays(knownDays);
  const horizon = testLength(knownDays, WEEK);
  const cut = knownDays - horizon;
  const days = texts(table, "ds");
  const tests = Array.from({ length: horizon }, (_, step) => ({
    ds: textAt(days, cut + step)!,
    ahead: step + 1,
    actual: cents[cut + step]!,
  }));
  return {
    series: [{ id: "sales", training: cents.slice(0, cut), horizon, tests }],
    period: WEEK,
    split: {
      en: `The last ${horizon} of ${knownDays} days were held back; the season is the week.`,
      zh: `留出 ${knownDays} 天中的最后 ${horizon} 天作检验；周期为一周。`,
    },
  };
}
