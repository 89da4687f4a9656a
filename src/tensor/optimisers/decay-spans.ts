import type { DecaySpan, DenseStep } from "./optimiser-kind.js";

/** The span of a step cut where the weight decay changes, in ascending order and without gaps. */
export function decaySpans(weightDecay: number, step: Pick<DenseStep, "from" | "to" | "weightDecay">): DecaySpan[] {
  const { from, to } = step;
  if (!step.weightDecay) return from < to ? [{ from, to, weightDecay }] : [];
  const spans: DecaySpan[] = [];
  let reached = from;
  const reach = (end: number, decay: number) => {
    const last = spans.at(-1);
    if (end <= reached) return;
    if (last?.weightDecay === decay) spans[spans.length - 1] = { ...last, to: end };
    else spans.push({ from: reached, to: end, weightDecay: decay });
    reached = end;
  };
  for (const part of step.weightDecay) {
    reach(Math.min(part.from, to), 0);
    reach(Math.min(part.to, to), part.weightDecay);
  }
  reach(to, 0);
  return spans;
}
