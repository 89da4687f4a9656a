import { type Sequences, sequencesBefore } from "#measure/leave-one-out.js";
import { type HeldOut, nextItemRanks, nextItemScores, type Ranks } from "#measure/next-item.js";
import { hit } from "#measure/ranking.js";
import type { CandidateResult, Evaluation, Score, Worded } from "#measure/score.js";
import { evenly } from "#models/recommend/evenly.js";
import { popularCounts } from "#models/recommend/popular-counts.js";
import type { FitOptions, RecommenderModel } from "#models/recommend/recommender.js";
import { topItems } from "#models/recommend/top-items.js";
import { add, clear, type SparseVector, sparseVector } from "#numeric/sparse-vector.js";
import type { Renewed, TrainOptions } from "../task.js";
import type { Interactions } from "./interactions.js";
import { modelOf, type RecommendModel, recommenderNamed } from "./recommend-model.js";

const SHOWN = 10;

/**
 * Goes on from a model with what came since. The newest event of those who did something new is held out first, to see how
 * well the model of before foretells it, and how well one that has learned all the rest; then that one learns it too.
 *
 * @param interactions with the model's own items first @returns null when nothing came since
 */
export async function renew(
  model: RecommendModel,
  interactions: Interactions,
  options: TrainOptions,
): Promise<Renewed<RecommendModel> | null> {
  const { sequences, newestAt } = interactions;
  const since = model.learned.until ?? Number.NEGATIVE_INFINITY;
  if (newestAt && !newestAt.some((at) => at > since)) return null;
  const { learnFrom, heldOut } = newestHeldOut(interactions, since);
  const recommender = recommenderNamed(options.candidate);
  const fitting = fitOptions(options, 0.45);
  const goingOn = model.recommender.name === recommender.name ? { before: model.recommender } : {};
  const began = performance.now();
  const fresh = await recommender.fit(learnFrom, { ...fitting, ...goingOn });
  const seconds = (performance.now() - began) / 1000;
  const asking = { signal: options.signal, progress: () => undefined };
  const stale = knowingLess(model.recommender, sequences.items);
  const before = await nextItemRanks(sequences, heldOut, { ...asking, score: stale });
  const after = await nextItemRanks(sequences, heldOut, { ...asking, score: fresh.score, ahead: fresh.ahead });
  const whole = await recommender.fit(sequences, { ...fitOptions(options, 0.45), before: fresh });
  const renewed = await modelOf(whole, { histories: sequences, interactions, signal: options.signal });
  const found = { candidate: recommender.name, seconds, before, after };
  const renewal = { customers: before.full.length, before: hitsOf(before), after: hitsOf(after) };
  return {
    model: { ...renewed, learned: { ...renewed.learned, renewal } },
    evaluation: {
      ...evaluationOf(found, options.seed),
      changes: [
        ...counted(model, renewed),
        popularityMoved(model, renewed),
        await shownShare(
          { sequences, heldOut },
          { score: fresh.score, counts: popularCounts(learnFrom) },
          { score: stale, counts: ofItems(model.counts, sequences.items) },
        ),
      ],
    },
  };
}

function fitOptions({ seed, signal, budgetSeconds, checkpoints, progress, candidate }: TrainOptions, share: number) {
  return {
    ...{ seed, signal, progress: (done: number) => progress(done, candidate) },
    ...(budgetSeconds !== undefined && { seconds: share * budgetSeconds }),
    ...(checkpoints !== undefined && { checkpoints }),
  } satisfies FitOptions;
}

/** The newest event of those who did something new and something before it, a few thousand at most; and all the rest. */
function newestHeldOut({ sequences, newestAt }: Interactions, since: number) {
  const { customers, starts } = sequences;
  const to = starts.slice(1);
  const isUsable = (u: number) => to[u]! - starts[u]! >= 2 && (newestAt?.[u] ?? Number.POSITIVE_INFINITY) > since;
  const from = to.slice();
  for (const u of evenly(Array.from({ length: customers }, (_, u) => u).filter(isUsable))) from[u]! -= 1;
  const heldOut: HeldOut = { from, to, strangers: "skipped" };
  return { learnFrom: sequencesBefore(sequences, from), heldOut };
}

type Scoring = RecommenderModel["score"];

