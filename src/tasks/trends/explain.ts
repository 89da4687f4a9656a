import { type Explanation, explanation } from "#explain/explanation.js";
import type { Context } from "../task.js";
import type { TrendsModel } from "./model.js";
import { standingOn } from "./predict.js";

/** Why the days ahead should bring more or less than the same weekdays before: exact, as a forecast is a sum of its states. */
export async function explain(
  model: TrendsModel,
  { horizon }: { horizon: number },
  context: Context,
): Promise<Explanation> {
  const { model: moved, mean, before } = await standingOn(model, horizon, context);
  const { level, trend, season } = moved.parts(horizon);
  const unbounded = moved.mean(horizon);
  const contributions = [
    { feature: `what a day brings by now, against the same ${horizon} weekdays before`, amount: sum(level) - before },
    { feature: "trend", amount: sum(trend) },
    { feature: "which weekdays lie ahead", amount: sum(season) },
    { feature: "no day sells less than nothing", amount: sum(mean) - sum(unbounded) },
  ];
  return explanation({
    subject: `expected sales of the ${horizon} days from ${context.asOf}`,
    unit: "cents",
    baseline: before,
    answer: sum(mean),
    contributions: contributions.filter(({ amount }, i) => i === 0 || amount !== 0),
    method: "exact: the forecast is level + trend + season",
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
