import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "./child-seed.js";
import { secondOfDay } from "./second-of-day.js";
import type { Simulation } from "./simulation.js";

/** Second of the day at which a customer's first purchase is made. */
export function firstSecond({ streams }: Simulation, customer: number): number {
  return secondOfDay(mulberry32(childSeed(streams.moment, customer)));
}

/** When the account was made: an hour or so before the first purchase, and before all that led to it; ms UTC. */
export function createdAt(simulation: Simulation, customer: number): number {
  const { calendar, population } = simulation;
  const minutes = 55 + (childSeed(simulation.streams.moment, ~customer) % 60);
  return (
    calendar.startsAt[population.joinedDay[customer]!]! + (firstSecond(simulation, customer) - minutes * 60) * 1000
  );
}
