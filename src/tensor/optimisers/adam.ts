import { z } from "zod";
import { adamUpdates } from "./adam-updates.js";
import type { OptimiserKind } from "./optimiser-kind.js";

const settings = z.strictObject({
  name: z.literal("adam"),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().default(1e-8),
  /** Times the parameter, added to its gradient. Adam divides most of it away again; `adamw` does not. */
  weightDecay: z.number().min(0).default(0),
});

/**
 * Adam: steps by the mean gradient over the root of its mean square. Equal to torch.optim.Adam. Over rows it is
 * torch.optim.SparseAdam: the moments of a row rest until it is touched again, and are corrected by the steps of the whole training.
 *
 * Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.
 */
export const adam: OptimiserKind<typeof settings> = {
  settings,
  ...adamUpdates((weightDecay) => ({ decay: weightDecay, shrink: 1 })),
};
