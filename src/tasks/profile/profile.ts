import { z } from "zod";
import type { Task } from "../task.js";
import type { ProfileAnswer } from "./answer.js";
import { answersFor } from "./answers.js";
import { candidateNames } from "./buy-again.js";
import { evaluate } from "./evaluate.js";
import { explain } from "./explain.js";
import { loadModel, type ProfileModel, saveModel } from "./model.js";
import { predictCustomer } from "./predict-customer.js";
import { predictShop } from "./predict-shop.js";
import { render } from "./render.js";
import { say } from "./say.js";
import { train } from "./train.js";

const request = z.strictObject({
  customer: z.string().min(1).optional().describe("the customer's id; without it the whole shop is told"),
});

export type ProfileRequest = z.infer<typeof request>;

/** Who are the customers? */
export const profile: Task<ProfileRequest, ProfileModel, ProfileAnswer> = {
  name: "profile",
  question: { en: "Who are the customers?", zh: "顾客都是谁？" },
  needs: ["orders"],
  queries: {
    customers: "customers.sql",
    favourites: "favourites.sql",
    cohorts: "cohorts.sql",
    strangers: "strangers.sql",
    prospects: "prospects.sql",
    orders: "orders.sql",
  },
  dataset: {
    query: "orders",
    columns: {
      customer_id: { type: "text" },
      order_id: { type: "text", optional: true },
      ordered_at: { type: "time" },
      cents: { type: "number" },
    },
  },
  request,
  candidates: candidateNames,
  parse: (untyped) => request.parse(untyped),
  train,
  // the fifths are counted, not searched for: going on from a model is counting them again, which no stale one beats
  update: (_model, context, options) => train(context, options),
  evaluate,
  predict,
  async explain(model, wanted, context) {
    return explain(await predict(model, wanted, context));
  },
  answers: (model, _wanted, context) => answersFor(model, context),
  render,
  say,
  save: saveModel,
  load: loadModel,
};

function predict(
  model: ProfileModel,
  { customer }: ProfileRequest,
  context: Parameters<typeof predictShop>[1],
): Promise<ProfileAnswer> {
  return customer === undefined ? predictShop(model, context) : predictCustomer(model, customer, context);
}
