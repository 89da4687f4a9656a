import { doubtsOf } from "../doubts/doubts-of.js";
import type { PlantedDoubt } from "../doubts/plan.js";
import type { Simulation } from "../simulation.js";

export type { PlantedDoubt } from "../doubts/plan.js";

/** Everything planted that cleaning is to find, and nothing else: what looks doubtful and is true is not in it. */
export function plantedDoubts(simulation: Simulation): readonly PlantedDoubt[] {
  return simulation.options.doubts === "none" ? [] : doubtsOf(simulation).doubts;
}
