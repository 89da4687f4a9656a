import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "../child-seed.js";
import { customerId } from "../population.js";
import type { Simulation } from "../simulation.js";
import type { Visit } from "../visits.js";
import { type Person, personOf } from "./person.js";
import { spelledEmail, spelledName, spelledPhone } from "./spelled.js";

/** How an order was placed. */
export interface Checkout {
  /** The id in the books; null: none. */
  readonly customerId: string | null;
  /** Whether whoever placed it was logged in. */
  readonly known: boolean;
  /** What a guest wrote into the form, or the assistant who ordered for them. */
  readonly written: readonly (readonly [kind: "email" | "phone" | "name" | "account", value: string])[];
}

/** The account under which the shop's assistants order for those who call. */
const ASSISTANT = "staff-1";

export const isByAssistant = ({ written }: Checkout): boolean => written.some(([, value]) => value === ASSISTANT);

const AS_GUEST = 0.35; // of the orders of those who order as a guest now and then

/** @param visit that ends in an order */
export function checkoutOf(simulation: Simulation, visit: Visit): Checkout {
  if (visit.customer < 0) return { customerId: null, known: false, written: [] };
  const account: Checkout = { customerId: customerId(visit.customer), known: true, written: [] };
  if (simulation.options.identities === "none" || visit.occasion === "answer") return account; // a mailing is for accounts
  const person = personOf(simulation, visit.customer);
  const random = mulberry32(childSeed(simulation.streams.identity, visit.seed));
  const guest = `G${childSeed(simulation.streams.identity, ~visit.seed).toString(36)}${visit.day}`;
  if (person.story === "guest first") {
    return visit.day < person.registeredDay ? guestOf(guest, person, person.email, random) : account;
  }
  if (person.story === "plain" || random() >= AS_GUEST) return account;
  switch (person.story) {
    case "unnamed":
      return { customerId: null, known: false, written: [] };
    case "by phone":
      return {
        customerId: guest,
        known: false,
        written: [["account", ASSISTANT], ...formOf(person, null, person.phone, random)],
      };
    case "second address":
      return guestOf(guest, person, person.otherEmail, random);
    case "moved":
      return { customerId: guest, known: false, written: formOf(person, person.otherEmail, person.otherPhone, random) };
  }
}

function guestOf(id: string, person: Person, email: string, random: () => number): Checkout {
  const phone = person.story === "second address" || random() < 0.6 ? person.phone : null;
  return { customerId: id, known: false, written: formOf(person, email, phone, random) };
}

/** Some leave out what they may, or write what stands for nothing. */
function formOf(person: Person, email: string | null, phone: string | null, random: () => number): Checkout["written"] {
  const nothing = random() < 0.03;
  return [
    ...(email ? [["email", spelledEmail(email, random)] as const] : []),
    ...(phone ? [["phone", spelledPhone(phone, random)] as const] : []),
    ...(!phone && nothing ? [["phone", "00000000"] as const] : []),
    ...(random() < 0.95 ? [["name", spelledName(person, random)] as const] : []),
  ];
}
