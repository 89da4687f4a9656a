import type { Simulation } from "../simulation.js";

/** How many customers first bought on record: as many orders there are at least, and lines, and purchases. */
export function firstOrders({ population, calendar }: Simulation): number {
  return population.joinedDay.reduce((count, day) => count + Number(day >= calendar.opens), 0);
}
