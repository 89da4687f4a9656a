import { uniform } from "../initialisers.js";
import { constant } from "../leaves.js";
import { add, greater, mul, sub, where } from "../ops/elementwise.js";
import { gather, gatherElements } from "../ops/gather.js";
import { reshape, slice } from "../ops/movement.js";
import { reduceLogSumExp, reduceSum } from "../ops/reduce.js";
import type { Scope } from "../scope.js";
import { known } from "../shape.js";
import { BadUse, shapesText, type Tensor } from "../tensor.js";

/** Scores of going from tag to tag [from, to], of beginning with one and of ending with one. */
export interface Transitions {
  readonly transitions: Tensor;
  readonly start: Tensor;
  readonly end: Tensor;
}

export const transitionsOf = (scope: Scope, tags: number): Transitions => ({
  transitions: scope.parameter("transitions", [tags, tags], uniform(0.1), { decays: false }),
  start: scope.parameter("start", [tags], uniform(0.1), { decays: false }),
  end: scope.parameter("end", [tags], uniform(0.1), { decays: false }),
});

/** What a tagged sequence is: tags [batch, length] and how much of it is there [batch], whole numbers, at least one. */
export interface Tagged {
  readonly labels: Tensor;
  readonly lengths: Tensor;
}

/**
 * Linear-chain conditional random field: score of the tags there are, and the logarithm of the sum over all there could be, by the
 * forward recursion. The loss of an example is partition − score.
 *
 * Source: Lafferty, McCallum & Pereira (2001), "Conditional random fields".
 *
 * @param emissions [length, batch, tags]
 * @returns [batch] each
 */
export function conditionalRandomField(
  emissions: Tensor,
  { transitions, start, end }: Transitions,
  { labels, lengths }: Tagged,
): { partition: Tensor; score: Tensor } {
  const [length = 0, batch = 0, tags = 0] = known(emissions.shape);
  if (
    emissions.shape.length !== 3 ||
    labels.shape[1] !== length ||
    labels.shape[0] !== batch ||
    lengths.shape[0] !== batch
  ) {
    throw new BadUse(
      "conditionalRandomField",
      shapesText([emissions, labels, lengths]),
      "[length, batch, tags], [batch, length] and [batch]",
    );
  }
  const emissionAt = (t: number) => reshape(slice(emissions, [t], [t + 1], [0]), [batch, tags]);
  const labelAt = (t: number) => slice(labels, [t], [t + 1], [1]); // [batch, 1]
  const isThere = (t: number) => reshape(greater(lengths, whole(t)), [batch, 1]);
  const flat = reshape(transitions, [tags * tags]);

  let alpha = add(emissionAt(0), start); // [batch, tags]
  let score = add(gatherElements(emissionAt(0), labelAt(0), 1), gather(start, labelAt(0)));
  for (let t = 1; t < length; t += 1) {
    const step = add(reshape(alpha, [batch, tags, 1]), transitions); // [batch, from, to]
    alpha = where(isThere(t), add(reduceLogSumExp(step, [1]), emissionAt(t)), alpha);
    const moved = gather(flat, add(mul(labelAt(t - 1), whole(tags)), labelAt(t)));
    score = where(isThere(t), add(score, add(moved, gatherElements(emissionAt(t), labelAt(t), 1))), score);
  }
  const last = gatherElements(labels, reshape(sub(lengths, whole(1)), [batch, 1]), 1);
  return { partition: reduceLogSumExp(add(alpha, end), [1]), score: reduceSum(add(score, gather(end, last)), [1]) };
}

const whole = (value: number): Tensor => constant([value], [], "int64");
