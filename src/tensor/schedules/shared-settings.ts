import { z } from "zod";

/** Settings of every schedule: the rate that its curve is drawn to, and the linear rise before the curve begins. */
export const sharedSettings = {
  rate: z.number().min(0),
  /** For so many steps the rate rises from a part (`from`) of the rate that the schedule begins with. */
  warmUp: z
    .strictObject({ steps: z.int().min(1), from: z.number().min(0).max(1).default(0.01) })
    .nullable()
    .default(null),
};
