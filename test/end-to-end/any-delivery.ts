import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mulberry32 } from "#numeric/mulberry32.js";
import { orderRow, type ShopifyRow, shopifyCsv, lineRow as shopifyLine } from "../shopify-export.js";

/** A small random shop, and its files as they may reach us: cut anywhere between orders, shuffled, overlapping, again. */
export interface Delivery {
  readonly truth: Truth;
  /** One after the other; each file is in one of them at least once. */
  readonly commands: readonly { readonly files: readonly string[]; readonly killed: boolean }[];
}

/** Amounts in cents. Sales as `describe` counts them; `paidBack` is the sum of the refunds table. */
export interface Truth {
  readonly sales: { readonly lines: number; readonly orders: number; readonly cents: number };
  readonly refunds: { readonly lines: number; readonly orders: number; readonly cents: number };
  readonly orders: number;
  readonly paidBack: number;
}

interface Order {
  readonly id: string;
  readonly customer: number;
  readonly day: number;
  readonly cancelled: boolean;
  readonly paidBack: number;
  readonly lines: readonly Line[];
  /** What it held before it was corrected, in a form that says when it was. */
  readonly firstLines: readonly Line[];
}

interface Line {
  readonly item: string;
  readonly quantity: number;
  /** Price in tenths of a cent. */
  readonly mills: number;
}

type Random = () => number;
const below = (random: Random, n: number) => Math.floor(random() * n);

/** @param folder is made; the same seed gives the same files. */
export function anyDelivery(folder: string, seed: number): Delivery {
  const random = mulberry32(seed);
  const orders = Array.from({ length: 1 + below(random, 12) }, (_, i) => anyOrder(random, i));
  mkdirSync(folder, { recursive: true });
  const texts = random() < 0.5 ? plainFiles(orders, random) : shopifyFiles(orders, random);
  const paths = texts.map(([name, text], i) => {
    const path = join(folder, `${i}-${name}.csv`);
    writeFileSync(path, text);
    return path;
  });
  return { truth: truthOf(orders), commands: commandsOf(paths, random) };
}

function anyOrder(random: Random, number: number): Order {
  const lines = Array.from({ length: 1 + below(random, 4) }, () => ({
    item: `i${below(random, 4)}`,
    quantity: 1 + below(random, 3),
    mills: 1 + below(random, 40_000),
  }));
  const repeated = random() < 0.3 ? [...lines, ...lines.slice(0, 1)] : lines; // equal lines inside one order are real
  const corrected = random() < 0.25;
  return {
    id: `o${number}`,
    customer: below(random, 5),
    day: 1 + below(random, 20),
    cancelled: random() < 0.2,
    paidBack: random() < 0.3 ? 1 + below(random, 5000) : 0,
    lines: repeated,
    firstLines: corrected ? [{ ...lines[0]!, quantity: 7 }, ...repeated] : repeated,
  };
}

/** Half up, as the contract says. */
const centsOf = ({ quantity, mills }: Line) => Math.floor((quantity * mills + 5) / 10);

function truthOf(orders: readonly Order[]): Truth {
  const of = (some: readonly Order[]) => ({
    lines: some.reduce((sum, { lines }) => sum + lines.length, 0),
    orders: some.length,
    cents: some.reduce((sum, { lines }) => sum + lines.reduce((all, line) => all + centsOf(line), 0), 0),
  });
  return {
    sales: of(orders.filter(({ cancelled }) => !cancelled)),
    refunds: of(orders.filter(({ cancelled }) => cancelled)),
    orders: orders.length,
    paidBack: orders.reduce((sum, { paidBack }) => sum + paidBack, 0),
  };
}

type NamedText = readonly [name: string, text: string];

