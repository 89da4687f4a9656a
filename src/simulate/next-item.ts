import type { Simulation } from "./simulation.js";
import { FAVOURITE, successorShares } from "./tastes.js";
import type { Visit } from "./visits.js";

/** Who buys, as the basket sees them. A guest is whoever the seed says. */
export interface Shopper {
  readonly segment: number;
  readonly favourite: number;
  readonly palette: number;
}

export function shopperOf({ population }: Simulation, { customer, seed }: Visit): Shopper {
  const who = customer >= 0 ? customer : seed % population.size;
  return {
    segment: population.segment[who]!,
    favourite: population.favourite[who]!,
    palette: population.palette[who]!,
  };
}

/** The item bought or looked at after another (−1: after none), by chain or by taste. */
export function nextItem({ tastes }: Simulation, shopper: Shopper, month: number, after: number, random: () => number) {
  if (after >= 0 && random() < tastes.followed) {
    const uniform = random();
    const rank = uniform < successorShares[0] ? 0 : uniform < successorShares[0] + successorShares[1] ? 1 : 2;
    return tastes.successors[after * 3 + rank]!;
  }
  const category = random() < FAVOURITE ? shopper.favourite : tastes.segmentCategory(shopper.segment, month, random());
  return tastes.itemOf(category, shopper.palette, random());
}
