import { numbers, type Table, texts } from "#table/table.js";
import type { Cohort } from "./answer.js";

/** Customers by the month of their first order, and how many of them were there in each month since. */
export interface Cohorts {
  /** Oldest first; months without new customers have none. */
  readonly cohorts: readonly Cohort[];
  /** The last month is still going on. */
  readonly lastMonthOpen: boolean;
}

/** @param table rows of cohorts.sql. @param asOf the day after the last that counts. */
export function cohortsOf(table: Table, asOf: string): Cohorts {
  const { codes, words } = texts(table, "cohort_month");
  const since = numbers(table, "months_since");
  const customers = numbers(table, "customers");
  const lastMonthOpen = !asOf.endsWith("-01");
  const last = monthNumber(asOf) - (lastMonthOpen ? 0 : 1);
  // only months that had newcomers: one order misdated by centuries must not make a row for every month since
  const active = new Map(
    words.map((month) => [month, new Array<number>(last - monthNumber(month) + 1).fill(0)] as const),
  );
  for (const [row, code] of codes.entries()) active.get(words[code]!)![since[row]!] = customers[row]!;
  return { cohorts: [...active].map(([month, row]) => ({ month: month.slice(0, -3), active: row })), lastMonthOpen };
}

/** Months since year 0 of a day written YYYY-MM-DD. */
function monthNumber(day: string): number {
  const [year, month] = day.split("-").map(Number);
  return year! * 12 + month!;
}
