/** What is chosen from, best first. */
export interface Choice {
  /** Higher is better; not below zero. */
  readonly value: number;
  readonly brand: string | null;
}

export interface SelectionOptions {
  readonly k: number;
  /** 0: by value alone; 1: after the first by unlikeness alone. */
  readonly diversity: number;
  /** Most of one brand; what has no brand is not counted. */
  readonly perBrand: number;
  /** How alike two offers are, in [0, 1], by their places. */
  readonly likeness: (a: number, b: number) => number;
}

/**
 * Places of the chosen, in the order to show them: again and again the one with the greatest
 *
 *     (1 − diversity) · value / greatest value − diversity · greatest likeness to one that is chosen
 *
 * Source: Carbonell & Goldstein (1998), The use of MMR, diversity-based reranking, SIGIR, with λ = 1 − diversity.
 */
export function selected(offers: readonly Choice[], { k, diversity, perBrand, likeness }: SelectionOptions): number[] {
  const greatest = offers.reduce((most, { value }) => Math.max(most, value), 0) || 1;
  const nearest = new Float64Array(offers.length);
  const isOpen = new Uint8Array(offers.length).fill(1);
  const ofBrand = new Map<string, number>();
  const chosen: number[] = [];
  while (chosen.length < k) {
    const best = bestOpen(offers, isOpen, (at) => {
      const gain = (1 - diversity) * (offers[at]!.value / greatest);
      return gain - diversity * nearest[at]!;
    });
    if (best < 0) break;
    isOpen[best] = 0;
    const { brand } = offers[best]!;
    const had = brand === null ? 0 : (ofBrand.get(brand) ?? 0);
    if (had >= perBrand) continue;
    if (brand !== null) ofBrand.set(brand, had + 1);
    chosen.push(best);
    if (diversity > 0) bringNearer(nearest, isOpen, (at) => likeness(at, best));
  }
  return chosen;
}

function bringNearer(nearest: Float64Array, isOpen: Uint8Array, likenessTo: (at: number) => number): void {
  for (let at = 0; at < nearest.length; at++) {
    if (isOpen[at] === 1) nearest[at] = Math.max(nearest[at]!, likenessTo(at));
  }
}

/** The first of those with the greatest worth, or −1 when none is open. */
function bestOpen(offers: readonly Choice[], isOpen: Uint8Array, worthOf: (at: number) => number): number {
  let best = -1;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < offers.length; at++) {
    if (isOpen[at] === 0) continue;
    const worth = worthOf(at);
    if (worth <= greatest) continue;
    best = at;
    greatest = worth;
  }
  return best;
}
