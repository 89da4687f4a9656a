import { evenly } from "./evenly.js";
import type { HeldOutEvents, Histories } from "./recommender.js";

/** At most 5,000 of them, evenly spread, none with an empty history. */
export function someOf({ histories, next }: HeldOutEvents): HeldOutEvents {
  const usable = Array.from(histories.keys()).filter((u) => histories[u]!.length > 0);
  const chosen = evenly(usable);
  return { histories: chosen.map((u) => histories[u]!), next: Int32Array.from(chosen, (u) => next[u]!) };
}

/** The last events of some customers, and the histories without them. */
export function holdOut(histories: Histories): { learnFrom: Histories; heldOut: HeldOutEvents } {
  const { starts, item } = histories;
  const ofUser = (u: number) => item.subarray(starts[u], starts[u + 1]);
  const several = Array.from({ length: histories.customers }, (_, u) => u).filter((u) => ofUser(u).length >= 3);
  const chosen = evenly(several.filter((_, at) => at % ONE_IN === 0));
  const isChosen = new Set(chosen);
  const ends = new Int32Array(histories.customers + 1);
  const kept = new Int32Array(item.length - chosen.length);
  for (let u = 0; u < histories.customers; u++) {
    const own = isChosen.has(u) ? ofUser(u).subarray(0, -1) : ofUser(u);
    kept.set(own, ends[u]);
    ends[u + 1] = ends[u]! + own.length;
  }
  return {
    learnFrom: { ...histories, starts: ends, item: kept },
    heldOut: {
      histories: chosen.map((u) => ofUser(u).subarray(0, -1)),
      next: Int32Array.from(chosen, (u) => ofUser(u).at(-1)!),
    },
  };
}

const ONE_IN = 5;
