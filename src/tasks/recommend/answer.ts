import { neighboursOf } from "#models/recommend/shelf.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import type { Context } from "../task.js";
import { type Catalogue, catalogueOf, type NamedItem, named } from "./catalogue.js";
import type { Evidence } from "./evidence.js";
import { onSale } from "./on-sale.js";
import type { Offer, Pool } from "./pool.js";
import type { Learned, RecommendModel } from "./recommend-model.js";
import { listed, onlyCategory, type RecommendRequest, type Slot } from "./request.js";
import { type RuleEffect, ruled } from "./rules.js";
import { FEWEST_TOGETHER, slotPools } from "./slot-pools.js";

/** What to show one customer next, and why. */
export interface RecommendAnswer {
  readonly customer: string;
  /** "asked": named in the request; "example": nobody was, so someone with a history of usual length stands in. */
  readonly chosenBy: "asked" | "example";
  /** "stranger": nothing of what they did is known to the model, so they are shown what is popular. */
  readonly kind: "known" | "stranger";
  readonly slot: Slot;
  /** The item the answer is about, where the slot is about one. */
  readonly beside: NamedItem | null;
  /** Why something else is shown than the slot is for. */
  readonly instead: Pool["instead"];
  /** Newest first, at most ten: what the customer, or the visit, did. */
  readonly lastItems: readonly PastItem[];
  /** Best first. */
  readonly items: readonly RecommendedItem[];
  /** What each rule changed of the items shown, in the order they were applied. */
  readonly rules: readonly RuleEffect[];
  /** The other slots, a few items each, where nobody was asked for: what a report shows beside. */
  readonly others: readonly RecommendAnswer[];
  readonly candidate: string;
  readonly learned: Learned;
  readonly timeZone: string;
}

export interface PastItem extends NamedItem {
  /** Milliseconds since 1970 UTC; null where the data does not say. */
  readonly at: number | null;
}

export interface RecommendedItem extends NamedItem {
  /** Comparable within one answer only. 0: nothing in the history speaks for it, it is merely popular. */
  readonly score: number;
  /** How many customers have it. */
  readonly customers: number;
  readonly evidence: Evidence;
  /** The past items that moved the score most, at most three, with the share of it that is theirs. */
  readonly reasons: readonly (PastItem & { readonly share: number })[];
}

/** A past as the model numbers it, each event with what is told of it. */
export interface Past {
  /** [known events] oldest first */
  readonly history: Int32Array;
  /** [known events] aligned with `history` */
  readonly events: readonly PastItem[];
  /** Everything that was done, oldest first, also with items the model has not met. */
  readonly all: readonly PastItem[];
}

const LAST_SHOWN = 10;
const REASONS_SHOWN = 3;

/** The slots that are about one item; the other slots are about somebody's past. */
const aboutAnItem: readonly Slot[] = ["similar", "bought-together"];

/** The k best items for one customer, one visit or beside one item, by what the shop knows at this moment. */
export async function answerFor(
  model: RecommendModel,
  request: RecommendRequest,
  context: Context,
): Promise<RecommendAnswer> {
  const catalogue = await catalogueOf(context);
  const customer = request.customer ?? model.learned.exampleCustomer;
  const numberOf = numbersOf(model);
  const past = await pastFor(request, { model, catalogue, context });
  const about = aboutAnItem.includes(request.slot)
    ? (listed(request.items)[0] ?? commonest(model, request.slot))
    : null;
  const pool = await slotPools[request.slot]({
    model,
    context,
    catalogue,
    numberOf,
    past: past.all.map(({ item }) => item),
    beside: about,
    country: request.country ?? null,
    category: onlyCategory(request),
    customer: request.customer ?? null,
  });
  const owned = new Set(past.all.map(({ item }) => item));
  const { shown, effects } = ruled(pool.picks, request, { catalogue, owned, isOnSale: onSale(catalogue, model.items) });
  return {
    customer,
    chosenBy: request.customer === undefined ? "example" : "asked",
    kind: past.history.length > 0 ? "known" : "stranger",
    slot: request.slot,
    beside: about === null ? null : named(about, catalogue),
    instead: pool.instead,
    lastItems: past.all.slice(-LAST_SHOWN).reverse(),
    items: await Promise.all(shown.map((pick) => recommended(pick, { model, past, catalogue }))),
    rules: effects,
    others:
      request.slot === "for-you" && request.customer === undefined ? await otherSlots(model, request, context) : [],
    candidate: model.recommender.name,
    learned: model.learned,
    timeZone: context.timeZone,
  };
}

/** Slots that a report shows beside the customer's, where there is something to show. */
const besides: readonly Slot[] = ["popular", "bought-together", "similar", "new"];
const SHOWN_BESIDE = 5;

async function otherSlots(model: RecommendModel, request: RecommendRequest, context: Context) {
  const k = Math.min(SHOWN_BESIDE, request.k);
  const answers: RecommendAnswer[] = [];
  for (const slot of besides) answers.push(await answerFor(model, { ...request, slot, k }, context));
  return answers.filter(({ instead, items }) => instead === null && items.length > 0);
}

const numbersOf = ({ items }: RecommendModel) => new Map(items.map((id, number) => [id, number]));

/** To stand in where no item was asked about: of those with neighbours the one most customers have, else of all. */
function commonest({ items, counts, shelves }: RecommendModel, slot: Slot): string | null {
  const shelf = slot === "bought-together" ? shelves.together : shelves.similar;
  const byCustomers = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]!);
  const found = shelf && byCustomers.find((i) => neighboursOf(shelf, i, FEWEST_TOGETHER).length > 0);
  return items[found ?? byCustomers[0] ?? 0] ?? null;
}

/** What the answer is judged by: a customer's past, the items of a visit, or nobody's. */
export async function pastFor(
  { slot, customer, items }: Asked,
  known: { model: RecommendModel; catalogue: Catalogue; context: Context },
): Promise<Past> {
  const { model, catalogue } = known;
  if (items !== undefined && !aboutAnItem.includes(slot)) {
    return pastOf(
      listed(items).map((item) => ({ ...named(item, catalogue), at: null })),
      model,
    );
  }
  if (customer === undefined && slot !== "for-you" && slot !== "new" && slot !== "next-in-session")
    return pastOf([], model);
  const table = await known.context.read("interactions", { customer: customer ?? model.learned.exampleCustomer });
  return pastOf(pastItems(table, catalogue), model);
}

type Asked = Pick<RecommendRequest, "slot" | "customer" | "items">;

function pastOf(all: readonly PastItem[], model: RecommendModel): Past {
  const numberOf = numbersOf(model);
  const events = all.filter(({ item }) => numberOf.has(item));
  return { history: Int32Array.from(events, ({ item }) => numberOf.get(item)!), events, all };
}

function pastItems(table: Table, catalogue: Catalogue): PastItem[] {
  const item = texts(table, "item_id");
  const at = table.columns["occurred_at"] ? numbers(table, "occurred_at") : null;
  return Array.from({ length: table.rows }, (_, row) => {
    const moment = at?.[row] ?? Number.NaN;
    return { ...named(textAt(item, row) ?? "", catalogue), at: Number.isFinite(moment) ? moment : null };
  });
}

async function recommended(
  { item, number, score, evidence }: Offer,
  { model, past, catalogue }: { model: RecommendModel; past: Past; catalogue: Catalogue },
): Promise<RecommendedItem> {
  return {
    ...named(item, catalogue),
    score,
    customers: number < 0 ? 0 : model.counts[number]!,
    evidence,
    reasons: evidence.kind === "past" ? await strongestReasons(model, past, number) : [],
  };
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
