import { sparseVector } from "#numeric/sparse-vector.js";
import { basketModel, loadBasketModel } from "./basket-model.js";
import { baskets } from "./baskets.js";
import { holdOut, someOf } from "./held-out-events.js";
import { mostWanted } from "./most-wanted.js";
import { gainOf } from "./next-gain.js";
import type { FitOptions, HeldOutEvents, Histories, Recommender, RecommenderModel } from "./recommender.js";

/** What is tried for the regularisation; each four times the one before. */
const REGULARISATIONS = [1, 4, 16, 64, 256, 1024];

/** The regularisation is chosen on the items most customers have: all would take 26 times as long at 12,101 items. */
const ITEMS_TO_CHOOSE_BY = 4096;

/** The matrix takes half a gigabyte then, and its inverse minutes. */
const MOST_ITEMS = 16_384;

const MOST_ITEMS_A_CUSTOMER = 500;

/**
 * Every item is foretold from all others at once by linear regression in closed form, so that what two items owe to a
 * third is not counted twice. The regularisation has the best NDCG@10 on held-out events.
 */
export const ease: Recommender = {
  name: "ease",
  cannotLearn: ({ items }) =>
    items <= MOST_ITEMS
      ? null
      : `${items} items would need ${gibibytes(items)} GiB of memory, at most ${MOST_ITEMS} can be`,
  async fit(histories, options) {
    options.signal.throwIfAborted();
    const reason = ease.cannotLearn!(histories);
    if (reason) throw new RangeError(`ease cannot be fitted: ${reason}`);
    const { progress } = options;
    const regularisation = await bestRegularisation(histories, {
      ...options,
      progress: (share) => progress(0.3 * share),
    });
    return fitted(histories, regularisation, { ...options, progress: (share) => progress(0.3 + 0.7 * share) });
  },
  load: (files) => loadBasketModel("ease", files),
};

const gibibytes = (items: number) => ((items * items * 2) / 2 ** 30).toFixed(1);

async function fitted(histories: Histories, regularisation: number, { signal, progress }: FitOptions) {
  const basket = baskets(histories, MOST_ITEMS_A_CUSTOMER);
  const { easeWeights } = await import("./ease-weights.js"); // what answers has no use for it
  const weights = await easeWeights(basket, { items: histories.items, regularisation, signal, progress });
  return basketModel("ease", weights);
}

async function bestRegularisation(histories: Histories, options: FitOptions): Promise<number> {
  const { learnFrom, heldOut } = options.heldOut
    ? { learnFrom: histories, heldOut: options.heldOut }
    : holdOut(histories);
  const some = mostWanted(learnFrom, heldOut, ITEMS_TO_CHOOSE_BY);
  const asked = someOf(some.heldOut);
  const gains: number[] = [];
  for (const [at, regularisation] of REGULARISATIONS.entries()) {
    const model = await fitted(some.histories, regularisation, {
      ...options,
      progress: (share) => options.progress((at + share) / REGULARISATIONS.length),
    });
    gains.push(await gain(model, asked));
    if (at > 0 && gains[at]! < gains[at - 1]!) break; // it rises to one best and falls from there
  }
  options.progress(1);
  return REGULARISATIONS[gains.indexOf(Math.max(...gains))]!;
}

async function gain(model: RecommenderModel, { histories, next }: HeldOutEvents): Promise<number> {
  const scores = sparseVector(model.items);
  let sum = 0;
  for (const [at, history] of histories.entries()) {
    await model.score(history, scores);
    sum += gainOf(scores.value, next[at]!, history);
  }
  return sum;
}
