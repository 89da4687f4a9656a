import { historiesOf } from "./histories-of.js";
import { popularCounts } from "./popular-counts.js";
import type { HeldOutEvents, Histories } from "./recommender.js";

/** The same customers with only the `most` items that most of them have, numbered anew; what was held out, likewise. */
export function mostWanted(
  histories: Histories,
  heldOut: HeldOutEvents,
  most: number,
): { readonly histories: Histories; readonly heldOut: HeldOutEvents } {
  if (histories.items <= most) return { histories, heldOut };
  const counts = popularCounts(histories);
  const wanted = Int32Array.from(counts.keys())
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .subarray(0, most)
    .sort();
  const numberOf = new Int32Array(histories.items).fill(-1);
  for (const [number, i] of wanted.entries()) numberOf[i] = number;
  const kept = (history: Int32Array) => history.map((i) => numberOf[i]!).filter((number) => number >= 0);
  const lists = Array.from({ length: histories.customers }, (_, u) => [
    ...kept(histories.item.subarray(histories.starts[u], histories.starts[u + 1])),
  ]);
  const asked = Array.from(heldOut.next.keys()).filter((u) => numberOf[heldOut.next[u]!]! >= 0);
  return {
    histories: historiesOf(lists, most),
    heldOut: {
      histories: asked.map((u) => kept(heldOut.histories[u]!)),
      next: Int32Array.from(asked, (u) => numberOf[heldOut.next[u]!]!),
    },
  };
}
