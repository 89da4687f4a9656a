import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingestInto } from "#shop/ingest-into.js";
import { openShop, type Shop } from "#shop/shop.js";
import { newConfig, writeConfig } from "#shop/shop-config.js";
import { writePlainPictures } from "../plain-pictures.js";
import { writePlainReviews } from "../plain-reviews.js";
import { writePlainShop } from "../plain-shop.js";

/** Shops every task is tried on. */
export interface ConformanceShops {
  readonly empty: Shop;
  /** One order of one line, one event, one item, one customer. */
  readonly oneRow: Shop;
  /** Two years of a small shop. */
  readonly stale: Shop;
  /** The same shop some months later. */
  readonly fresh: Shop;
  /** And some months after that. */
  readonly later: Shop;
  close(): void;
}

const HOUR = 3_600_000;
const SEED = 42;
const FIRST = 12_000;
const MORE = 2000;
const REVIEWS = 400;
const MORE_REVIEWS = 80;
const PICTURE_SIDE = 32;
const VISIT_EVERY_HOURS = 5;
const HOURS_AN_EVENT = VISIT_EVERY_HOURS / 3.5; // a visit has two to five events

export async function conformanceShops(folder: string): Promise<ConformanceShops> {
  const size = { customers: 250, items: 60, visitEvery: VISIT_EVERY_HOURS * HOUR, faultEvery: 0, buyShare: 0.25 };
  const start = Date.UTC(2022, 0, 3);
  const first = writePlainShop(join(folder, "first"), {
    ...size,
    seed: SEED,
    events: FIRST,
    firstOrder: 1,
    startAt: start,
  });
  const more = (part: number) =>
    writePlainShop(join(folder, `part ${part}`), {
      ...size,
      seed: SEED + part,
      events: MORE,
      firstOrder: part * 10_000,
      startAt: start + (FIRST + (part - 1) * MORE) * HOURS_AN_EVENT * HOUR,
    });
  const reviews = (part: number, count: number) =>
    writePlainReviews(join(folder, `reviews ${part}`), {
      seed: SEED + part,
      items: size.items,
      count,
      first: part * 10_000,
      startAt: part === 0 ? start : start + (FIRST + (part - 1) * MORE) * HOURS_AN_EVENT * HOUR,
      every: ((part === 0 ? FIRST : MORE) * HOURS_AN_EVENT * HOUR) / count,
    });
  const pictures = (part: number, positions: readonly number[]) =>
    writePlainPictures(join(folder, `pictures ${part}`), { items: size.items, positions, size: PICTURE_SIDE });
  (
    await loaded(join(folder, "stale"), [...Object.values(first), reviews(0, REVIEWS), ...(await pictures(0, [0, 1]))])
  ).close();
  cpSync(join(folder, "stale"), join(folder, "fresh"), { recursive: true });
  (
    await loaded(join(folder, "fresh"), [
      ...Object.values(more(1)),
      reviews(1, MORE_REVIEWS),
      ...(await pictures(1, [2])),
    ])
  ).close();
  cpSync(join(folder, "fresh"), join(folder, "later"), { recursive: true });
  const shops = {
    empty: await loaded(join(folder, "empty"), []),
    oneRow: await loaded(join(folder, "one-row"), oneRow(join(folder, "row"))),
    stale: await openShop(join(folder, "stale"), { access: "read" }),
    fresh: await openShop(join(folder, "fresh"), { access: "read" }),
    later: await loaded(join(folder, "later"), [
      ...Object.values(more(2)),
      reviews(2, MORE_REVIEWS),
      ...(await pictures(2, [3])),
    ]),
  };
  return {
    ...shops,
    close() {
      for (const shop of Object.values(shops)) shop.close();
    },
  };
}

async function loaded(folder: string, files: readonly string[]): Promise<Shop> {
  writeConfig(folder, newConfig(folder, { currency: "EUR", timeZone: "Europe/Berlin" }));
  const shop = await openShop(folder, { access: "write" });
  if (files.length > 0) {
    const reports = await ingestInto(shop, files);
    const refused = reports.find((report) => report.kind !== "loaded" || report.refused > 0);
    if (refused) throw new Error(`the shop of the conformance tests was refused: ${JSON.stringify(refused)}`);
  }
  return shop;
}

function oneRow(folder: string): string[] {
  const tables = {
    customers: ["customer_id,country", "c1,DE"],
    items: ["item_id,name", "i1,<b>Lamp</b> & Co"],
    events: ["customer_id,item_id,event,occurred_at", "c1,i1,purchase,2024-02-29T12:00:00Z"],
    orders: ["order_id,customer_id,ordered_at,currency", "o1,c1,2024-02-29T12:00:00Z,EUR"],
    order_lines: ["order_id,item_id,quantity,unit_price", "o1,i1,1,9.99"],
    item_pictures: ["item_id,position,path", "i1,0,nowhere/<lamp>.jpg"],
    reviews: ["review_id,item_id,rating,text", "r1,i1,5,<script>alert(1)</script>Lovely **lamp**"],
  };
  mkdirSync(folder, { recursive: true });
  return Object.entries(tables).map(([name, lines]) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  });
}
