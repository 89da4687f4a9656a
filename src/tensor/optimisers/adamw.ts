import { z } from "zod";
import { adamUpdates } from "./adam-updates.js";
import type { OptimiserKind } from "./optimiser-kind.js";

const settings = z.strictObject({
  name: z.literal("adamw"),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().default(1e-8),
  /** The part of itself, times the rate, that a parameter loses each step. */
  weightDecay: z.number().min(0).default(0.01),
});

/**
 * Adam with weight decay kept out of the gradient. Equal to torch.optim.AdamW. Over rows it is torch.optim.SparseAdam, and only
 * the rows that are touched decay.
 *
 * Source: Loshchilov and Hutter (2019), "Decoupled weight decay regularization", algorithm 2, with the decay times the rate.
 */
export const adamw: OptimiserKind<typeof settings> = {
  settings,
  ...adamUpdates((weightDecay, rate) => ({ decay: 0, shrink: 1 - rate * weightDecay })),
};
