import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "./child-seed.js";
import { personOf } from "./people/person.js";
import { secondOfDay } from "./second-of-day.js";
import type { Simulation } from "./simulation.js";

/** Second of the day at which a customer's first purchase is made. */
export function firstSecond({ streams }: Simulation, customer: number): number {
  return secondOfDay(mulberry32(childSeed(streams.moment, customer)));
}

/** When the account was made: an hour or so before the first purchase and all that led to it, or by a guest later; ms UTC. */
export function createdAt(simulation: Simulation, customer: number): number {
  const { calendar, population } = simulation;
  if (simulation.options.identities === "planted") {
    const { registeredDay } = personOf(simulation, customer);
    if (registeredDay > population.joinedDay[customer]!) return calendar.startsAt[registeredDay]!;
  }
  const minutes = 55 + (childSeed(simulation.streams.moment, ~customer) % 60);
  return (
    calendar.startsAt[population.joinedDay[customer]!]! + (firstSecond(simulation, customer) - minutes * 60) * 1000
  );
}
