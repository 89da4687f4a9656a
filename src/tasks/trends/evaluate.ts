import { forecasterNamed, forecasters } from "#models/forecast/forecasters.js";
import { type Table, tableOf } from "#table/table.js";
import type { Context, Evaluated, EvaluateOptions } from "../task.js";
import { type Competition, compete } from "./compete.js";
import type { Course } from "./course.js";
import { fileCourse } from "./file-course.js";
import { shopCourse } from "./shop-course.js";
import type { Band } from "./trial.js";

/** Lets the candidates forecast what is known by now, as if it were not. */
export async function evaluate(context: Context, options: EvaluateOptions): Promise<Evaluated> {
  const asked = options.candidates.map(forecasterNamed);
  const candidates = forecasters.filter((forecaster) => asked.length === 0 || asked.includes(forecaster));
  const table = await context.read("daily_sales");
  // only the shop's own query knows when the last sale of a day was
  const course = table.columns["last_minute"] ? shopCourse(table) : fileCourse(table);
  const { winner, results, leftOut } = await compete(course, { candidates, options });
  options.progress(1, "done");
  return {
    evaluation: {
      task: "trends",
      seed: options.seed,
      chosen: winner.name,
      better: "lower",
      candidates: results,
      leftOut,
      protocol: {
        en: `${course.split.en} Candidates were chosen by the mean MASE of forecasts made from one day after the other in the second half of each training part, by models that had seen the first half; then each was fitted to the whole training part and measured once on the test.`,
        zh: `${course.split.zh}候选模型先用训练部分的前一半拟合，在后一半逐日预测，按平均 MASE 选出；之后各自用全部训练部分拟合，在检验部分只评一次。`,
      },
    },
    predictions: predictionsOf(course, winner),
  };
}

/** One row per test row: unique_id, ds, y (expected) and its bands. */
function predictionsOf({ series }: Course, { bands }: Competition["winner"]): Table {
  const rows = series.flatMap(({ id, tests }) => tests.map(({ ds }) => ({ id, ds })));
  const column = (name: keyof Band) => Float64Array.from(bands.flatMap((band) => [...band[name]]));
  return tableOf({
    unique_id: rows.map(({ id }) => id),
    ds: rows.map(({ ds }) => ds),
    y: column("mean"),
    lower80: column("lower80"),
    upper80: column("upper80"),
    lower95: column("lower95"),
    upper95: column("upper95"),
  });
}
