import { z } from "zod";
import type { ScheduleKind } from "./schedule-kind.js";
import { sharedSettings } from "./shared-settings.js";

const settings = z.strictObject({
  name: z.literal("cosine"),
  ...sharedSettings,
  /** Steps from the rate to the floor; the rate stays there afterwards. */
  steps: z.int().min(1),
  floor: z.number().min(0).default(0),
});

/**
 * Half a wave of the cosine from the rate down to the floor: floor + (rate − floor)(1 + cos(π step / steps)) / 2.
 *
 * Source: Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", equation 5, without the restarts.
 */
export const cosine: ScheduleKind<typeof settings> = {
  settings,
  rate: ({ rate, floor, steps }, step) =>
    floor + ((rate - floor) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2,
};
