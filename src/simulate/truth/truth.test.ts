import { describe, expect, it } from "vitest";
import { ordersOf } from "../journeys.js";
import { csvFiles } from "../raw/raw-files.js";
import { segments } from "../segments.js";
import { simulateShop } from "../simulate-shop.js";
import type { Simulation } from "../simulation.js";
import { trueNextItem, trueSuccessors } from "./true-affinity.js";
import { trueCustomers } from "./true-customers.js";
import { trueDays } from "./true-days.js";
import { trueUplifts } from "./true-uplift.js";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const standardError = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / values.length);
};

const shop = simulateShop({ seed: 11, customers: 6000, eventsTarget: 0 });
const orders = [...ordersOf(shop)];

describe("the life-time process", () => {
  const young = simulateShop({
    seed: 12,
    customers: 6000,
    established: 0,
    campaignEffect: 0,
    guests: 0,
    eventsTarget: 0,
  });
  const truth = [...trueCustomers(young)];
  const { r, alpha, a, b } = young.options.lifetime;

  it("leaves as many customers without a repeat purchase as BG/NBD says: (alpha / (alpha + t))^r", () => {
    const expected = truth.map(({ age }) => (alpha / (alpha + age)) ** r);
    const observed = truth.map(({ repeats }) => Number(repeats === 0));
    expect(Math.abs(mean(observed) - mean(expected))).toBeLessThan(4 * standardError(observed));
  });

  it("has the expected repeat purchases of BG/NBD, equation 9 of Fader, Hardie & Lee (2005)", () => {
    const expected = truth.map(({ age: t }) => {
      const never = (alpha / (alpha + t)) ** r * hypergeometric(r, b, a + b - 1, t / (alpha + t));
      return ((a + b - 1) / (a - 1)) * (1 - never);
    });
    const observed = truth.map(({ repeats }) => repeats);
    expect(Math.abs(mean(observed) - mean(expected))).toBeLessThan(4 * standardError(observed));
    expect(mean(expected)).toBeGreaterThan(0.5);
  });

  it("is what the orders on record show, customer by customer", () => {
    const counted = new Map<string, number>();
    for (const { visit } of ordersOf(young)) {
      const id = truth[visit.customer]!.customerId;
      counted.set(id, (counted.get(id) ?? -1) + 1);
    }
    expect(truth.map(({ customerId }) => counted.get(customerId))).toEqual(truth.map(({ repeats }) => repeats));
  });

  it("tells a chance of being alive that is right as often as it says", () => {
    for (const [from, to] of [
      [0, 0.2],
      [0.2, 0.6],
      [0.6, 0.9],
      [0.9, 1],
    ] as const) {
      const some = truth.filter(({ chanceAlive, repeats }) => repeats > 0 && chanceAlive >= from && chanceAlive < to);
      const alive = some.map((customer) => Number(customer.alive));
      const chance = mean(some.map(({ chanceAlive }) => chanceAlive));
      expect(some.length).toBeGreaterThan(100);
      expect(Math.abs(mean(alive) - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / some.length));
    }
  });
});

