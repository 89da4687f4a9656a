import { bounds } from "./bounds.js";
import type { Evidence } from "./evidence.js";

/** Customers and who of them are one, so far. */
export interface Crowd {
  /** The customer that stands for all those they are one with: the first of them. */
  find(customer: number): number;
  /** Of all those they are one with. */
  names(customer: number): ReadonlySet<number>;
  accounts(customer: number): ReadonlySet<number>;
  /** Makes two one, unless they are to stay apart, or would be more customers than anybody is. */
  unite(one: number, other: number): "joined" | "one already" | "apart" | "too many";
  joined(): Int32Array;
}

/** @param evidence its values are not looked at */
export function crowdOf({ customers, names, accounts, apart }: Omit<Evidence, "values">): Crowd {
  const parent = Int32Array.from({ length: customers }, (_, customer) => customer);
  const size = new Int32Array(customers).fill(1);
  const marks = { names: setsOf(names), accounts: setsOf(accounts) };
  const strangers = setsOf(bothWays(apart));

  function find(customer: number): number {
    let root = customer;
    while (parent[root]! !== root) root = parent[root]!;
    for (let at = customer; parent[at]! !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  }

  const areApart = (one: number, other: number) =>
    [...(strangers.get(one) ?? nothing)].some((stranger) => find(stranger) === other);

  return {
    find,
    names: (customer) => marks.names.get(find(customer)) ?? nothing,
    accounts: (customer) => marks.accounts.get(find(customer)) ?? nothing,
    unite(one, other) {
      const [first, second] = [find(one), find(other)].toSorted((a, b) => a - b) as [number, number];
      if (first === second) return "one already";
      if (areApart(first, second)) return "apart";
      if (size[first]! + size[second]! > bounds.customers) return "too many";
      parent[second] = first;
      size[first]! += size[second]!;
      for (const sets of [marks.names, marks.accounts, strangers]) absorb(sets, first, second);
      return "joined";
    },
    joined: () => parent.map((_, customer) => find(customer)),
  };
}

const nothing: ReadonlySet<number> = new Set();

const setsOf = (lists: ReadonlyMap<number, readonly number[]>): Map<number, Set<number>> =>
  new Map(Array.from(lists, ([customer, list]) => [customer, new Set(list)]));

function bothWays(pairs: Evidence["apart"]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [one, other] of pairs) {
    found.set(one, [...(found.get(one) ?? []), other]);
    found.set(other, [...(found.get(other) ?? []), one]);
  }
  return found;
}

function absorb(sets: Map<number, Set<number>>, first: number, second: number): void {
  const gone = sets.get(second);
  if (!gone) return;
  const kept = sets.get(first) ?? new Set();
  for (const mark of gone) kept.add(mark);
  sets.set(first, kept);
  sets.delete(second);
}