/** Scores of a model that has not met the newest items: these get none. */
function knowingLess(model: RecommenderModel, items: number): Scoring {
  if (model.items === items) return model.score;
  const known = sparseVector(model.items);
  return async (history, scores) => {
    await model.score(
      history.filter((i) => i < model.items),
      known,
    );
    clear(scores);
    for (let c = 0; c < known.count; c++) add(scores, known.touched[c]!, known.value[known.touched[c]!]!);
  };
}

interface Found {
  readonly candidate: string;
  readonly seconds: number;
  readonly before: Ranks;
  readonly after: Ranks;
}

function evaluationOf({ candidate, seconds, before, after }: Found, seed: number): Evaluation {
  const result = (name: string, train: number, ranks: Ranks): CandidateResult => ({
    name,
    seconds: { train, predict: 0 },
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    validation: [],
    scores: nextItemScores(ranks, before),
  });
  return {
    ...{ task: "recommend", seed, chosen: candidate, better: "higher", leftOut: [] },
    candidates: [result(`${candidate} before the update`, 0, before), result(candidate, seconds, after)],
    protocol: protocolOf(before.full.length),
  };
}

const protocolOf = (customers: number): Worded => ({
  en: `The newest item of ${customers} customers who did something since the last model was kept for the test; the model before the update and the updated one, which learned everything else, ranked every item the customer had not had. The model that is used has since learned that item too. No candidates competed.`,
  zh: `自上次建模以来有新记录的 ${customers} 位顾客，其最新一件商品留作测试；更新前的模型与学习了其余全部记录的更新后模型，分别给顾客未买过的全部商品排序。实际使用的模型随后也学习了这些商品。候选模型未重新竞争。`,
});

const hitsOf = ({ full }: Ranks): number =>
  full.reduce((sum, rank) => sum + hit(rank, SHOWN), 0) / Math.max(1, full.length);

function counted({ items, learned }: RecommendModel, now: RecommendModel): Score[] {
  return [
    { name: "events learned from", value: now.learned.events, unit: "events", baseline: learned.events },
    { name: "customers", value: now.learned.customers, unit: "customers", baseline: learned.customers },
    { name: "items", value: now.items.length, unit: "items", baseline: items.length },
  ];
}

/** How far what customers have taken since is from what they had taken: half the sum of the differences of all shares. */
function popularityMoved(before: RecommendModel, now: RecommendModel): Score {
  const since = now.counts.map((count, i) => Math.max(0, count - (before.counts[i] ?? 0)));
  const share = (counts: Int32Array) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return (i: number) => (counts[i] ?? 0) / Math.max(1, total);
  };
  const [shareBefore, shareSince] = [share(before.counts), share(since)];
  const moved = now.items.reduce((sum, _, i) => sum + Math.abs(shareSince(i) - shareBefore(i)) / 2, 0);
  return { name: "popularity moved (total variation)", value: moved, unit: "share", baseline: null };
}

/** Counts of items of which the last are new. */
function ofItems(counts: Int32Array, items: number): Int32Array {
  const all = new Int32Array(items);
  all.set(counts);
  return all;
}

interface Showing {
  readonly score: Scoring;
  readonly counts: Int32Array;
}

/** The share of all items that is among anybody's first ten, of those whose newest item was held out. */
async function shownShare(
  { sequences, heldOut }: { readonly sequences: Sequences; readonly heldOut: HeldOut },
  after: Showing,
  before: Showing,
): Promise<Score> {
  const { customers, items, starts, item } = sequences;
  const asked = Array.from({ length: customers }, (_, u) => u).filter((u) => heldOut.from[u]! < heldOut.to[u]!);
  const scores: SparseVector = sparseVector(items);
  const shareOf = async ({ score, counts }: Showing) => {
    const best = topItems(counts, SHOWN);
    const shown = new Set<number>();
    for (const u of asked) {
      const history = item.subarray(starts[u], heldOut.from[u]);
      await score(history, scores);
      const top = best(scores, history);
      for (let place = 0; place < top.count; place++) shown.add(top.item[place]!);
    }
    return shown.size / Math.max(1, items);
  };
  return {
    name: "items shown to anybody in the first ten",
    value: await shareOf(after),
    unit: "share",
    baseline: await shareOf(before),
  };
}
