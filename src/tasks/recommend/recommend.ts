import type { ShownGround } from "#measure/shown-items.js";
import { popularCounts } from "#models/recommend/popular-counts.js";
import { comparedOnly, recommenders } from "#models/recommend/recommenders.js";
import type { Context, EvaluateOptions, Task } from "../task.js";
import { answerFor, type RecommendAnswer } from "./answer.js";
import { answersTable } from "./answers.js";
import { answersForAll } from "./answers-for-all.js";
import { type Catalogue, catalogueOf } from "./catalogue.js";
import { compete } from "./compete.js";
import { explainFirst } from "./explain-first.js";
import { exposureOf, knownBy } from "./exposure.js";
import { type Interactions, interactionsOf } from "./interactions.js";
import { itemLists } from "./item-list.js";
import { type Plan, planOf } from "./plan.js";
import { fitModel, loadModel, type RecommendModel, recommenderNamed, saveModel } from "./recommend-model.js";
import { render } from "./render.js";
import { renew } from "./renew.js";
import { type RecommendRequest, request } from "./request.js";
import { say } from "./say.js";
import { startOfDay } from "./start-of-day.js";

/** As the protocols measure. */
const SHOWN = 10;

/** What will each customer want next? */
export const recommend: Task<RecommendRequest, RecommendModel, RecommendAnswer> = {
  name: "recommend",
  question: { en: "What will each customer want next?", zh: "每位顾客接下来想要什么？" },
  needs: ["order_lines", "events"],
  queries: { interactions: "interactions.sql", items: "items.sql", popular: "popular.sql", customer: "customer.sql" },
  dataset: {
    query: "interactions",
    columns: {
      customer_id: { type: "text" },
      item_id: { type: "text" },
      event: { type: "text", optional: true },
      split: { type: "text", optional: true },
    },
    clock: "occurred_at",
  },
  request,
  candidates: recommenders.map(({ name }) => name),
  usual: recommenders.filter((recommender) => !comparedOnly.includes(recommender)).map(({ name }) => name),
  parse: (untyped) => request.parse(untyped),

  async train(context, options) {
    return fitModel(interactionsOf(await everything(context)), options);
  },

  // every item the old model knew keeps its number
  async renew(model, context, options) {
    return renew(model, interactionsOf(await everything(context), model.items), options);
  },

  async update(model, context, options) {
    return (await renew(model, interactionsOf(await everything(context), model.items), options))?.model ?? model;
  },

  async evaluate(context, options) {
    const { trainBefore } = options;
    const from = trainBefore === undefined ? undefined : startOfDay(trainBefore, context.timeZone);
    const interactions = interactionsOf(await everything(context), [], from);
    if (interactions.customers.length === 0) {
      throw new RangeError("recommend needs at least one customer with an item, got none");
    }
    const plan = planOf(interactions, trainBefore);
    const catalogue = await catalogueOf(context);
    const ground = groundOf(interactions, plan, catalogue);
    const course = { sequences: interactions.sequences, plan, ground };
    const { winner, results, leftOut } = await compete(course, { candidates: asked(options), options });
    return {
      evaluation: {
        task: "recommend",
        seed: options.seed,
        chosen: winner.name,
        better: "higher",
        candidates: results,
        leftOut,
        exposure: exposureOf(winner.shown, { items: interactions.items, counts: ground.counts, catalogue }),
        protocol: plan.protocol,
      },
      winner: winner.model,
      predictions: await answersTable(winner.model, { ...testCustomers(interactions, plan), k: SHOWN }),
    };
  },

  predict: (model, wanted, context) => answerFor(model, wanted, context),
  explain: explainFirst,

  answers: (model, wanted, context) => answersForAll(model, wanted, context),

  render,
  say,
  lists: itemLists,
  save: saveModel,
  load: loadModel,
};

function everything(context: Context) {
  return context.read("interactions", { customer: "" });
}

function asked({ candidates }: EvaluateOptions) {
  for (const name of candidates) recommenderNamed(name);
  return recommenders.filter(({ name }) => candidates.length === 0 || candidates.includes(name));
}

/** What the lists of the test are judged by: what was learned from, and the kinds of things there are. */
function groundOf({ items }: Interactions, { test }: Plan, catalogue: Catalogue): ShownGround {
  const { starts, customers } = test.learnFrom;
  const known = knownBy(
    items.map((item) => catalogue.get(item)),
    ({ category }) => category,
  );
  const numberOf = new Map([...new Set(known)].filter((name) => name !== null).map((name, number) => [name, number]));
  return {
    counts: popularCounts(test.learnFrom),
    customers: Array.from({ length: customers }, (_, u) => u).filter((u) => starts[u + 1]! > starts[u]!).length,
    categories: known && Int32Array.from(known, (name) => (name === null ? -1 : numberOf.get(name)!)),
  };
}

function testCustomers({ sequences, customers, items }: Interactions, { test }: Plan) {
  const testFrom = test.heldOut.from;
  return {
    counts: popularCounts(test.learnFrom),
    customers,
    items,
    historyOf: (u: number) =>
      testFrom[u]! < sequences.starts[u + 1]! ? sequences.item.subarray(sequences.starts[u], testFrom[u]) : null,
  };
}
