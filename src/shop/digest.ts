import { numbers, textAt, texts } from "#table/table.js";
import { reportSql } from "./report-sql.js";
import { type NumberedRecord, type RunRecord, runRecords } from "./run-record.js";
import type { Shop } from "./shop.js";

/** What has changed in a shop since an earlier run or a day. Amounts in minor units, sold less paid back. */
export interface Digest {
  /** The day up to which the earlier run had seen sales, or the one asked for: YYYY-MM-DD. */
  readonly since: string;
  /** Number of the run compared with; null when a day was asked for that no run has seen the shop on. */
  readonly run: number | null;
  readonly loaded: { readonly files: number; readonly rows: number; readonly refused: number };
  /** The days after `since` that have data. */
  readonly after: Period;
  /** As many days up to `since`. */
  readonly before: Period;
  /** What the same weekdays brought on average in the four weeks before; null: more than a week, or less history. */
  readonly usual: Period | null;
  /** Earlier days that are not what they were: late refunds, cancellations, corrected orders. Oldest first. */
  readonly corrected: readonly { readonly day: string; readonly was: number; readonly is: number }[];
  readonly customers: { readonly new: number; readonly returning: number };
}

export interface Period {
  readonly days: number;
  readonly orders: number;
  readonly cents: number;
}

type Day = RunRecord["days"][number];

const DAY_MS = 86_400_000;
const WEEK = 7;
const USUAL_WEEKS = 4;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The shop as a run sees it now. */
export async function recordNow({ warehouse }: Shop): Promise<RunRecord> {
  const table = await warehouse.query(reportSql.days);
  const loads = await warehouse.query("select coalesce(max(load_id), 0) as n from loads");
  const days = Array.from(numbers(table, "cents"), (cents, i) => ({
    day: textAt(texts(table, "day"), i) ?? "",
    orders: numbers(table, "orders")[i] ?? 0,
    cents,
  }));
  return { at: new Date().toISOString(), lastLoad: numbers(loads, "n")[0] ?? 0, days };
}

/**
 * Compares the shop with what the last run saw, or with what was seen on a day.
 *
 * @param since "last" or YYYY-MM-DD
 * @returns null when there is nothing to compare with: no earlier run, or no sale up to then
 */
export async function digestSince(shop: Shop, now: RunRecord, since: string): Promise<Digest | null> {
  const earlier = earlierRecord(shop, since);
  const day = since === "last" ? earlier?.days.at(-1)?.day : since;
  if (day === undefined) return null;
  const last = now.days.at(-1)?.day ?? day;
  const days = Math.max(0, Math.round((Date.parse(last) - Date.parse(day)) / DAY_MS));
  return {
    since: day,
    run: earlier?.run ?? null,
    loaded: await loadedAfter(shop, earlier?.lastLoad ?? null, day),
    after: sumOf(now.days, day, last, days),
    before: sumOf(now.days, shifted(day, -days), day, days),
    usual: usualOf(now.days, day, days),
    corrected: earlier ? correctedDays(earlier.days, now.days, day) : [],
    customers: await customersAfter(shop, day),
  };
}

/** The last run; for a day, the last that had seen nothing after it. */
function earlierRecord(shop: Shop, since: string): NumberedRecord | undefined {
  const records = runRecords(shop);
  if (since === "last") return records.at(-1);
  return records.findLast(({ days }) => (days.at(-1)?.day ?? "") <= since);
}

/** After `from`, up to and with `to`. */
function sumOf(all: readonly Day[], from: string, to: string, days: number): Period {
  const inside = all.filter(({ day }) => day > from && day <= to);
  const sum = (name: "orders" | "cents") => inside.reduce((total, day) => total + day[name], 0);
  return { days, orders: sum("orders"), cents: sum("cents") };
}

function usualOf(all: readonly Day[], since: string, days: number): Period | null {
  const first = all[0]?.day;
  if (days === 0 || days > WEEK || first === undefined || first > shifted(since, -USUAL_WEEKS * WEEK)) return null;
  const weeks = Array.from({ length: USUAL_WEEKS }, (_, week) => shifted(since, -(week + 1) * WEEK));
  const sums = weeks.map((from) => sumOf(all, from, shifted(from, days), days));
  const mean = (name: "orders" | "cents") => sums.reduce((total, sum) => total + sum[name], 0) / USUAL_WEEKS;
  return { days, orders: mean("orders"), cents: Math.round(mean("cents")) };
}

function correctedDays(was: readonly Day[], is: readonly Day[], until: string): Digest["corrected"] {
  const old = new Map(was.filter(({ day }) => day <= until).map(({ day, cents }) => [day, cents]));
  const now = new Map(is.filter(({ day }) => day <= until).map(({ day, cents }) => [day, cents]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted()
    .map((day) => ({ day, was: old.get(day) ?? 0, is: now.get(day) ?? 0 }))
    .filter((one) => one.was !== one.is);
}

async function loadedAfter({ warehouse }: Shop, lastLoad: number | null, day: string): Promise<Digest["loaded"]> {
  const found = await warehouse.query(
    `select count(*) as files, coalesce(sum(source_rows), 0) as n, coalesce(sum(refused), 0) as refused from loads
     where ${lastLoad === null ? "loaded_at >= cast($day as date)" : `load_id > ${lastLoad}`}`,
    { day },
  );
  const at = (name: string) => numbers(found, name)[0] ?? 0;
  return { files: at("files"), rows: at("n"), refused: at("refused") };
}

async function customersAfter({ warehouse }: Shop, since: string): Promise<Digest["customers"]> {
  const found = await warehouse.query(reportSql.newcomers, { since });
  const at = (name: string) => numbers(found, name)[0] ?? 0;
  return { new: at("new_customers"), returning: at("customers") - at("new_customers") };
}
