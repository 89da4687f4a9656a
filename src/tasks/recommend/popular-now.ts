import { numbers, textAt, texts } from "#table/table.js";
import type { Context } from "../task.js";
import type { Offer } from "./pool.js";

/** As popular.sql counts. */
const DAYS = 28;

/** With fewer orders than this a country's own list says little: everyone's is shown. */
const FEWEST_BUYERS = 20;

export interface Place {
  readonly country: string | null;
  /** The only one asked for; null: all. */
  readonly category: string | null;
  /** Item ids by number in the model. */
  readonly numberOf: ReadonlyMap<string, number>;
}

/** What is bought most these days, in the country where enough is bought there, else everywhere; empty where nothing was. */
export async function popularNow(context: Context, place: Place): Promise<readonly Offer[]> {
  if (place.country !== null) {
    const own = await read(context, place);
    const buyers = own.reduce((sum, { evidence }) => sum + (evidence.kind === "now" ? evidence.buyers : 0), 0);
    if (buyers >= FEWEST_BUYERS) return own;
  }
  return read(context, { ...place, country: null });
}

async function read(context: Context, { country, category, numberOf }: Place): Promise<readonly Offer[]> {
  const table = await context.read("popular", { country: country ?? "", category: category ?? "" });
  if (!table.columns["buyers"]) return [];
  const item = texts(table, "item_id");
  const [buyers, before] = [numbers(table, "buyers"), numbers(table, "buyers_before")];
  return Array.from({ length: table.rows }, (_, row) => {
    const id = textAt(item, row) ?? "";
    return {
      item: id,
      number: numberOf.get(id) ?? -1,
      score: buyers[row]!,
      evidence: { kind: "now", buyers: buyers[row]!, before: before[row]!, days: DAYS, country },
    };
  });
}

/** Where the customer's last order went, or where they live; null where nobody says. */
export async function countryOf(context: Context, customer: string): Promise<string | null> {
  const table = await context.read("customer", { customer });
  if (!table.columns["country"] || table.rows === 0) return null;
  return textAt(texts(table, "country"), 0);
}
