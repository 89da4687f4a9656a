import { z } from "zod";
import type { ScheduleKind } from "./schedule-kind.js";
import { sharedSettings } from "./shared-settings.js";

const settings = z.strictObject({
  name: z.literal("one-cycle"),
  ...sharedSettings,
  /** All steps of the training. */
  steps: z.int().min(2),
  /** The share of the steps in which the rate rises to its height, `rate`. */
  rising: z.number().gt(0).lt(1).default(0.3),
  /** The height is so many times the first rate. */
  startDivisor: z.number().positive().default(25),
  /** The first rate is so many times the last. */
  endDivisor: z.number().positive().default(1e4),
  curve: z.enum(["cosine", "linear"]).default("cosine"),
});

const curves = {
  cosine: (from: number, to: number, share: number) => to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2,
  linear: (from: number, to: number, share: number) => from + (to - from) * share,
};

/**
 * Up to a height and down to nearly nothing: the rates of torch.optim.lr_scheduler.OneCycleLR with two phases. The momentum does not cycle.
 *
 * Source: Smith and Topin (2019), "Super-convergence: very fast training of neural networks using large learning rates".
 */
export const oneCycle: ScheduleKind<typeof settings> = {
  settings,
  rate({ rate, steps, rising, startDivisor, endDivisor, curve }, step) {
    const first = rate / startDivisor;
    const top = rising * steps - 1;
    const between = curves[curve];
    if (step < top) return between(first, rate, step / top);
    return between(rate, first / endDivisor, Math.min(1, (step - top) / (steps - 1 - top)));
  },
};
