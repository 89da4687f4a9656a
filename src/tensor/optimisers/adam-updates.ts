import { adamStep } from "../kernels/adam-step.js";
import { decaySpans } from "./decay-spans.js";
import type { DenseStep, RowStep } from "./optimiser-kind.js";

interface AdamSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** What a weight decay makes of the two places that the step has for it: beside the gradient, and at the parameter itself. */
type Decaying = (weightDecay: number, rate: number) => { readonly decay: number; readonly shrink: number };

/** The updates of Adam, with the weight decay where the caller wants it. */
export function adamUpdates(decaying: Decaying) {
  return {
    slots: () => ["first", "second"],

    update(settings: AdamSettings, step: DenseStep): void {
      const { parameters, gradients, state, rate, kernels } = step;
      const arrays = { parameters, gradients, first: state["first"]!, second: state["second"]! };
      const adam = scalarsOf(settings, step);
      for (const { from, to, weightDecay } of decaySpans(settings.weightDecay, step)) {
        kernels.overSpan(adamStep, arrays, { from, to, scalars: { ...adam, ...decaying(weightDecay, rate) } });
      }
    },

    /** torch.optim.SparseAdam adds ε to √v before v is corrected, torch.optim.Adam after it. */
    updateRows(settings: AdamSettings, step: RowStep): void {
      const { table: parameters, rowGradients: gradients, state, rate, kernels } = step;
      const arrays = { parameters, gradients, first: state["first"]!, second: state["second"]! };
      const adam = scalarsOf(settings, step);
      const epsilon = adam.epsilon * adam.correction;
      const scalars = { ...adam, epsilon, ...decaying(settings.weightDecay, rate) };
      kernels.overRows(adamStep, arrays, { ...step, scalars });
    },
  };
}

function scalarsOf({ beta1, beta2, epsilon }: AdamSettings, { step, rate, scale }: DenseStep | RowStep) {
  return {
    scale,
    firstShare: 1 - beta1,
    secondKept: beta2,
    secondShare: 1 - beta2,
    size: rate / (1 - beta1 ** step),
    correction: 1 / Math.sqrt(1 - beta2 ** step),
    epsilon,
  };
}
