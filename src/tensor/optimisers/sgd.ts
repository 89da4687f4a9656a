import { z } from "zod";
import { descentStep } from "../kernels/descent-step.js";
import { momentumStep } from "../kernels/momentum-step.js";
import { decaySpans } from "./decay-spans.js";
import type { OptimiserKind } from "./optimiser-kind.js";

const settings = z
  .strictObject({
    name: z.literal("sgd"),
    momentum: z.number().min(0).default(0),
    dampening: z.number().default(0),
    nesterov: z.boolean().default(false),
    weightDecay: z.number().min(0).default(0),
  })
  .refine(({ nesterov, momentum, dampening }) => !nesterov || (momentum > 0 && dampening === 0), {
    error: "expected momentum above 0 and dampening 0 with nesterov",
  });

type Settings = z.infer<typeof settings>;

/**
 * Stochastic gradient descent, with momentum and Nesterov's momentum. Equal to torch.optim.SGD; over rows, the velocity of a row rests
 * until it is touched again.
 *
 * Source: Sutskever et al. (2013), "On the importance of initialization and momentum in deep learning", as torch.optim.SGD writes it.
 */
export const sgd: OptimiserKind<typeof settings> = {
  settings,
  slots: ({ momentum }) => (momentum > 0 ? ["velocity"] : []),
  update(chosen, step) {
    const { parameters, gradients, state } = step;
    for (const { from, to, weightDecay } of decaySpans(chosen.weightDecay, step)) {
      const scalars = { ...scalarsOf(chosen, step), decay: weightDecay };
      if (chosen.momentum === 0) step.kernels.overSpan(descentStep, { parameters, gradients }, { from, to, scalars });
      else {
        const arrays = { parameters, gradients, velocity: state["velocity"]! };
        step.kernels.overSpan(momentumStep, arrays, { from, to, scalars });
      }
    }
  },
  updateRows(chosen, step) {
    const { table: parameters, rowGradients: gradients, state } = step;
    const work = { ...step, scalars: { ...scalarsOf(chosen, step), decay: chosen.weightDecay } };
    if (chosen.momentum === 0) step.kernels.overRows(descentStep, { parameters, gradients }, work);
    else step.kernels.overRows(momentumStep, { parameters, gradients, velocity: state["velocity"]! }, work);
  },
};

/** The first gradient becomes the velocity whole, as in PyTorch: dampening begins with the second step. */
function scalarsOf(
  { momentum, dampening, nesterov }: Settings,
  { step, rate, scale }: { readonly step: number; readonly rate: number; readonly scale: number },
) {
  const share = step === 1 ? 1 : 1 - dampening;
  return { scale, momentum, share, ahead: nesterov ? 1 : 0, along: nesterov ? momentum : 1, rate };
}
