import { texts } from "#table/table.js";
import type { Context, TrainOptions } from "../task.js";
import { candidateNamed, countBuyAgain, type Window, windowOf } from "./buy-again.js";
import { horizonDays } from "./horizon.js";
import type { ProfileModel } from "./model.js";
import { dayNumber, dayText } from "./order-history.js";
import { rfmCuts, type Snapshot, snapshotOf } from "./snapshot.js";

/** Everyone: the value of `$customer` that names nobody. */
export const EVERYONE = { customer: "" } as const;

/** Learns where the fifths end today, and from the last horizon how often customers like these buy again. */
export async function train(context: Context, options: TrainOptions): Promise<ProfileModel> {
  const candidate = candidateNamed(options.candidate);
  options.signal.throwIfAborted();
  const customers = await context.read("customers", EVERYONE);
  const now = snapshotOf(customers);
  options.progress(0.5, "looking back");
  const window = await lastWindow(context, now, texts(customers, "first_day").words);
  options.signal.throwIfAborted();
  const model = {
    candidate,
    asOf: context.asOf,
    customers: now.ids.length,
    cuts: rfmCuts(now),
    spendPercentiles: percentiles(now.monetaryCents),
    buyAgain: countBuyAgain(candidate, window),
  };
  options.progress(1, "done");
  return model;
}

/** The customers one horizon ago, and who of them has bought since. */
async function lastWindow(context: Context, now: Snapshot, firstDays: readonly string[]): Promise<Window> {
  const today = dayNumber(context.asOf);
  const first = firstDays.reduce((earliest, day) => Math.min(earliest, dayNumber(day)), today);
  const days = horizonDays(today - first);
  const before = snapshotOf(await context.read("customers", { ...EVERYONE, as_of: dayText(today - days) }));
  const recency = new Map(now.ids.map((id, row) => [id, now.recencyDays[row]!]));
  // nobody leaves the books: whoever had ordered then is among today's customers
  const bought = Uint8Array.from(before.ids, (id) => ((recency.get(id) ?? days + 1) <= days ? 1 : 0));
  return windowOf(days, before, bought);
}

function percentiles(values: Float64Array): number[] {
  if (values.length === 0) return [];
  const sorted = values.slice().sort();
  return Array.from({ length: 100 }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / 100) - 1]!);
}
