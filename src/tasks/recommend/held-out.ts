import type { Sequences } from "#measure/leave-one-out.js";
import type { HeldOut } from "#measure/next-item.js";
import type { HeldOutEvents } from "#models/recommend/recommender.js";

/** The first held-out event of everyone with a history, where it is known: what models may stop by. */
export function heldOutEvents({ customers, starts, item }: Sequences, { from, to }: HeldOut): HeldOutEvents {
  const known = Array.from({ length: customers }, (_, u) => u).filter(
    (u) => from[u]! > starts[u]! && from[u]! < to[u]! && item[from[u]!]! >= 0,
  );
  return {
    histories: known.map((u) => item.subarray(starts[u], from[u])),
    next: Int32Array.from(known, (u) => item[from[u]!]!),
  };
}
