import { z } from "zod";
import { forecasters } from "#models/forecast/forecasters.js";
import { tableOf } from "#table/table.js";
import type { Task } from "../task.js";
import type { TrendsAnswer } from "./answer.js";
import { evaluate } from "./evaluate.js";
import { explain } from "./explain.js";
import { loadModel, saveModel, type TrendsModel, train } from "./model.js";
import { predict } from "./predict.js";
import { render } from "./render.js";
import { say } from "./say.js";

const request = z.strictObject({
  horizon: z.coerce.number().int().min(1).max(90).default(28).describe("how many days ahead"),
});

export type TrendsRequest = z.infer<typeof request>;

/** Where is demand going? */
export const trends: Task<TrendsRequest, TrendsModel, TrendsAnswer> = {
  name: "trends",
  question: { en: "Where is demand going?", zh: "需求走势如何？" },
  needs: ["order_lines"],
  queries: { daily_sales: "daily-sales.sql" },
  dataset: {
    query: "daily_sales",
    columns: {
      unique_id: { type: "text" },
      ds: { type: "text" },
      y: { type: "number" },
      split: { type: "text", optional: true },
    },
  },
  request,
  candidates: forecasters.map(({ name }) => name),
  parse: (untyped) => request.parse(untyped),
  train,
  // between two updates a model moves on with the days by itself; an update learns its weights anew, from all of them
  update: (_model, context, options) => train(context, options),
  evaluate,
  predict,
  explain,

  async answers(model, wanted, context) {
    const { ds, ...numbers } = (await predict(model, wanted, context)).forecast;
    const columns = Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)] as const);
    return tableOf({ ds, ...Object.fromEntries(columns) });
  },

  render,
  say,
  save: saveModel,
  load: loadModel,
};
