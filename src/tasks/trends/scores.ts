import { coverageShare } from "#measure/interval-coverage.js";
import { type MeanErrors, owa } from "#measure/owa.js";
import type { Score } from "#measure/score.js";
import { wape } from "#measure/wape.js";
import type { Marks } from "./trial.js";
import type { Validation } from "./validation.js";

const MASE_UNIT = "× the training error of repeating the last season";

/** What the choice is made on: the mean over series of the scaled error of forecasts from the past. */
export function validationScores(of: readonly Validation[], baseline: readonly Validation[]): Score[] {
  const value = mean(of.map(({ mase }) => mase));
  return known([{ name: "MASE", value, unit: MASE_UNIT, baseline: mean(baseline.map(({ mase }) => mase)) }]);
}

/** Errors are averaged over the series where they can be told; those of the seasonal naive stand beside them. */
export function testScores(
  marks: readonly Marks[],
  against: { readonly baseline: readonly Marks[]; readonly yardstick: readonly MeanErrors[] },
): Score[] {
  const yardstick = meanErrors(against.yardstick);
  const [model, baseline] = [meanErrors(marks), meanErrors(against.baseline)];
  const of = (all: readonly Marks[]) => wape(all.map(({ absolute }) => absolute));
  return known([
    { name: "MASE", value: model.mase, unit: MASE_UNIT, baseline: baseline.mase },
    { name: "OWA", value: owa(model, yardstick), unit: "× Naive2", baseline: owa(baseline, yardstick) },
    { name: "sMAPE", value: model.smape, unit: "%", baseline: baseline.smape },
    { name: "WAPE", value: of(marks), unit: "share", baseline: of(against.baseline) },
    { name: "coverage 80", value: coverageShare(marks.map((mark) => mark.coverage80)), unit: "share", baseline: 0.8 },
    { name: "coverage 95", value: coverageShare(marks.map((mark) => mark.coverage95)), unit: "share", baseline: 0.95 },
  ]);
}

function meanErrors(all: readonly MeanErrors[]): MeanErrors {
  return { smape: mean(all.map(({ smape }) => smape)), mase: mean(all.map(({ mase }) => mase)) };
}

/** Of those that are numbers; NaN when none is. */
function mean(values: readonly number[]): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** Scores that could be measured: none where the data hold back their answers. */
function known(scores: readonly Score[]): Score[] {
  return scores
    .filter(({ value }) => Number.isFinite(value))
    .map((score) => ({ ...score, baseline: Number.isFinite(score.baseline) ? score.baseline : null }));
}
