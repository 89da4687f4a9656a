import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "../child-seed.js";
import type { Simulation } from "../simulation.js";
import type { Visit } from "../visits.js";
import { checkoutOf, isByAssistant } from "./checkout.js";
import { householdOf, personOf } from "./person.js";

/** From what a visit was made, and how much of it before log-in. */
export interface Browser {
  /** The cookie. */
  readonly device: string;
  /** Share of the events before log-in, of a visit in which somebody logs in at all. */
  readonly before: number;
}

/** Where the shop's assistants order for those who call. */
const TILL = "till-1";

/** A tablet in the shop, on which customers log in too. */
const KIOSK = "kiosk-1";

const ON_KIOSK = 0.01;
const ELSEWHERE = 0.1; // a browser that was never seen before and is not seen again
const LATE_LOGIN = 0.35;

/** @param visit of a customer */
export function browserOf(simulation: Simulation, visit: Visit): Browser {
  const random = mulberry32(childSeed(childSeed(simulation.streams.identity, 7), visit.seed));
  if (visit.occasion === "purchase" && isByAssistant(checkoutOf(simulation, visit))) return { device: TILL, before: 0 };
  const draw = random();
  const isShared = householdOf(simulation, visit.customer) === "device"; // whoever shares one finds it logged out
  const before = random() < LATE_LOGIN || isShared ? 0.3 + 0.5 * random() : 0;
  if (draw < ON_KIOSK) return { device: KIOSK, before };
  if (draw < ON_KIOSK + ELSEWHERE) return { device: `a${visit.seed.toString(36)}`, before: 0 };
  return { device: personOf(simulation, visit.customer).device, before };
}
