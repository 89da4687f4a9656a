import { historiesOf } from "#models/recommend/histories-of.js";
import { fitShelf, neighboursOf } from "#models/recommend/shelf.js";
import { type RetailLine, retailLines } from "./retail-lines.js";

const SHOWN = 10;
const DAYS = 28;
const FEWEST_ORDERS = 20;
const DAY = 86_400_000;

/**
 * Slots beside what could be shown without them, on Online Retail. Bought together: of each order of the last two months
 * the second item, from the first, by orders before; beside it, what most orders hold. New customers: whether anything
 * of the first order is among the ten shown the day it was placed, by what is popular of all times, of four weeks, and
 * of four weeks in the customer's country. `npm run bench -- recommend-slots`
 */
export async function run(): Promise<void> {
  const lines = retailLines();
  if (!lines) return;
  await together(lines);
  newcomers(lines);
}

async function together(lines: readonly RetailLine[]): Promise<void> {
  const orders = new Map<string, { day: string; items: string[] }>();
  for (const { order, day, item } of lines) {
    const known = orders.get(order) ?? { day, items: [] };
    if (!known.items.includes(item)) known.items.push(item);
    orders.set(order, known);
  }
  const from = "2011-10-10";
  const before = [...orders.values()].filter(({ day }) => day < from);
  const items = [...new Set(before.flatMap((order) => order.items))];
  const numberOf = new Map(items.map((item, number) => [item, number]));
  const histories = historiesOf(
    before.map((order) => order.items.map((item) => numberOf.get(item)!)),
    items.length,
  );
  const tested = [...orders.values()].flatMap(({ day, items: [first, second] }) => {
    const [asked, wanted] = [numberOf.get(first!), numberOf.get(second ?? "")];
    return day >= from && asked !== undefined && wanted !== undefined ? [{ asked, wanted }] : [];
  });
  for (const shrinkage of [0, 2, 10]) {
    const shelf = await fitShelf(histories, {
      ...{ shrinkage, signal: new AbortController().signal, progress: () => undefined },
    });
    const popular = Array.from(shelf.counts.keys()).sort((a, b) => shelf.counts[b]! - shelf.counts[a]!);
    const hits = (shown: (asked: number) => readonly number[]) =>
      tested.filter(({ asked, wanted }) => shown(asked).slice(0, SHOWN).includes(wanted)).length / tested.length;
    const beside = hits((asked) => neighboursOf(shelf, asked, 2).map(({ item }) => item));
    const everyones = hits((asked) => popular.filter((item) => item !== asked).slice(0, SHOWN));
    console.error(
      `bought together, ${tested.length} orders, shrinkage ${shrinkage}: HR@10 ${beside.toFixed(4)} (what most orders hold ${everyones.toFixed(4)})`,
    );
  }
}

/** How many orders of a day, to a country, hold each item. */
interface DaySales {
  readonly day: string;
  readonly country: string;
  readonly orders: number;
  readonly holding: ReadonlyMap<string, number>;
}

function newcomers(lines: readonly RetailLine[]): void {
  const met = new Set<string>();
  const ever = new Map<string, number>();
  let recent: DaySales[] = [];
  const hits = { "of all times": 0, "of four weeks": 0, "of four weeks in the country": 0 };
  let [cases, days] = [0, 0];
  for (const [day, own] of [...grouped(lines, (line) => line.day)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    recent = recent.filter((sales) => Date.parse(day) - Date.parse(sales.day) <= DAYS * DAY);
    const newcomersOfDay = grouped(
      own.filter(({ customer }) => !met.has(customer)),
      ({ customer }) => customer,
    );
    for (const bought of days >= DAYS ? newcomersOfDay.values() : []) {
      const has = new Set(bought.map(({ item }) => item));
      const isHit = (counts: ReadonlyMap<string, number>) => Number(mostOf(counts).some((item) => has.has(item)));
      hits["of all times"] += isHit(ever);
      hits["of four weeks"] += isHit(summed(recent));
      hits["of four weeks in the country"] += isHit(summed(localOf(recent, bought[0]!.country)));
      cases += 1;
    }
    for (const customer of newcomersOfDay.keys()) met.add(customer);
    const sold = [...grouped(own, ({ country }) => country)].map(([country, of]) => salesOf(day, country, of));
    recent.push(...sold);
    for (const [item, count] of summed(sold)) ever.set(item, (ever.get(item) ?? 0) + count);
    days += 1;
  }
  const shares = Object.entries(hits).map(([name, count]) => `${name} ${(count / cases).toFixed(4)}`);
  console.error(`new customers, ${cases}: a first day holds one of ten shown, popular ${shares.join(", ")}`);
}

/** A country's own sales where they are enough for a list, else everyone's. */
function localOf(sales: readonly DaySales[], of: string): readonly DaySales[] {
  const there = sales.filter(({ country }) => country === of);
  return there.reduce((sum, { orders }) => sum + orders, 0) >= FEWEST_ORDERS ? there : sales;
}

function salesOf(day: string, country: string, lines: readonly RetailLine[]): DaySales {
  const pairs = new Map(lines.map(({ order, item }) => [`${order} ${item}`, item]));
  const holding = new Map<string, number>();
  for (const item of pairs.values()) holding.set(item, (holding.get(item) ?? 0) + 1);
  return { day, country, orders: new Set(lines.map(({ order }) => order)).size, holding };
}

function summed(sales: readonly DaySales[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const { holding } of sales) for (const [item, count] of holding) sum.set(item, (sum.get(item) ?? 0) + count);
  return sum;
}

/** The ten items in most orders. */
const mostOf = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, SHOWN)
    .map(([item]) => item);

function grouped(lines: readonly RetailLine[], keyOf: (line: RetailLine) => string): Map<string, RetailLine[]> {
  const groups = new Map<string, RetailLine[]>();
  for (const line of lines) {
    const known = groups.get(keyOf(line));
    if (known) known.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return groups;
}
