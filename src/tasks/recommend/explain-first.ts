import { type Explanation, explanation } from "#explain/explanation.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import type { Context } from "../task.js";
import { pastFor } from "./answer.js";
import { catalogueOf, named } from "./catalogue.js";
import { likely } from "./likely.js";
import { onSale } from "./on-sale.js";
import type { RecommendModel } from "./recommend-model.js";
import type { RecommendRequest } from "./request.js";
import { ruled } from "./rules.js";
import { dayOf, shown } from "./wording.js";

/** Why the first of the recommended items is the first, by the events its score comes from. */
export async function explainFirst(
  model: RecommendModel,
  wanted: RecommendRequest,
  context: Context,
): Promise<Explanation> {
  if (wanted.slot !== "for-you" && wanted.slot !== "next-in-session") {
    throw new RangeError(
      `explain takes scores apart that come from a past, for-you and next-in-session; of ${wanted.slot} the answer itself says why`,
    );
  }
  const customer = wanted.customer ?? model.learned.exampleCustomer;
  const catalogue = await catalogueOf(context);
  const { history, events, all } = await pastFor(wanted, { model, catalogue, context });
  const owned = new Set(all.map(({ item }) => item));
  const { marginWeight: _, diversity: __, perBrand: ___, ...filters } = wanted; // these reorder, the score stays
  const [first] = ruled(
    await likely(model, history),
    { ...filters, k: 1 },
    { catalogue, owned, isOnSale: onSale(catalogue, model.items) },
  ).shown;
  if (!first) throw new RangeError(`there is nothing to recommend to customer ${customer}: they have it all`);
  const scores = sparseVector(model.items.length);
  await model.recommender.score(history, scores);
  const { baseline, amounts, method } = await model.recommender.reasons(history, first.number);
  return explanation({
    subject: `the score of ${shown(named(first.item, catalogue))} for customer ${customer}`,
    unit: "score",
    baseline,
    answer: scores.value[first.number]!,
    contributions: events.map((event, p) => {
      const day = dayOf(event, context.timeZone, "en");
      return { feature: day ? `${shown(event)}, ${day}` : shown(event), amount: amounts[p]! };
    }),
    method: method ?? "exact: the score is a sum over the customer's past items",
  });
}
