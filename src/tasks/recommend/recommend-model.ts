import { type Sequences, sequencesBefore } from "#measure/leave-one-out.js";
import { bytes, int32, json, type ModelFiles } from "#models/model-file.js";
import { popularCounts } from "#models/recommend/popular-counts.js";
import type { Recommender, RecommenderModel } from "#models/recommend/recommender.js";
import { recommenders } from "#models/recommend/recommenders.js";
import { fitShelf, loadShelf, type Shelf, shelfFiles } from "#models/recommend/shelf.js";
import type { TrainOptions } from "../task.js";
import type { Interactions } from "./interactions.js";

/** A recommender fitted to a shop, and what is needed to speak of the shop's own items. */
export interface RecommendModel {
  readonly recommender: RecommenderModel;
  /** [items] ids by number. */
  readonly items: readonly string[];
  /** [items] distinct customers of each. */
  readonly counts: Int32Array;
  readonly shelves: Shelves;
  readonly learned: Learned;
}

/** What stands beside each item. */
export interface Shelves {
  /** By customers who have both. */
  readonly similar: Shelf;
  /** By orders with both; null where the data names no orders. */
  readonly together: Shelf | null;
}

export interface Learned {
  readonly customers: number;
  readonly events: number;
  /** What the customers did, such as "purchase". */
  readonly event: string;
  /** When the newest of it happened, in milliseconds since 1970 UTC; null where the data has no times. */
  readonly until: number | null;
  /** What the last update was worth; null where the model was trained anew. */
  readonly renewal: Renewal | null;
  /** Whom to show where nobody was asked for: someone with a history of usual length. */
  readonly exampleCustomer: string;
}

/** How often one of the first ten was right, on the newest event of customers who did something new. */
export interface Renewal {
  readonly customers: number;
  readonly before: number;
  readonly after: number;
}

/** @throws when there is no such candidate, or nobody to learn from. */
export async function fitModel(interactions: Interactions, options: TrainOptions): Promise<RecommendModel> {
  const { seed, signal, candidate, progress, budgetSeconds, checkpoints } = options;
  const { sequences, given } = interactions;
  const histories = given ? sequencesBefore(sequences, given.test) : sequences;
  if (histories.item.length === 0) throw new RangeError("recommend needs at least one customer with an item, got none");
  const winner = options.winner as RecommenderModel | undefined;
  const recommender = await recommenderNamed(candidate).fit(histories, {
    seed,
    signal,
    progress: (share) => progress(0.95 * share, candidate),
    ...(budgetSeconds !== undefined && { seconds: budgetSeconds }),
    ...(checkpoints !== undefined && { checkpoints }),
    ...(winner?.name === candidate && { before: winner }),
  });
  const model = await modelOf(recommender, { histories, interactions, signal });
  progress(1, candidate);
  return model;
}

interface Learning {
  /** What was learned from, which may be a part of all interactions. */
  readonly histories: Sequences;
  readonly interactions: Interactions;
  readonly signal: AbortSignal;
}

/** A recommender with what else was learned from the same. */
export async function modelOf(
  recommender: RecommenderModel,
  { histories, interactions, signal }: Learning,
): Promise<RecommendModel> {
  const { customers, items, event, newestAt, orders } = interactions;
  const events = histories.item.length;
  const exampleCustomer = customers[typicalCustomer(histories.starts)] ?? "";
  const until = newestAt?.reduce((newest, at) => Math.max(newest, at), Number.NEGATIVE_INFINITY) ?? null;
  return {
    recommender,
    items,
    counts: popularCounts(histories),
    shelves: await fitShelves(histories, orders, signal),
    learned: { customers: customers.length, events, event, until, renewal: null, exampleCustomer },
  };
}

/** Of two items few have, one coincidence would make the strongest pair: so many are taken off. */
const SHRINKAGE = 2;

async function fitShelves(histories: Sequences, orders: Interactions["orders"], signal: AbortSignal): Promise<Shelves> {
  const options = { shrinkage: SHRINKAGE, signal, progress: () => undefined };
  return { similar: await fitShelf(histories, options), together: orders && (await fitShelf(orders, options)) };
}

/** @throws when there is none of that name. */
export function recommenderNamed(name: string): Recommender {
  const found = recommenders.find((recommender) => recommender.name === name);
  if (found) return found;
  throw new RangeError(`candidate must be one of ${recommenders.map((known) => known.name).join(", ")}, got "${name}"`);
}

/** The last customer, in order of first appearance, whose history has the median length of those with at least two. */
function typicalCustomer(starts: Int32Array): number {
  const lengths = starts.subarray(1).map((end, u) => end - starts[u]!);
  const several = lengths.filter((length) => length >= 2).sort();
  const usual = several[several.length >>> 1] ?? 1;
  return lengths.lastIndexOf(usual);
}

export function saveModel({ recommender, items, counts, shelves, learned }: RecommendModel): ModelFiles {
  return {
    ...recommender.save(),
    ...shelfFiles("shelf-similar", shelves.similar),
    ...(shelves.together && shelfFiles("shelf-together", shelves.together)),
    "model.json": bytes({ candidate: recommender.name, learned, items, namesOrders: shelves.together !== null }),
    "counts.bin": bytes(counts),
  };
}

interface Saved {
  readonly candidate: string;
  readonly learned: Learned;
  readonly items: string[];
  readonly namesOrders: boolean;
}

/** @throws when a file is missing, cut short, or of another model. */
export function loadModel(files: ModelFiles): RecommendModel {
  const card = json(files, "model.json") as Saved;
  return {
    recommender: recommenderNamed(card.candidate).load(files),
    items: card.items,
    counts: int32(files, "counts.bin", card.items.length),
    shelves: {
      similar: loadShelf(files, "shelf-similar"),
      together: card.namesOrders ? loadShelf(files, "shelf-together") : null,
    },
    learned: card.learned,
  };
}
