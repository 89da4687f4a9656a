import type { Row } from "#contract/contract.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "../child-seed.js";
import { createdAt } from "../first-moment.js";
import { ordersOf } from "../journeys.js";
import { checkoutOf } from "../people/checkout.js";
import { personOf } from "../people/person.js";
import { spelledEmail, spelledName, spelledPhone } from "../people/spelled.js";
import { customerId } from "../population.js";
import type { Simulation } from "../simulation.js";
import { type CsvFile, csvLine } from "./csv.js";
import { isoTime } from "./iso-time.js";

const columns = [
  "customer_id",
  "kind",
  "value",
  "first_seen_at",
] as const satisfies readonly (keyof Row<"identities">)[];

/** What accounts and guests wrote of themselves. None where no identities are planted. */
export function identitiesFile(simulation: Simulation): CsvFile {
  return {
    path: "identities.csv",
    columns,
    lines: () => (simulation.options.identities === "none" ? [] : identityTexts(simulation)),
  };
}

function* identityTexts(simulation: Simulation): Generator<string> {
  for (let customer = 0; customer < simulation.population.size; customer += 1) {
    const person = personOf(simulation, customer);
    const random = mulberry32(childSeed(childSeed(simulation.streams.identity, customer), 6));
    const at = isoTime(createdAt(simulation, customer));
    const line = (kind: string, value: string) => csvLine([customerId(customer), kind, value, at]);
    yield line("email", person.tells.email ? spelledEmail(person.email, random) : "noreply@linden.example");
    if (person.tells.phone) yield line("phone", spelledPhone(person.phone, random));
    if (person.tells.name) yield line("name", spelledName(person, random));
  }
  for (const { visit } of ordersOf(simulation)) {
    const { customerId: guest, written } = checkoutOf(simulation, visit);
    for (const [kind, value] of written) yield csvLine([guest, kind, value, isoTime(visit.at)]);
  }
}
