import { gini } from "#numeric/gini.js";
import { median } from "#numeric/median.js";
import { numbers, type Table, texts } from "#table/table.js";
import type { Context } from "../task.js";
import type { Change, CountryGroup, RfmSummary, SegmentSummary, ShopProfile, TopShare } from "./answer.js";
import { chance, rankingOf } from "./buy-again.js";
import { cohortsOf } from "./cohorts.js";
import type { ProfileModel } from "./model.js";
import { dayNumber, dayText } from "./order-history.js";
import { type SegmentKey, segmentKeys, segmentOf } from "./segments.js";
import { allScores, rfmCuts, type Snapshot, snapshotOf } from "./snapshot.js";
import { EVERYONE } from "./train.js";

/** Customers and their segments on one day. */
interface Placed {
  readonly snapshot: Snapshot;
  /** [customers] */
  readonly segments: readonly SegmentKey[];
}

const COMPARABLE = 30; // customers a country needs before its shares say something
const TOP = [0.01, 0.1, 0.2] as const;

export const isBest = (segment: SegmentKey): boolean => segment === "champions" || segment === "loyal";

/** The whole shop, every customer scored by the fifths the model froze. */
export async function predictShop(model: ProfileModel, context: Context): Promise<ShopProfile> {
  const table = await context.read("customers", EVERYONE);
  const snapshot = snapshotOf(table);
  const scores = allScores(snapshot, model.cuts);
  const now = { snapshot, segments: scores.map(segmentOf) };
  const before = await placedBefore(model, context);
  const strangers = await context.read("strangers");
  const chances = rankingOf(model.candidate, snapshot, scores).map(
    (score) => chance(model.buyAgain, score) ?? Number.NaN,
  );
  const prospects = numbers(strangers, "prospects")[0]!;
  return {
    kind: "shop",
    asOf: context.asOf,
    currency: context.currency,
    customers: snapshot.ids.length,
    prospects,
    cents: sum(snapshot.monetaryCents),
    unknownCents: numbers(strangers, "unknown_cents")[0]!,
    segments: summaries(now, { chances, before, prospects, daysBetweenOrders: numbers(table, "days_between_orders") }),
    summary: snapshot.ids.length > 0 ? summaryOf(snapshot, numbers(table, "days_between_orders")) : null,
    ...cohortsOf(await context.read("cohorts"), context.asOf),
    change: before && changeOf(before, now, model.buyAgain.horizonDays),
    countries: countriesOf(table, now.segments),
  };
}

/** The customers one horizon ago, ranked among themselves as they were then. */
async function placedBefore({ buyAgain }: ProfileModel, context: Context): Promise<Placed | null> {
  if (buyAgain.customers === 0) return null;
  const day = dayText(dayNumber(context.asOf) - buyAgain.horizonDays);
  const snapshot = snapshotOf(await context.read("customers", { ...EVERYONE, as_of: day }));
  return { snapshot, segments: allScores(snapshot, rfmCuts(snapshot)).map(segmentOf) };
}

interface Beside {
  /** [customers] */
  readonly chances: Float64Array;
  /** [customers] */
  readonly daysBetweenOrders: Float64Array;
  readonly before: Placed | null;
  readonly prospects: number;
}

function summaries({ snapshot, segments }: Placed, beside: Beside): SegmentSummary[] {
  const total = sum(snapshot.monetaryCents);
  return segmentKeys.map((segment) => {
    const isMember = (_: unknown, row: number) => segments[row] === segment;
    const spent = snapshot.monetaryCents.filter(isMember);
    const orders = snapshot.frequency.filter(isMember);
    const prospects = segment === "prospects";
    return {
      segment,
      customers: prospects ? beside.prospects : spent.length,
      share: spent.length / segments.length || 0,
      cents: sum(spent),
      salesShare: sum(spent) / total || 0,
      recencyDays: known(mean(snapshot.recencyDays.filter(isMember))),
      orders: known(mean(orders)),
      basketCents: known(sum(spent) / sum(orders)),
      daysBetweenOrders: known(mean(beside.daysBetweenOrders.filter(isMember).filter((days) => !Number.isNaN(days)))),
      chance: known(mean(beside.chances.filter(isMember))),
      before: prospects ? null : (beside.before?.segments.filter((other) => other === segment).length ?? null),
    };
  });
}

function summaryOf({ recencyDays, frequency, monetaryCents }: Snapshot, daysBetweenOrders: Float64Array): RfmSummary {
  const oneTime = frequency.filter((orders) => orders === 1).length;
  return {
    recencyDays: { mean: mean(recencyDays), median: median(recencyDays) },
    frequency: { mean: mean(frequency), median: median(frequency), max: largest(frequency) },
    monetaryCents: { mean: mean(monetaryCents), median: median(monetaryCents), max: largest(monetaryCents) },
    oneTime,
    repeat: frequency.length - oneTime,
    daysBetweenOrders: known(median(daysBetweenOrders)),
    topShares: topSharesOf(monetaryCents),
    gini: known(gini(monetaryCents)),
  };
}

function topSharesOf(monetaryCents: Float64Array): TopShare[] {
  const descending = monetaryCents.slice().sort().reverse();
  const total = sum(descending);
  return TOP.map((best) => {
    const customers = Math.ceil(best * descending.length);
    return { best, customers, salesShare: sum(descending.subarray(0, customers)) / total || 0 };
  });
}

function changeOf(before: Placed, now: Placed, days: number): Change {
  const rowNow = new Map(now.snapshot.ids.map((id, row) => [id, row]));
  const best = before.snapshot.ids.filter((_, row) => isBest(before.segments[row]!));
  const slipped = best
    .map((id) => rowNow.get(id))
    .filter((row): row is number => row !== undefined && !isBest(now.segments[row]!));
  return {
    days,
    best: best.length,
    slipped: slipped.length,
    slippedCents: slipped.reduce((total, row) => total + now.snapshot.monetaryCents[row]!, 0),
  };
}

function countriesOf(table: Table, segments: readonly SegmentKey[]): CountryGroup[] {
  const { codes, words } = texts(table, "country");
  const groups = words.map((country) => ({ country, customers: 0, best: 0 }));
  for (const [row, code] of codes.entries()) {
    const group = groups[code];
    if (!group) continue;
    group.customers += 1;
    group.best += isBest(segments[row]!) ? 1 : 0;
  }
  return groups
    .filter(({ customers }) => customers >= COMPARABLE)
    .sort((a, b) => b.customers - a.customers || (a.country < b.country ? -1 : 1));
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const mean = (values: Float64Array) => sum(values) / values.length;
const largest = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
const known = (value: number) => (Number.isFinite(value) ? value : null);
