import type { Sequences } from "#measure/leave-one-out.js";
import type { HeldOut } from "#measure/next-item.js";
import { evenly } from "#models/recommend/evenly.js";
import type { HeldOutEvents } from "#models/recommend/recommender.js";

/** The first held-out event of those with a history, where it is known: what models may stop by. Evenly spread, few enough. */
export function heldOutEvents({ customers, starts, item }: Sequences, { from, to }: HeldOut): HeldOutEvents {
  const known = evenly(
    Array.from({ length: customers }, (_, u) => u).filter(
      (u) => from[u]! > starts[u]! && from[u]! < to[u]! && item[from[u]!]! >= 0,
    ),
  );
  return {
    histories: known.map((u) => item.subarray(starts[u], from[u])),
    next: Int32Array.from(known, (u) => item[from[u]!]!),
  };
}
