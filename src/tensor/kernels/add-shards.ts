import { add } from "./add.js";
import { copy } from "./copy.js";
import type { Kernels, Span } from "./kernel.js";
import { sum } from "./sum.js";

interface Shards extends Span {
  /** The gradients of each worker, all of one length; the total may be the first of them. */
  readonly shards: readonly Float32Array[];
  readonly total: Float32Array;
}

/** The sum of all shards over a span, added in their order: it does not depend on which worker adds which span. */
export function addShards(kernels: Kernels, { shards: [first, second, ...others], total, from, to }: Shards): void {
  const work = { from, to, scalars: {} };
  if (!first) return;
  if (second) kernels.overSpan(sum, { total, left: first, right: second }, work);
  else if (first !== total) kernels.overSpan(copy, { originals: first, copies: total }, work);
  for (const terms of others) kernels.overSpan(add, { total, terms }, work);
}
