import { neighboursOf, type Shelf } from "#models/recommend/shelf.js";
import type { Context } from "../task.js";
import { type Catalogue, named } from "./catalogue.js";
import { described } from "./described.js";
import { likely } from "./likely.js";
import type { Offer, Pool } from "./pool.js";
import { countryOf, popularNow } from "./popular-now.js";
import type { RecommendModel } from "./recommend-model.js";
import type { Slot } from "./request.js";

/** What a slot may know of who asks. */
export interface Asking {
  readonly model: RecommendModel;
  readonly context: Context;
  readonly catalogue: Catalogue;
  /** Item ids by number in the model. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** What the customer or the visit did, oldest first, as item ids; also with items the model has not met. */
  readonly past: readonly string[];
  /** The item the answer is about, where the slot is about one. */
  readonly beside: string | null;
  /** Where to ask what is popular. */
  readonly country: string | null;
  /** The only category asked for; null where there is none, or several. */
  readonly category: string | null;
  readonly customer: string | null;
}

/** Two things seen together but once are a coincidence. */
export const FEWEST_TOGETHER = 2;

/** An item of so few customers is new. */
const FEW_CUSTOMERS = 3;

/** What each slot has to offer. */
export const slotPools: Readonly<Record<Slot, (asking: Asking) => Promise<Pool>>> = {
  "for-you": fromPast,
  "next-in-session": fromPast,
  similar: (asking) => beside(asking, asking.model.shelves.similar, "also"),
  async "bought-together"(asking) {
    const { together } = asking.model.shelves;
    return together ? beside(asking, together, "together") : popular(asking, "no orders");
  },
  popular: (asking) => popular(asking, null),
  async new(asking) {
    const offered = newItems(asking);
    if (offered.length === 0) return { picks: [], instead: "nothing new" };
    return { picks: described(asking.catalogue, { ...asking, liked: asking.past, offered }), instead: null };
  },
};

/** By the model; what it has not met, by words; strangers are shown what is popular where they are. */
async function fromPast(asking: Asking): Promise<Pool> {
  const { model, numberOf, past, catalogue } = asking;
  const history = past.flatMap((item) => numberOf.get(item) ?? []);
  if (history.length > 0) return { picks: await likely(model, Int32Array.from(history)), instead: null };
  const readable = past.filter((item) => catalogue.has(item));
  if (readable.length > 0) {
    const offered = [...catalogue.keys()].filter((item) => !past.includes(item));
    const picks = described(catalogue, { ...asking, liked: readable, offered }).filter(({ score }) => score > 0);
    if (picks.length > 0) return { picks: withPopular(picks, await everyones(model)), instead: "unknown items" };
  }
  const country =
    asking.country ?? (asking.customer === null ? null : await countryOf(asking.context, asking.customer));
  return {
    picks: withPopular(await popularNow(asking.context, { ...asking, country }), await everyones(model)),
    instead: null,
  };
}

async function beside(asking: Asking, shelf: Shelf, kind: "also" | "together"): Promise<Pool> {
  const { model, catalogue, numberOf, beside: item } = asking;
  if (item === null) return popular(asking, "no neighbours");
  const number = numberOf.get(item);
  const neighbours = number === undefined ? [] : neighboursOf(shelf, number, FEWEST_TOGETHER);
  const picks = neighbours.map(({ item: other, weight, both }): Offer => {
    const evidence = { kind, beside: named(item, catalogue), both, of: shelf.counts[number!]! } as const;
    return { item: model.items[other]!, number: other, score: weight, evidence };
  });
  if (picks.length > 0) return { picks, instead: null };
  if (kind === "also" && catalogue.has(item)) {
    const offered = [...catalogue.keys()].filter((other) => other !== item);
    const alike = described(catalogue, { ...asking, liked: [item], offered }).filter(({ score }) => score > 0);
    if (alike.length > 0) return { picks: alike, instead: number === undefined ? "unknown items" : null };
  }
  return popular(asking, "no neighbours");
}

async function popular(asking: Asking, instead: Pool["instead"]): Promise<Pool> {
  const lately = await popularNow(asking.context, asking);
  if (lately.length > 0) return { picks: lately.filter(({ item }) => item !== asking.beside), instead };
  const picks = (await everyones(asking.model)).filter(({ item }) => item !== asking.beside);
  return { picks, instead: instead ?? "nothing lately" };
}

const everyones = (model: RecommendModel) => likely(model, new Int32Array(0));

function withPopular(picks: readonly Offer[], others: readonly Offer[]): readonly Offer[] {
  const there = new Set(picks.map(({ item }) => item));
  return [...picks, ...others.filter(({ item }) => !there.has(item))];
}

function newItems({ catalogue, numberOf, model }: Asking): readonly string[] {
  return [...catalogue.keys()].filter((item) => {
    const number = numberOf.get(item);
    const customers = number === undefined ? 0 : model.counts[number]!;
    return customers < FEW_CUSTOMERS && catalogue.get(item)!.inStock !== false;
  });
}
