import { neighboursOf } from "#models/recommend/shelf.js";
import { type Table, tableOf } from "#table/table.js";
import type { Context } from "../task.js";
import { answersTable } from "./answers.js";
import { type Catalogue, catalogueOf } from "./catalogue.js";
import { interactionsOf } from "./interactions.js";
import { onSale } from "./on-sale.js";
import { popularNow } from "./popular-now.js";
import type { RecommendModel, Shelves } from "./recommend-model.js";
import { listed, onlyCategory, type RecommendRequest } from "./request.js";
import { byMargin, chooser, ruled } from "./rules.js";
import { FEWEST_TOGETHER } from "./slot-pools.js";

const OFFERS_A_PLACE = 10;

/**
 * What a slot shows everyone, one row an item shown: for each customer (for-you), beside each item (similar,
 * bought-together), or to all alike (popular).
 *
 * @throws for a slot whose answer hangs on a visit, or on who asks.
 */
export async function answersForAll(model: RecommendModel, wanted: RecommendRequest, context: Context): Promise<Table> {
  const catalogue = await catalogueOf(context);
  switch (wanted.slot) {
    case "for-you":
      return forEveryone(model, wanted, { catalogue, context });
    case "similar":
    case "bought-together":
      return besideEach(model, wanted, catalogue);
    case "popular":
      return popular(model, wanted, { catalogue, context });
    case "new":
    case "next-in-session":
      throw new RangeError(
        `export knows the slots for-you, similar, bought-together and popular; ${wanted.slot} hangs on who asks: use ask`,
      );
    default:
      return wanted.slot satisfies never;
  }
}

interface Ground {
  readonly catalogue: Catalogue;
  readonly context: Context;
}

async function forEveryone(
  model: RecommendModel,
  wanted: RecommendRequest,
  { catalogue, context }: Ground,
): Promise<Table> {
  const interactions = await context.read("interactions", { customer: "" });
  const { customers, sequences } = interactionsOf(interactions, model.items);
  const known = model.items.length; // what came after the training has no scores yet
  const never = neverShown(model, wanted, catalogue);
  return answersTable(model.recommender, {
    k: wanted.k,
    customers,
    items: model.items,
    counts: model.counts,
    leftOut: (history) => (wanted.bought === "allow" ? never : never.length > 0 ? joined(history, never) : history),
    ...reordering(model, wanted, catalogue),
    historyOf(u) {
      if (wanted.customer !== undefined && customers[u] !== wanted.customer) return null;
      return sequences.item.subarray(sequences.starts[u], sequences.starts[u + 1]).filter((i) => i < known);
    },
  });
}

/** Items no customer is shown, by number. */
function neverShown(
  { items }: RecommendModel,
  { stock, category }: RecommendRequest,
  catalogue: Catalogue,
): Int32Array {
  const categories = category === undefined ? null : new Set(listed(category));
  const isOnSale = onSale(catalogue, items);
  return Int32Array.from(items.keys()).filter((i) => {
    if (stock === "in" && !isOnSale(items[i]!)) return true;
    return categories !== null && !categories.has(catalogue.get(items[i]!)?.category ?? "");
  });
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function reordering({ items }: RecommendModel, wanted: RecommendRequest, catalogue: Catalogue) {
  const { marginWeight, diversity, perBrand, k } = wanted;
  if (marginWeight === undefined && diversity === undefined && perBrand === undefined) return {};
  return {
    offers: OFFERS_A_PLACE * k,
    choose(numbers: readonly number[], scores: readonly number[]) {
      const offers = numbers.map((number, at) => ({ number, item: items[number]!, score: scores[at]! }));
      const worth = marginWeight === undefined ? offers : byMargin(offers, marginWeight, catalogue);
      return chooser(worth, wanted, catalogue)({ diversity: diversity ?? 0, ...(perBrand && { perBrand }) });
    },
  };
}

/** `item_id`, `rank`, `other_id`, `score`, `together`: in how many baskets of customers or orders both are. */
function besideEach(model: RecommendModel, wanted: RecommendRequest, catalogue: Catalogue): Table {
  const shelf = shelfOf(model.shelves, wanted.slot);
  const only = new Set(listed(wanted.items));
  const ground = { catalogue, owned: new Set<string>(), isOnSale: onSale(catalogue, model.items) };
  const rows = model.items.flatMap((item, number) => {
    if (only.size > 0 && !only.has(item)) return [];
    const offers = neighboursOf(shelf, number, FEWEST_TOGETHER).map(({ item: other, weight, both }) => ({
      item: model.items[other]!,
      score: weight,
      both,
    }));
    const { shown } = ruled(offers, wanted, ground);
    return shown.map(({ item: other, score, both }, place) => ({ item, rank: place + 1, other, score, both }));
  });
  return tableOf({
    item_id: rows.map(({ item }) => item),
    rank: Float64Array.from(rows, ({ rank }) => rank),
    other_id: rows.map(({ other }) => other),
    score: Float64Array.from(rows, ({ score }) => score),
    together: Float64Array.from(rows, ({ both }) => both),
  });
}

function shelfOf({ similar, together }: Shelves, slot: RecommendRequest["slot"]) {
  if (slot === "similar") return similar;
  if (together) return together;
  throw new RangeError("bought-together needs orders, and the data names none; similar is by customers");
}

/** `rank`, `item_id`, `score`: orders (or visitors) of the last four weeks. */
async function popular(
  model: RecommendModel,
  wanted: RecommendRequest,
  { catalogue, context }: Ground,
): Promise<Table> {
  const numberOf = new Map(model.items.map((id, number) => [id, number]));
  const ground = { catalogue, owned: new Set<string>(), isOnSale: onSale(catalogue, model.items) };
  const offers = await popularNow(context, {
    country: wanted.country ?? null,
    category: onlyCategory(wanted),
    numberOf,
  });
  const { shown } = ruled(offers, wanted, ground);
  return tableOf({
    rank: Float64Array.from(shown.keys(), (place) => place + 1),
    item_id: shown.map(({ item }) => item),
    score: Float64Array.from(shown, ({ score }) => score),
  });
}