/** Gauss's 2F1 by its series. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let sum = 1;
  for (let n = 0, term = 1; n < 10_000 && Math.abs(term) > 1e-14; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
  }
  return sum;
}

describe("the season", () => {
  const days = trueDays(shop);
  const placed = new Float64Array(days.length);
  for (const { visit } of orders) placed[visit.day - shop.calendar.opens]! += 1;

  const ratio = (wanted: (place: number) => boolean) => {
    const places = days.flatMap((_, place) => (wanted(place) ? [place] : []));
    const expected = places.reduce((sum, place) => sum + days[place]!.expectedOrders, 0);
    const observed = places.reduce((sum, place) => sum + placed[place]!, 0);
    return { deviation: Math.abs(observed - expected) / Math.sqrt(expected), observed };
  };

  it("is in the orders of each weekday, month and holiday as expected, to four standard errors", () => {
    const groups = [
      ...Array.from(
        { length: 7 },
        (_, weekday) => (place: number) => new Date(days[place]!.day).getUTCDay() === weekday,
      ),
      ...Array.from(
        { length: 12 },
        (_, month) => (place: number) => new Date(days[place]!.day).getUTCMonth() === month,
      ),
      (place: number) => days[place]!.holiday > 1.4,
      (place: number) => days[place]!.holiday < 1,
    ];
    for (const group of groups) {
      const { deviation, observed } = ratio(group);
      expect(observed).toBeGreaterThan(50);
      expect(deviation).toBeLessThan(4);
    }
  });

  it("gives back the planted week where nothing else moves demand", () => {
    const season = { ...shop.options.season, yearly: 0, growth: 0, holidays: 0, media: 0 };
    const plain = simulateShop({ seed: 13, customers: 8000, days: 364, season, eventsTarget: 0, campaignEffect: 0 });
    const counts = new Float64Array(7);
    for (const { visit } of ordersOf(plain)) counts[plain.calendar.weekdays[visit.day]!]! += 1;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const planted = season.weekly.map((factor) => (factor * 7) / season.weekly.reduce((sum, value) => sum + value, 0));
    counts.forEach((count, weekday) => {
      expect(Math.abs((count * 7) / total - planted[weekday]!)).toBeLessThan(4 * Math.sqrt(7 / total));
    });
  });
});

describe("the mailings", () => {
  const big = simulateShop({ seed: 14, customers: 12_000, eventsTarget: 0 });
  const uplifts = trueUplifts(big);
  const estimates = estimated(big);

  it("have a true effect within the 99.9 % interval of the randomised comparison in the files", () => {
    for (const { campaignId, expected, realised } of uplifts) {
      const { difference, error } = estimates.get(campaignId)!;
      expect(Math.abs(difference - expected)).toBeLessThan(3.29 * error);
      expect(Math.abs(realised - expected)).toBeLessThan(0.01);
    }
  });

  it("are one that works and one that does not", () => {
    const [letter, postcard] = uplifts;
    expect(letter!.expected).toBeGreaterThan(0.03);
    expect(estimates.get("letter")!.difference).toBeGreaterThan(3.29 * estimates.get("letter")!.error);
    expect(postcard!.expected).toBe(0);
  });

  it("do nothing for gardeners, and nothing at all where the effect is taken away", () => {
    const segmentOf = new Map([...trueCustomers(big)].map(({ customerId, segment }) => [customerId, segment]));
    const gardeners = uplifts[0]!.customers.filter(({ customerId }) => segmentOf.get(customerId) === "gardeners");
    expect(gardeners.length).toBeGreaterThan(100);
    expect(gardeners.every(({ uplift }) => uplift === 0)).toBe(true);
    const idle = trueUplifts(simulateShop({ seed: 14, customers: 500, campaignEffect: 0 }));
    expect(idle.map(({ expected }) => expected)).toEqual([0, 0]);
  });
});

/** Difference in the share that orders within 14 days, and its standard error, from exposures.csv and orders.csv alone. */
function estimated(simulation: Simulation): ReadonlyMap<string, { difference: number; error: number }> {
  const file = (path: string) => {
    const { columns, lines } = csvFiles(simulation).find((found) => found.path === path)!;
    return Array.from(lines(), (line) => (typeof line === "string" ? line : line.text).split(",")).map((cells) =>
      Object.fromEntries(columns.map((column, place) => [column, cells[place]!])),
    );
  };
  const placed = new Map<string, number[]>();
  for (const { customer_id, ordered_at } of file("orders.csv")) {
    placed.set(customer_id!, [...(placed.get(customer_id!) ?? []), Date.parse(ordered_at!)]);
  }
  const arms = new Map<string, Record<string, number[]>>();
  for (const { campaign_id, customer_id, arm, exposed_at } of file("exposures.csv")) {
    const from = Date.parse(exposed_at!) - 9 * 3_600_000;
    const ordered = placed.get(customer_id!)?.some((at) => at >= from && at < from + 14 * 86_400_000) ?? false;
    const both = arms.get(campaign_id!) ?? { treatment: [], control: [] };
    both[arm!]!.push(Number(ordered));
    arms.set(campaign_id!, both);
  }
  return new Map(
    Array.from(arms, ([campaign, { treatment = [], control = [] }]) => [
      campaign,
      {
        difference: mean(treatment) - mean(control),
        error: Math.hypot(standardError(treatment), standardError(control)),
      },
    ]),
  );
}

describe("what is bought next", () => {
  it("follows the planted chances, chain and taste together", () => {
    let observed = 0;
    let expected = 0;
    let variance = 0;
    for (const { lines, visit } of orders) {
      if (visit.customer < 0 || lines.length < 2) continue;
      const [first, second] = lines as [(typeof lines)[number], (typeof lines)[number]];
      const chances = trueNextItem(shop, visit.customer, shop.calendar.months[visit.day]!, first.item);
      const likeliest = shop.tastes.successors[first.item * 3]!;
      const chance = chances[likeliest]! / (1 - chances[first.item]!); // no basket holds an item twice
      observed += Number(second.item === likeliest);
      expected += chance;
      variance += chance * (1 - chance);
    }
    expect(expected).toBeGreaterThan(1000);
    expect(Math.abs(observed - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });

  it("has chances that sum to one, and successors that are items", () => {
    for (const after of [-1, 0, 5]) {
      expect(trueNextItem(shop, 3, 6, after).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    }
    const successors = trueSuccessors(shop, shop.items[7]!.itemId);
    expect(successors.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(shop.tastes.followed, 12);
    expect(() => trueSuccessors(shop, "no such thing")).toThrow('no item is called "no such thing"');
  });

  it("tells the segments apart: each buys most, for its share, in its own category", () => {
    const names = segments.map(({ name }) => name);
    const counts = names.map(() => new Map<string, number>());
    for (const { visit, lines } of orders) {
      if (visit.customer < 0) continue;
      const mine = counts[shop.population.segment[visit.customer]!]!;
      for (const { item } of lines) {
        const { category } = shop.items[item]!.type;
        mine.set(category, (mine.get(category) ?? 0) + 1);
      }
    }
    const share = (segment: number, category: string) => {
      const total = [...counts[segment]!.values()].reduce((sum, count) => sum + count, 0);
      return (counts[segment]!.get(category) ?? 0) / total;
    };
    for (const [segment, category] of ["Table", "Textiles", "Garden", "Stationery", "Kids"].entries()) {
      const shares = names.map((_, other) => share(other, category));
      expect(shares.indexOf(Math.max(...shares)), category).toBe(segment);
      expect(shares[segment]).toBeGreaterThan(1.6 * mean(shares.filter((_, other) => other !== segment)));
    }
  });
});
