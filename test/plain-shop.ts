import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { mulberry32 } from "#numeric/mulberry32.js";

/** How large a shop to write, and which part of its history. */
export interface PlainShopOptions {
  readonly seed: number;
  readonly customers: number;
  readonly items: number;
  readonly events: number;
  /** Number of its first order: two parts that share numbers replace each other's orders. */
  readonly firstOrder: number;
  /** Milliseconds since 1970 UTC. */
  readonly startAt: number;
  /** Milliseconds from one visit to the next, on average. */
  readonly visitEvery: number;
  /** Share of visits that end in an order. */
  readonly buyShare: number;
  /** One event and one order in so many cannot be understood; 0: none. */
  readonly faultEvery: number;
}

export interface PlainShopFiles {
  readonly events: string;
  readonly orders: string;
  readonly lines: string;
}

interface Visit {
  readonly customer: number;
  readonly at: number;
  /** Items looked at, one after the other. */
  readonly items: readonly number[];
  /** Absent: nothing was bought; else every item but the first was. */
  readonly order?: number;
}

const MINUTE = 60_000;
const CHUNK = 1 << 20;

/**
 * Writes a shop in the contract's own form, in constant memory: visits of several views that stay near one item, some
 * of which end in an order. Few items are looked at often and most hardly ever.
 */
export function writePlainShop(folder: string, options: PlainShopOptions): PlainShopFiles {
  mkdirSync(folder, { recursive: true });
  const events = textFile(join(folder, "events.csv"));
  const orders = textFile(join(folder, "orders.csv"));
  const lines = textFile(join(folder, "order_lines.csv"));
  events.write("event_id,customer_id,item_id,event,occurred_at,order_id\n");
  orders.write("order_id,customer_id,ordered_at,country,currency\n");
  lines.write("order_id,item_id,quantity,unit_price,discount\n");
  let event = 0;
  for (const visit of visits(options)) {
    for (const [place, item] of visit.items.entries()) {
      events.write(eventRow(visit, { place, item, number: event }, options));
      event += 1;
    }
    if (visit.order === undefined) continue;
    orders.write(`o${visit.order},c${visit.customer},${stamp(visit.at)},${visit.customer % 3 ? "DE" : "AT"},EUR\n`);
    lines.write(lineRows(visit, visit.order, options));
  }
  for (const file of [events, orders, lines]) file.close();
  return { events: events.path, orders: orders.path, lines: lines.path };
}

function* visits({ seed, customers, items, events, firstOrder, startAt, visitEvery, buyShare }: PlainShopOptions) {
  const random = mulberry32(seed);
  let at = startAt;
  let order = firstOrder;
  for (let written = 0; written < events; ) {
    at += Math.floor(random() * 2 * visitEvery);
    const first = Math.floor(items * random() ** 3);
    const seen = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, i) => (first + i * 3) % items);
    const customer = Math.floor(customers * random() ** 1.5);
    const buys = random() < buyShare;
    yield { customer, at, items: seen, ...(buys && { order }) } satisfies Visit as Visit;
    written += seen.length;
    if (buys) order += 1;
  }
}

interface Viewed {
  readonly place: number;
  readonly item: number;
  readonly number: number;
}

function eventRow({ customer, at, order }: Visit, { place, item, number }: Viewed, options: PlainShopOptions): string {
  const time = isFault(number, options) ? "yesterday" : stamp(at + place * MINUTE);
  const what = order !== undefined && place > 0 ? `purchase,${time},o${order}` : `view,${time},`;
  return `e${options.seed}-${number},c${customer},i${item},${what}\n`;
}

function lineRows({ customer, items }: Visit, order: number, options: PlainShopOptions): string {
  const rows = items.slice(1).map((item) => `o${order},i${item},${1 + ((item + customer) % 3)},${price(item)},\n`);
  return rows.join("") + (isFault(order, options) ? `o${order},i1,many,1.00,\n` : "");
}

const isFault = (number: number, { faultEvery }: PlainShopOptions) =>
  faultEvery > 0 && number % faultEvery === faultEvery - 1;
const price = (item: number) => `${1 + (item % 50)}.${String(item % 100).padStart(2, "0")}`;
const stamp = (at: number) => new Date(at).toISOString();

function textFile(path: string) {
  const file = openSync(path, "w");
  let pending: string[] = [];
  let length = 0;
  const flush = () => {
    writeSync(file, pending.join(""));
    pending = [];
    length = 0;
  };
  return {
    path,
    write(text: string) {
      pending.push(text);
      length += text.length;
      if (length > CHUNK) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}