/** The plain form. An order is written twice, before and after what happened to it; the later says so. */
function plainFiles(orders: readonly Order[], random: Random): NamedText[] {
  const day = (n: number) => `2024-03-${String(n).padStart(2, "0")}T10:00:00Z`;
  const head = ({ id, customer, day: on }: Order) => `${id},c${customer},${day(on)},EUR`;
  const versions = orders.flatMap((order) => [
    `${head(order)},false,${day(order.day)}\n`,
    `${head(order)},${order.cancelled},${day(order.day + 3)}\n`,
  ]);
  const lines = orders.map(({ id, lines: all }) =>
    all.map(({ item, quantity, mills }) => `${id},${item},${quantity},${(mills / 1000).toFixed(3)}\n`).join(""),
  );
  const refunds = orders.flatMap(({ id, paidBack, day: on }) =>
    paidBack > 0 ? [`r-${id},${id},${paidBack},EUR,${random() < 0.3 ? "" : day(on + 5)}\n`] : [],
  );
  return [
    ...pieces("orders", "order_id,customer_id,ordered_at,currency,cancelled,updated_at\n", versions, random),
    ...pieces("lines", "order_id,item_id,quantity,unit_price\n", lines, random),
    ...pieces("refunds", "refund_id,order_id,cents,currency,refunded_at\n", refunds, random),
  ];
}

/** Shopify's export: what belongs to an order is in its rows. Its state before is one export, its state after another. */
function shopifyFiles(orders: readonly Order[], random: Random): NamedText[] {
  const [header = ""] = shopifyCsv([]).split("\n");
  const textOf = (rows: readonly ShopifyRow[]) => shopifyCsv(rows).slice(header.length + 1);
  const before = orders.map((order) => textOf(shopifyRows(order, false)));
  const after = orders.map((order) => textOf(shopifyRows(order, true)));
  return [...pieces("before", `${header}\n`, before, random), ...pieces("after", `${header}\n`, after, random)];
}

function shopifyRows(order: Order, after: boolean): ShopifyRow[] {
  const { id, customer, day, cancelled, paidBack } = order;
  const lines = after ? order.lines : order.firstLines;
  const on = (n: number) => `2024-03-${String(n).padStart(2, "0")} 10:00:00 +0000`;
  return lines.map(({ item, quantity, mills }, i) => {
    const line = shopifyLine(`#${id}`, item, quantity, (mills / 1000).toFixed(3));
    if (i > 0) return line;
    const later = { "Fulfilled at": on(day + 3), ...(cancelled && { "Cancelled at": on(day + 3) }) };
    return orderRow(`#${id}`, {
      ...line,
      Email: `c${customer}@example.com`,
      "Created at": on(day),
      "Paid at": on(day),
      "Refunded Amount": after ? (paidBack / 100).toFixed(2) : "0.00",
      ...(after && later),
    });
  });
}

/** Shuffles whole records into one to three files; some records are in a second file too. */
function pieces(name: string, header: string, records: readonly string[], random: Random): NamedText[] {
  const files = Array.from({ length: 1 + below(random, 3) }, (): string[] => []);
  for (const record of shuffled(records, random)) {
    const home = below(random, files.length);
    files[home]?.push(record);
    if (random() < 0.3) files[(home + 1) % files.length]?.push(record);
  }
  // within one file a record stands once: twice in a file would be two
  return files
    .map((rows) => [...new Set(rows)])
    .filter((rows) => rows.length > 0)
    .map((rows) => [name, header + rows.join("")]);
}

/** Every file at least once, some again, one to three a command, in any order; a quarter of the commands are killed. */
function commandsOf(files: readonly string[], random: Random): Delivery["commands"] {
  const sequence = shuffled([...files, ...files.filter(() => random() < 0.4)], random);
  const commands: { files: string[]; killed: boolean }[] = [];
  while (sequence.length > 0) {
    const some = new Set(sequence.splice(0, 1 + below(random, 3)));
    commands.push({ files: [...some], killed: random() < 0.25 });
  }
  return commands;
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const all = [...values];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = below(random, i + 1);
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}
