import { bounds } from "./bounds.js";
import { type Crowd, crowdOf } from "./crowd.js";
import type { Evidence, SharedValue } from "./evidence.js";

export interface Joins {
  /** [customers] the customer each one is: the first of those joined. */
  readonly joined: Int32Array;
  /** One entry per join made: two customers, and the place of the value that both were seen with. */
  readonly made: readonly Join[];
  /** Why a value did not join everyone it was seen with. */
  readonly shared: readonly { readonly value: number; readonly reason: SharedReason }[];
}

export interface Join {
  readonly one: number;
  readonly other: number;
  readonly value: number;
}

/**
 * - `customers`: seen with more customer ids than one person has.
 * - `names`: seen with several names.
 * - `accounts`: seen with several accounts, and no name says they are one person's.
 */
export type SharedReason = "customers" | "names" | "accounts";

/**
 * Joins customers that share a value, value by value, as far as the bounds allow: connected components by union-find
 * (Tarjan 1975), each union asked first. It depends on the evidence as a whole and on nothing else.
 *
 * A value joins the customers of one name to each other. Customers without a name go with them where the value was seen
 * with that name alone. A phone, which a household may share, joins those without a name only where not two of them
 * have accounts of their own.
 */
export function joinCustomers(evidence: Evidence): Joins {
  const crowd = crowdOf(evidence);
  const made: Join[] = [];
  const shared: Joins["shared"][number][] = [];
  for (const [value, one] of evidence.values.entries()) {
    const { groups, reason } = groupsBy(one, crowd);
    const wanted = groups.flatMap(([first, ...others]) => others.map((other) => ({ one: first!, other, value })));
    const outcomes = wanted.map((join) => {
      const outcome = crowd.unite(join.one, join.other);
      if (outcome === "joined") made.push(join);
      return outcome;
    });
    const why = reason ?? (outcomes.includes("too many") ? "customers" : null);
    if (why) shared.push({ value, reason: why });
  }
  return { joined: crowd.joined(), made, shared };
}

interface Grouping {
  /** Customers that the value makes one; each stands for all they are one with already. */
  readonly groups: readonly (readonly number[])[];
  /** Why it does not make all of them one. */
  readonly reason: SharedReason | null;
}

function groupsBy({ rule, customers }: SharedValue, crowd: Crowd): Grouping {
  if (customers.length > bounds.customers) return { groups: [], reason: "customers" };
  const members = onceEach(customers, crowd.find);
  const nameless = members.filter((customer) => crowd.names(customer).size === 0);
  const groups = alike(
    members.filter((customer) => crowd.names(customer).size > 0),
    crowd.names,
  );
  if (groups.length > bounds.names) return { groups: [], reason: "names" };
  if (groups.length > 1) return { groups, reason: "names" };
  if (nameless.length === 0) return { groups, reason: null };
  if (nameless.length > bounds.nameless[rule]) return { groups, reason: "customers" };
  const [named = []] = groups;
  const all = [...named, ...nameless].toSorted((a, b) => a - b);
  if (rule === "phone" && alike(withAccounts(named, nameless, crowd), crowd.accounts).length > 1) {
    return { groups, reason: "accounts" };
  }
  return { groups: [all], reason: null };
}

function onceEach(customers: readonly number[], find: (customer: number) => number): number[] {
  const seen = new Set<number>();
  const first: number[] = [];
  for (const customer of customers) {
    if (!seen.has(find(customer))) first.push(customer);
    seen.add(find(customer));
  }
  return first;
}

/** Those of one name are one, whatever accounts they have: the first that has any speaks for them. */
function withAccounts(named: readonly number[], nameless: readonly number[], crowd: Crowd): number[] {
  const has = (customer: number) => crowd.accounts(customer).size > 0;
  return [...named.filter(has).slice(0, 1), ...nameless.filter(has)];
}

/** Those that have a mark in common, directly or through others; each group and the groups in the order they came. */
function alike(members: readonly number[], marksOf: (customer: number) => ReadonlySet<number>): number[][] {
  let groups: { readonly members: readonly number[]; readonly marks: ReadonlySet<number> }[] = [];
  for (const customer of members) {
    const marks = marksOf(customer);
    const meets = (group: (typeof groups)[number]) => [...marks].some((mark) => group.marks.has(mark));
    const met = groups.filter(meets);
    const united = {
      members: [...met.flatMap((group) => group.members), customer],
      marks: new Set([...met.flatMap((group) => [...group.marks]), ...marks]),
    };
    groups = [...groups.filter((group) => !meets(group)), united];
  }
  return groups.map((group) => group.members.toSorted((a, b) => a - b)).toSorted((a, b) => a[0]! - b[0]!);
}
