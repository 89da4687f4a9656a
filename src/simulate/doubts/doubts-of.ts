import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "../child-seed.js";
import type { Simulation } from "../simulation.js";
import { deckOf } from "./deck.js";
import { plantEventDoubts } from "./event-doubts.js";
import { plantHonestOrders } from "./honest-orders.js";
import { plantItemDoubts } from "./item-doubts.js";
import { plantLineDoubts } from "./line-doubts.js";
import { plantOrderDoubts } from "./order-doubts.js";
import type { Plan } from "./plan.js";
import { plantReviewDoubts } from "./review-doubts.js";
import { plantVisitors } from "./visitors.js";

const planters = [
  plantLineDoubts,
  plantOrderDoubts,
  plantHonestOrders,
  plantItemDoubts,
  plantReviewDoubts,
  plantEventDoubts,
  plantVisitors,
];

const plans = new WeakMap<Simulation, Plan>();

/** Everything doubtful in a shop: the same whenever it is asked for. Holds all orders while it is made. */
export function doubtsOf(simulation: Simulation): Plan {
  const known = plans.get(simulation);
  if (known) return known;
  const plan: Plan = { doubts: [], cells: new Map(), rows: new Map(), doubtful: [], honest: [], shifts: new Map() };
  const deck = deckOf(simulation);
  for (const [place, plant] of planters.entries())
    plant(plan, { simulation, deck, random: mulberry32(childSeed(simulation.streams.doubt, place + 1)) });
  plans.set(simulation, plan);
  return plan;
}
