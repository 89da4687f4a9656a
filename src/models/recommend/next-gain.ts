import type { HeldOutEvents } from "./recommender.js";

const SHOWN = 10;
const AT_ONCE = 32;

/** Mean NDCG@10 of what came next, among all items but the history's; ties count against it. */
export async function nextGain(
  { histories, next }: HeldOutEvents,
  chancesOf: (histories: readonly Int32Array[]) => Promise<readonly Float32Array[]>,
): Promise<number> {
  let sum = 0;
  for (let from = 0; from < histories.length; from += AT_ONCE) {
    const some = histories.slice(from, from + AT_ONCE);
    for (const [s, chance] of (await chancesOf(some)).entries()) sum += gainOf(chance, next[from + s]!, some[s]!);
  }
  return sum / Math.max(1, histories.length);
}

/** NDCG@10 of one that came next. @param chance [items] higher is better */
export function gainOf(chance: Float32Array | Float64Array, target: number, history: Int32Array): number {
  const own = chance[target]!;
  if (history.includes(target)) return 0; // what they have is not shown
  let rank = -1; // the target itself is among those counted
  for (let i = 0; i < chance.length; i++) if (chance[i]! >= own) rank += 1;
  for (const i of new Set(history)) if (chance[i]! >= own) rank -= 1;
  return rank < SHOWN ? 1 / Math.log2(rank + 2) : 0;
}
