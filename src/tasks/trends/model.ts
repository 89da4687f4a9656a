import { z } from "zod";
import { heldBack } from "#models/forecast/backtest.js";
import { fitOrSimpler } from "#models/forecast/fit-or-simpler.js";
import type { ForecastModel } from "#models/forecast/forecaster.js";
import { forecasterNamed } from "#models/forecast/forecasters.js";
import type { Context, TrainOptions } from "../task.js";
import { dailySalesOf, needDays } from "./daily-sales.js";
import { dayNumber, dayText } from "./day-number.js";

/** What was learned from a shop's daily sales. */
export interface TrendsModel {
  readonly candidate: string;
  /** Days from 1970-01-01 to the first day both models have seen. */
  readonly firstDay: number;
  /** Fitted to the first part of the history: the rest shows how well its forecasts do, and how wide a band has to be. */
  readonly early: ForecastModel;
  /** Fitted to all of it: what is asked. */
  readonly final: ForecastModel;
}

export const WEEK = 7;

const VERSION = 1;
const FILE = "model.json";
const USUAL_HORIZON = 28;

const savedForecast = z.looseObject({ name: z.string() });
const file = z.object({
  version: z.literal(VERSION),
  candidate: z.string(),
  firstDay: z.iso.date(),
  early: savedForecast,
  final: savedForecast,
});

/** @throws {RangeError} when the history is too short. */
export async function train(context: Context, options: TrainOptions): Promise<TrendsModel> {
  const { candidate, signal, progress } = options;
  const forecaster = forecasterNamed(candidate);
  const { firstDay, cents, knownDays } = dailySalesOf(await context.read("daily_sales"));
  needDays(knownDays);
  const known = cents.subarray(0, knownDays);
  signal.throwIfAborted();
  progress(0, candidate);
  const seen = known.subarray(0, knownDays - heldBack(knownDays, USUAL_HORIZON));
  const early = fitOrSimpler(forecaster, seen, { period: WEEK });
  signal.throwIfAborted();
  progress(0.4, candidate);
  const final = fitOrSimpler(forecaster, known, { period: WEEK });
  progress(1, candidate);
  return { candidate, firstDay, early, final };
}

export function saveModel({ candidate, firstDay, early, final }: TrendsModel): Readonly<Record<string, Uint8Array>> {
  const saved = {
    version: VERSION,
    candidate,
    firstDay: dayText(firstDay),
    early: early.save(),
    final: final.save(),
  };
  return { [FILE]: new TextEncoder().encode(`${JSON.stringify(saved, null, 2)}\n`) };
}

/** @throws {Error} when the files hold no trends model of this version. */
export function loadModel(files: Readonly<Record<string, Uint8Array>>): TrendsModel {
  const bytes = files[FILE];
  if (!bytes) throw new Error(`a trends model needs ${FILE}, got ${Object.keys(files).join(", ") || "no file"}`);
  const { candidate, firstDay, early, final } = file.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return {
    candidate,
    firstDay: dayNumber(firstDay),
    early: forecasterNamed(early.name).load(early),
    final: forecasterNamed(final.name).load(final),
  };
}
