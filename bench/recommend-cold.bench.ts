import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { discountedGain, hit } from "#measure/ranking.js";
import { type Described, itemWords, likeness } from "#models/recommend/item-words.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { retailLines } from "./retail-lines.js";

const folder = process.env["SHOPLENS_DATA"] ?? "../shared/data";
const MOST_LIKED = 20;
const HELD_OUT = 0.1;

interface Event {
  readonly customer: string;
  readonly item: string;
}

/**
 * New items, foretold from what describes them: one item in ten is taken out of everyone's past; whoever took one of them
 * is shown all of them, in the order in which their descriptions are those of what the customer had before. Beside it an
 * even draw, which is all that can be done without descriptions. `npm run bench -- recommend-cold`
 */
export async function run(): Promise<void> {
  const beauty = `${folder}/beauty/events.csv.gz`;
  if (existsSync(beauty)) {
    const attributes = JSON.parse(
      gunzipSync(readFileSync(`${folder}/beauty/item-attributes.json.gz`)).toString(),
    ) as Record<string, number[]>;
    const described = new Map(
      Object.entries(attributes).map(([item, of]) => [item, about(of.map((one) => `attribute${one}`).join(" "))]),
    );
    measure(
      "Beauty, by attributes",
      csvOf(beauty).map(([customer, item]) => ({ customer: customer!, item: item! })),
      described,
    );
  } else console.error(`skipped: ${beauty} is not there`);
  const lines = retailLines();
  if (!lines) return;
  const names = new Map(lines.map(({ item, name }) => [item, about(name)]));
  measure("Online Retail, by the words of titles", lines, names);
}

const about = (name: string): Described => ({ name, category: null, brand: null });

function csvOf(path: string): string[][] {
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
}

function measure(title: string, events: readonly Event[], descriptions: ReadonlyMap<string, Described>): void {
  const items = [...new Set(events.map(({ item }) => item))].filter((item) => descriptions.has(item));
  const random = mulberry32(1);
  const isNew = new Set(items.filter(() => random() < HELD_OUT));
  const fresh = [...isNew];
  const words = itemWords(
    [...fresh, ...items.filter((item) => !isNew.has(item))].map((item) => descriptions.get(item)!),
  );
  const numberOf = new Map([...fresh, ...items.filter((item) => !isNew.has(item))].map((item, at) => [item, at]));
  const pasts = new Map<string, number[]>();
  let [cases, hits, gains] = [0, 0, 0];
  const judged = new Set<string>();
  for (const { customer, item } of events) {
    const past = pasts.get(customer) ?? [];
    pasts.set(customer, past);
    const number = numberOf.get(item);
    if (number === undefined) continue;
    if (!isNew.has(item)) {
      past.push(number);
      continue;
    }
    const key = `${customer} ${item}`;
    if (past.length === 0 || judged.has(key)) continue;
    judged.add(key);
    const liked = past.slice(-MOST_LIKED);
    const scores = fresh.map((_, at) =>
      liked.reduce((sum, one, p) => sum + 0.7 ** (liked.length - 1 - p) * likeness(words, one, at), 0),
    );
    const rank = scores.filter((score) => score >= scores[number]!).length - 1;
    cases += 1;
    hits += hit(rank, 10);
    gains += discountedGain(rank, 10);
  }
  const even = Math.min(1, 10 / fresh.length);
  const evenGain =
    Array.from({ length: 10 }, (_, rank) => discountedGain(rank, 10)).reduce((a, b) => a + b, 0) / fresh.length;
  console.error(
    `${title}: ${cases} purchases of ${fresh.length} new items. HR@10 ${(hits / cases).toFixed(4)} (an even draw ${even.toFixed(4)}), ` +
      `NDCG@10 ${(gains / cases).toFixed(4)} (${evenGain.toFixed(4)})`,
  );
}
