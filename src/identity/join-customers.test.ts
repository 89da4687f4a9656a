import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bounds } from "./bounds.js";
import type { Evidence, SharedValue } from "./evidence.js";
import { joinCustomers } from "./join-customers.js";

type Marks = Readonly<Record<number, readonly number[]>>;
interface Story {
  readonly customers: number;
  readonly values: readonly (readonly [SharedValue["rule"], ...number[]])[];
  readonly names?: Marks;
  readonly accounts?: Marks;
  readonly apart?: Evidence["apart"];
}

const marks = (given: Marks = {}) => new Map(Object.entries(given).map(([customer, list]) => [Number(customer), list]));
const evidence = ({ customers, values, names, accounts, apart = [] }: Story): Evidence => ({
  customers,
  values: values.map(([rule, ...shared]) => ({ rule, customers: shared })),
  names: marks(names),
  accounts: marks(accounts),
  apart,
});
const joined = (story: Story) => [...joinCustomers(evidence(story)).joined];
const reasons = (story: Story) => joinCustomers(evidence(story)).shared.map(({ reason }) => reason);
const from = (first: number, count: number) => Array.from({ length: count }, (_, place) => first + place);

describe("joining customers", () => {
  it("calls those who share values by the first of them, through others too", () => {
    const story: Story = {
      customers: 5,
      values: [
        ["email", 1, 3],
        ["email", 2, 4],
        ["phone", 3, 4],
      ],
    };
    expect(joined(story)).toEqual([0, 1, 1, 1, 1]);
    expect(joinCustomers(evidence(story)).made).toEqual([
      { one: 1, other: 3, value: 0 },
      { one: 2, other: 4, value: 1 },
      { one: 3, other: 4, value: 2 },
    ]);
  });

  it("joins two accounts on one phone only when a name says that they are one person's", () => {
    const story: Story = { customers: 2, values: [["phone", 0, 1]], accounts: { 0: [10], 1: [11] } };
    expect(joined(story)).toEqual([0, 1]);
    expect(reasons(story)).toEqual(["accounts"]);
    expect(joined({ ...story, names: { 0: [7], 1: [7, 8] } })).toEqual([0, 0]);
    expect(joined({ ...story, accounts: { 0: [10] } })).toEqual([0, 0]); // the other is a guest
  });

  it("leaves a guest out who could be either of two accounts on one phone", () => {
    expect(joined({ customers: 3, values: [["phone", 0, 1, 2]], accounts: { 0: [10], 1: [11] } })).toEqual([0, 1, 2]);
  });

  it("joins two accounts that have one e-mail address, as two systems number one person", () => {
    expect(joined({ customers: 2, values: [["email", 0, 1]], accounts: { 0: [10], 1: [11] } })).toEqual([0, 0]);
  });

  it.each(["account", "email", "phone"] as const)(
    "joins by an %s that a family shares those of one name alone",
    (rule) => {
      const story: Story = { customers: 5, values: [[rule, 0, 1, 2, 3, 4]], names: { 0: [1], 1: [2], 2: [1], 3: [2] } };
      expect(joined(story)).toEqual([0, 1, 0, 1, 4]);
      expect(reasons(story)).toEqual(["names"]);
    },
  );

  it("joins nobody by what more names were seen with than a family has, not even two of one name", () => {
    const names = Object.fromEntries(from(0, bounds.names + 2).map((customer) => [customer, [Math.max(1, customer)]]));
    const story: Story = { customers: bounds.names + 2, values: [["account", ...from(0, bounds.names + 2)]], names };
    expect(joined(story)).toEqual(from(0, bounds.names + 2));
    expect(reasons(story)).toEqual(["names"]);
  });

  it.each(["account", "phone"] as const)(
    "joins nobody without a name by an %s of more ids than one person has",
    (rule) => {
      const many = bounds.nameless[rule] + 1;
      expect(joined({ customers: many, values: [[rule, ...from(0, many)]] })).toEqual(from(0, many));
      expect(joined({ customers: many, values: [["email", ...from(0, many)]] })).toEqual(from(0, many).map(() => 0));
    },
  );

  it("makes nobody more ids than the bound, by one value or by a chain of them", () => {
    const many = bounds.customers + 1;
    expect(joined({ customers: many, values: [["email", ...from(0, many)]] })).toEqual(from(0, many));
    const chain = from(0, 3 * many - 1).map((customer) => ["email", customer, customer + 1] as const);
    const sizes = new Map<number, number>();
    for (const one of joined({ customers: 3 * many, values: chain })) sizes.set(one, (sizes.get(one) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBe(bounds.customers);
  });

  it("never makes those one who are to stay apart, whoever is between them", () => {
    const story: Story = {
      customers: 3,
      values: [
        ["email", 0, 1],
        ["email", 1, 2],
        ["phone", 0, 2],
      ],
      apart: [[2, 0]],
    };
    expect(joined(story)).toEqual([0, 0, 2]);
  });

  const stories = fc.integer({ min: 1, max: 12 }).chain((customers) => {
    const customer = fc.integer({ min: 0, max: customers - 1 });
    const several = fc.uniqueArray(customer, { minLength: 1, maxLength: 5 });
    const some = fc.dictionary(customer.map(String), fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }));
    return fc.record({
      customers: fc.constant(customers),
      values: fc
        .array(fc.tuple(fc.constantFrom("account", "email", "phone"), several), { maxLength: 10 })
        .map((values) => values.map(([rule, list]) => [rule, ...list.toSorted((a, b) => a - b)] as const)),
      names: some as unknown as fc.Arbitrary<Marks>,
      accounts: some as unknown as fc.Arbitrary<Marks>,
      apart: fc
        .array(fc.tuple(customer, customer), { maxLength: 3 })
        .map((pairs) => pairs.filter(([one, other]) => one !== other)),
    });
  });

  it("is what its joins say and nothing more, in any story: each shares its value, and they make the components", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { joined: is, made } = joinCustomers(evidence(story));
        const slow = from(0, story.customers); // the obvious way: the smaller wins, over and over
        for (let again = true; again; ) {
          again = false;
          for (const { one, other, value } of made) {
            expect(story.values[value]).toEqual(expect.arrayContaining([one, other]));
            const least = Math.min(slow[one]!, slow[other]!);
            again ||= slow[one] !== least || slow[other] !== least;
            slow[one] = slow[other] = least;
          }
        }
        expect([...is]).toEqual(slow);
        expect(made.length).toBe(story.customers - new Set(slow).size); // none for nothing
        for (const [one, other] of story.apart) expect(is[one]).not.toBe(is[other]);
      }),
      { numRuns: 500 },
    );
  });

  it("joins nobody who has another name, in any story", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const named = story.values.map(([rule, ...list]) => [rule, ...list] as const);
        const names = Object.fromEntries(from(0, story.customers).map((customer) => [customer, [customer]]));
        expect(joined({ ...story, values: named, names })).toEqual(from(0, story.customers));
      }),
    );
  });
});
