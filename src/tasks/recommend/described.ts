import { itemWords, likeness, sharedWords } from "#models/recommend/item-words.js";
import { type Catalogue, named } from "./catalogue.js";
import type { Offer } from "./pool.js";

/** What an event of age 1 weighs beside the newest one, as in the models that count. */
const RECENCY_DECAY = 0.7;

/** Older events weigh less than a thousandth. */
const MOST_LIKED = 20;

const SHARED_SHOWN = 3;

/**
 * Items by how much the catalogue's words for them are those of what was liked:
 *
 *     score = Σ_p 0.7^age(p) · likeness(liked[p], item)
 *
 * @param liked item ids, oldest first
 * @param offered item ids
 */
export function described(
  catalogue: Catalogue,
  {
    liked,
    offered,
    numberOf,
  }: { liked: readonly string[]; offered: readonly string[]; numberOf: ReadonlyMap<string, number> },
): Offer[] {
  const newest = liked.filter((item) => catalogue.has(item)).slice(-MOST_LIKED);
  const ids = [...newest, ...offered];
  const words = itemWords(ids.map((item) => catalogue.get(item)!));
  const picks = offered.map((item, at) => {
    const own = newest.length + at;
    let [score, best, strongest] = [0, -1, 0];
    for (let p = 0; p < newest.length; p++) {
      const part = RECENCY_DECAY ** (newest.length - 1 - p) * likeness(words, p, own);
      score += part;
      if (part <= strongest) continue;
      strongest = part;
      best = p;
    }
    const like = best < 0 ? null : { item: named(newest[best]!, catalogue), shared: sharedWords(words, best, own) };
    return {
      item,
      number: numberOf.get(item) ?? -1,
      score,
      evidence: like
        ? ({ kind: "words", like: like.item, shared: like.shared.slice(0, SHARED_SHOWN) } as const)
        : ({ kind: "new" } as const),
    };
  });
  return picks.sort((a, b) => b.score - a.score);
}
