import { z } from "zod";
import { type Explanation, explanation } from "#explain/explanation.js";
import { popularCounts } from "#models/recommend/popular-counts.js";
import { recommenders } from "#models/recommend/recommenders.js";
import { topItems } from "#models/recommend/top-items.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import type { Context, EvaluateOptions, Task } from "../task.js";
import { answerFor, itemNames, named, pastOf, type RecommendAnswer } from "./answer.js";
import { answersTable } from "./answers.js";
import { compete } from "./compete.js";
import { type Interactions, interactionsOf } from "./interactions.js";
import { itemList } from "./item-list.js";
import { type Plan, planOf } from "./plan.js";
import { fitModel, loadModel, type RecommendModel, recommenderNamed, saveModel } from "./recommend-model.js";
import { render } from "./render.js";
import { renew } from "./renew.js";
import { say } from "./say.js";
import { startOfDay } from "./start-of-day.js";
import { dayOf, shown } from "./wording.js";

const request = z.object({
  customer: z
    .string()
    .min(1)
    .optional()
    .describe("the customer's id; without it someone with a history of usual length stands in"),
  k: z.coerce.number().int().min(1).max(100).default(10).describe("how many items to recommend"),
});

/** As the protocols measure. */
const SHOWN = 10;

export type RecommendRequest = z.infer<typeof request>;

/** What will each customer want next? */
export const recommend: Task<RecommendRequest, RecommendModel, RecommendAnswer> = {
  name: "recommend",
  question: { en: "What will each customer want next?", zh: "每位顾客接下来想要什么？" },
  needs: ["order_lines", "events"],
  queries: { interactions: "interactions.sql", items: "items.sql" },
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
    const course = { sequences: interactions.sequences, plan };
    const { winner, results, leftOut } = await compete(course, { candidates: asked(options), options });
    return {
      evaluation: {
        task: "recommend",
        seed: options.seed,
        chosen: winner.name,
        better: "higher",
        candidates: results,
        leftOut,
        protocol: plan.protocol,
      },
      winner: winner.model,
      predictions: await answersTable(winner.model, { ...testCustomers(interactions, plan), k: SHOWN }),
    };
  },

  predict: (model, wanted, context) => answerFor(model, wanted, context),
  explain: explainFirst,

  async answers(model, { customer, k }, context) {
    const { customers, sequences } = interactionsOf(await everything(context), model.items);
    const known = model.items.length; // what came after the training has no scores yet
    return answersTable(model.recommender, {
      k,
      customers,
      items: model.items,
      counts: model.counts,
      historyOf(u) {
        if (customer !== undefined && customers[u] !== customer) return null;
        return sequences.item.subarray(sequences.starts[u], sequences.starts[u + 1]).filter((i) => i < known);
      },
    });
  },

  render,
  say,
  lists: (answer, language) => [itemList(answer, language)],
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

/** Why the first of the recommended items is the first: exact, because its score is a sum over past items. */
async function explainFirst(model: RecommendModel, wanted: RecommendRequest, context: Context): Promise<Explanation> {
  const customer = wanted.customer ?? model.learned.exampleCustomer;
  const names = await itemNames(context);
  const { history, events } = await pastOf(customer, { model, names, context });
  const scores = sparseVector(model.items.length);
  await model.recommender.score(history, scores);
  const top = topItems(model.counts, 1)(scores, history);
  if (top.count === 0) throw new RangeError(`there is nothing to recommend to customer ${customer}: they have it all`);
  const first = top.item[0]!;
  const { baseline, amounts, method } = await model.recommender.reasons(history, first);
  return explanation({
    subject: `the score of ${shown(named(model.items[first]!, names))} for customer ${customer}`,
    unit: "score",
    baseline,
    answer: top.score[0]!,
    contributions: events.map((event, p) => {
      const day = dayOf(event, context.timeZone, "en");
      return { feature: day ? `${shown(event)}, ${day}` : shown(event), amount: amounts[p]! };
    }),
    method: method ?? "exact: the score is a sum over the customer's past items",
  });
}
