import { numbers, type Table, textAt, texts } from "#table/table.js";
import type { Context } from "../task.js";
import type { CustomerProfile, Favourites, ProspectProfile } from "./answer.js";
import { chance, rankingOf } from "./buy-again.js";
import type { ProfileModel } from "./model.js";
import { segmentOf } from "./segments.js";
import { scoresAt, snapshotOf } from "./snapshot.js";

/** One customer, scored by the fifths the model froze. @throws {RangeError} when the shop knows no such customer. */
export async function predictCustomer(
  model: ProfileModel,
  customer: string,
  context: Context,
): Promise<CustomerProfile | ProspectProfile> {
  const table = await context.read("customers", { customer });
  const common = { asOf: context.asOf, currency: context.currency, customer };
  if (table.rows === 0) {
    const account = await context.read("prospects", { customer });
    if (account.rows > 0) return { kind: "prospect", ...common, country: textOf(account, "country") };
    throw new RangeError(
      `expected one of the shop's customers with a sale or an account, got "${customer.slice(0, 80)}"`,
    );
  }
  const snapshot = snapshotOf(table);
  const scores = scoresAt(snapshot, 0, model.cuts);
  const [recencyDays, frequency, monetaryCents] = [
    snapshot.recencyDays[0]!,
    snapshot.frequency[0]!,
    snapshot.monetaryCents[0]!,
  ];
  const likely = chance(model.buyAgain, rankingOf(model.candidate, snapshot, [scores])[0]!);
  return {
    kind: "customer",
    ...common,
    segment: segmentOf(scores),
    scores,
    recencyDays,
    frequency,
    monetaryCents,
    firstDay: textOf(table, "first_day") ?? "",
    lastDay: textOf(table, "last_day") ?? "",
    basketCents: monetaryCents / frequency,
    daysBetweenOrders: numberOf(table, "days_between_orders"),
    country: textOf(table, "country"),
    favourites: favouritesOf(await context.read("favourites", { customer })),
    percentile: percentileOf(model.spendPercentiles, monetaryCents),
    buyAgain:
      likely === null ? null : { chance: likely, days: model.buyAgain.horizonDays, everyone: model.buyAgain.rate },
  };
}

function favouritesOf(table: Table): Favourites | null {
  const item = table.rows > 0 ? textOf(table, "favourite_item") : null;
  if (item === null) return null;
  return {
    item,
    name: textOf(table, "favourite_name"),
    orders: numberOf(table, "favourite_orders") ?? 0,
    category: textOf(table, "favourite_category"),
    differentItems: numberOf(table, "different_items") ?? 0,
  };
}

function percentileOf(percentiles: readonly number[], cents: number): number {
  return percentiles.filter((most) => most < cents).length / 100;
}

const textOf = (table: Table, name: string) => textAt(texts(table, name), 0);

function numberOf(table: Table, name: string): number | null {
  const value = numbers(table, name)[0]!;
  return Number.isNaN(value) ? null : value;
}
