import type { TruePerson } from "#simulate/truth/true-identities.js";
import { type Table, textAt, texts } from "#table/table.js";
import type { Warehouse } from "#warehouse/warehouse.js";

/** How well ids were joined, over pairs of ids that are one person. */
export interface JoinScores {
  readonly precision: number;
  readonly recall: number;
  readonly found: number;
  readonly planted: number;
}

/** What a shop joined, against what is true of its simulation: customer ids with each other, cookies and orders with customers. */
export async function joinScores(warehouse: Warehouse, truth: readonly TruePerson[]): Promise<JoinScores> {
  const found = pairsOf(await joinedIn(warehouse));
  const planted = pairsOf(truth);
  const right = [...found].filter((pair) => planted.has(pair)).length;
  return {
    precision: right / found.size,
    recall: right / planted.size,
    found: found.size,
    planted: planted.size,
  };
}

/** Every two ids of a person; a cookie or an order with each customer id, not with each other. */
function pairsOf(people: readonly TruePerson[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { customerIds, anonymousIds, orderIds } of people) {
    for (const [place, id] of customerIds.entries())
      for (const other of [...customerIds.slice(place + 1), ...anonymousIds, ...orderIds])
        pairs.add([id, other].toSorted().join(" "));
  }
  return pairs;
}

async function joinedIn(warehouse: Warehouse): Promise<TruePerson[]> {
  const people = new Map<string, { customerIds: string[]; anonymousIds: string[]; orderIds: string[] }>();
  const person = (customer: string) => {
    const known = people.get(customer) ?? { customerIds: [customer], anonymousIds: [], orderIds: [] };
    people.set(customer, known);
    return known;
  };
  const customers = await warehouse.query(
    "select source_id as id, customer_id from joined_customers where customer_id is not null",
  );
  for (const [id, customer] of rowsOf(customers)) person(customer).customerIds.push(id);
  const visitors = await warehouse.query("select anonymous_id as id, customer_id from visitor_owners");
  for (const [id, customer] of rowsOf(visitors)) person(customer).anonymousIds.push(id);
  const orders = await warehouse.query("select order_id as id, customer_id from guest_orders");
  for (const [id, customer] of rowsOf(orders)) person(customer).orderIds.push(id);
  return [...people.values()];
}

const rowsOf = (table: Table) =>
  Array.from(
    { length: table.rows },
    (_, row) => [textAt(texts(table, "id"), row) ?? "", textAt(texts(table, "customer_id"), row) ?? ""] as const,
  );
