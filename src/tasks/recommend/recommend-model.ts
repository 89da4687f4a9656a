import { sequencesBefore } from "#measure/leave-one-out.js";
import { bytes, int32, json, type ModelFiles } from "#models/model-file.js";
import { popularCounts } from "#models/recommend/popular-counts.js";
import type { Recommender, RecommenderModel } from "#models/recommend/recommender.js";
import { recommenders } from "#models/recommend/recommenders.js";
import type { TrainOptions } from "../task.js";
import type { Interactions } from "./interactions.js";

/** A recommender fitted to a shop, and what is needed to speak of the shop's own items. */
export interface RecommendModel {
  readonly recommender: RecommenderModel;
  /** [items] ids by number. */
  readonly items: readonly string[];
  /** [items] distinct customers of each. */
  readonly counts: Int32Array;
  readonly learned: Learned;
}

export interface Learned {
  readonly customers: number;
  readonly events: number;
  /** What the customers did, such as "purchase". */
  readonly event: string;
  /** Whom to show where nobody was asked for: someone with a history of usual length. */
  readonly exampleCustomer: string;
}

/** @throws when there is no such candidate, or nobody to learn from. */
export async function fitModel(interactions: Interactions, options: TrainOptions): Promise<RecommendModel> {
  const { seed, signal, candidate, progress } = options;
  const { sequences, given, items, event, customers } = interactions;
  const histories = given ? sequencesBefore(sequences, given.test) : sequences;
  const events = histories.item.length;
  if (events === 0) throw new RangeError("recommend needs at least one customer with an item, got none");
  const recommender = await recommenderNamed(candidate).fit(histories, {
    seed,
    signal,
    progress: (share) => progress(share, candidate),
  });
  const exampleCustomer = customers[typicalCustomer(histories.starts)] ?? "";
  return {
    recommender,
    items,
    counts: popularCounts(histories),
    learned: { customers: customers.length, events, event, exampleCustomer },
  };
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

export function saveModel({ recommender, items, counts, learned }: RecommendModel): ModelFiles {
  return {
    ...recommender.save(),
    "model.json": bytes({ candidate: recommender.name, learned, items }),
    "counts.bin": bytes(counts),
  };
}

/** @throws when a file is missing, cut short, or of another model. */
export function loadModel(files: ModelFiles): RecommendModel {
  const card = json(files, "model.json") as { candidate: string; learned: Learned; items: string[] };
  return {
    recommender: recommenderNamed(card.candidate).load(files),
    items: card.items,
    counts: int32(files, "counts.bin", card.items.length),
    learned: card.learned,
  };
}
