import { topItems } from "#models/recommend/top-items.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import type { Context } from "../task.js";
import type { Learned, RecommendModel } from "./recommend-model.js";

/** What to show one customer next, and why. */
export interface RecommendAnswer {
  readonly customer: string;
  /** "asked": named in the request; "example": nobody was, so someone with a history of usual length stands in. */
  readonly chosenBy: "asked" | "example";
  /** "stranger": nothing of what they did is known to the model, so they are shown what is popular. */
  readonly kind: "known" | "stranger";
  /** Newest first, at most ten. */
  readonly lastItems: readonly PastItem[];
  /** Best first. */
  readonly items: readonly RecommendedItem[];
  readonly candidate: string;
  readonly learned: Learned;
  readonly timeZone: string;
}

export interface NamedItem {
  readonly item: string;
  /** The shop's name for it, or its id where it has none. */
  readonly name: string;
}

export interface PastItem extends NamedItem {
  /** Milliseconds since 1970 UTC; null where the data does not say. */
  readonly at: number | null;
}

export interface RecommendedItem extends NamedItem {
  /** Of the model; comparable within one answer only. 0: nothing in the history speaks for it, it is merely popular. */
  readonly score: number;
  /** How many customers have it. */
  readonly customers: number;
  /** The past items that moved the score most, at most three, with the share of it that is theirs. */
  readonly reasons: readonly (PastItem & { readonly share: number })[];
}

/** A customer's past as the model numbers it, each event with what is told of it. */
export interface Past {
  /** [known events] oldest first */
  readonly history: Int32Array;
  /** [known events] aligned with `history` */
  readonly events: readonly PastItem[];
  /** Everything the customer did, oldest first, also with items the model has not met. */
  readonly all: readonly PastItem[];
}

const LAST_SHOWN = 10;
const REASONS_SHOWN = 3;

/** The k best items for one customer, scored from what the shop knows at this moment. */
export async function answerFor(
  model: RecommendModel,
  request: { readonly customer?: string | undefined; readonly k: number },
  context: Context,
): Promise<RecommendAnswer> {
  const customer = request.customer ?? model.learned.exampleCustomer;
  const names = await itemNames(context);
  const past = await pastOf(customer, { model, names, context });
  const scores = sparseVector(model.items.length);
  await model.recommender.score(past.history, scores);
  const top = topItems(model.counts, request.k)(scores, past.history);
  const numbers = top.item.slice(0, top.count);
  const items: RecommendedItem[] = [];
  for (const [place, number] of numbers.entries()) {
    items.push({
      ...named(model.items[number]!, names),
      score: top.score[place]!,
      customers: model.counts[number]!,
      reasons: await strongestReasons(model, past, number),
    });
  }
  return {
    customer,
    chosenBy: request.customer === undefined ? "example" : "asked",
    kind: past.history.length > 0 ? "known" : "stranger",
    lastItems: past.all.slice(-LAST_SHOWN).reverse(),
    items,
    candidate: model.recommender.name,
    learned: model.learned,
    timeZone: context.timeZone,
  };
}

/** Everything one customer did, read fresh. */
export async function pastOf(
  customer: string,
  { model, names, context }: { model: RecommendModel; names: ReadonlyMap<string, string>; context: Context },
): Promise<Past> {
  const table = await context.read("interactions", { customer });
  const numberOf = new Map(model.items.map((id, number) => [id, number]));
  const all = pastItems(table, names);
  const events = all.filter(({ item }) => numberOf.has(item));
  return { history: Int32Array.from(events, ({ item }) => numberOf.get(item)!), events, all };
}

function pastItems(table: Table, names: ReadonlyMap<string, string>): PastItem[] {
  const item = texts(table, "item_id");
  const at = table.columns["occurred_at"] ? numbers(table, "occurred_at") : null;
  return Array.from({ length: table.rows }, (_, row) => {
    const moment = at?.[row] ?? Number.NaN;
    return { ...named(textAt(item, row) ?? "", names), at: Number.isFinite(moment) ? moment : null };
  });
}

/** Names of the catalogue by item; an item without a name is not in it. */
export async function itemNames(context: Context): Promise<ReadonlyMap<string, string>> {
  const table = await context.read("items");
  const item = texts(table, "item_id");
  const name = texts(table, "name");
  const names = new Map<string, string>();
  for (let row = 0; row < table.rows; row++) {
    const text = textAt(name, row)?.trim();
    if (text) names.set(textAt(item, row) ?? "", text);
  }
  return names;
}

export function named(item: string, names: ReadonlyMap<string, string>): NamedItem {
  return { item, name: names.get(item) ?? item };
}

/** Events with the same item speak with one voice, that of the newest. */
async function strongestReasons(
  { recommender }: RecommendModel,
  past: Past,
  number: number,
): Promise<RecommendedItem["reasons"]> {
  const { amounts } = await recommender.reasons(past.history, number);
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total <= 0) return [];
  const byItem = new Map<string, PastItem & { share: number }>();
  for (const [p, event] of past.events.entries()) {
    byItem.set(event.item, { ...event, share: (byItem.get(event.item)?.share ?? 0) + amounts[p]! / total });
  }
  return [...byItem.values()]
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, REASONS_SHOWN);
}
