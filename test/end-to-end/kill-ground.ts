import { cpSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { paths } from "#shop/shop.js";
import { shopKey } from "#shop/shop-key.js";
import { type PlainShopFiles, writePlainShop } from "../plain-shop.js";
import { shoplens } from "../shoplens-process.js";

export interface KillOptions {
  readonly ground: Ground;
  readonly points: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

/** Two parts of one shop: the second has the first's later orders again, otherwise, and goes on from there. */
export interface Ground {
  readonly folder: string;
  readonly empty: string;
  /** Holds the first part. */
  readonly loaded: string;
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const EVENTS_AN_ORDER = 14;
const EVENTS_A_VISIT = 3.5;
const SPAN_MS = 60 * 86_400_000; // of each part: long enough for every task to answer

/**
 * @param folder an empty folder to work in
 * @param events of each part of the shop: more take longer
 */
export async function killGround(folder: string, events: number, seed: number): Promise<Ground> {
  const visitEvery = Math.floor((SPAN_MS * EVENTS_A_VISIT) / events);
  const size = { events, customers: 8000, items: 2000, visitEvery, faultEvery: 997, buyShare: 0.25 };
  const first = writePlainShop(join(folder, "first"), {
    ...size,
    seed,
    firstOrder: 1,
    startAt: Date.UTC(2024, 0, 1),
  });
  const second = writePlainShop(join(folder, "second"), {
    ...size,
    seed: seed + 1,
    firstOrder: Math.floor(events / EVENTS_AN_ORDER / 2),
    startAt: Date.UTC(2024, 2, 10),
  });
  const empty = join(folder, "empty");
  const loaded = join(folder, "loaded");
  await succeeded(["init", empty]);
  shopKey(empty); // made before any load: refused rows are hashed with it, and each copy of the shop is to hash alike
  cpSync(empty, loaded, { recursive: true });
  await succeeded(["ingest", loaded, ...listed(first)]);
  return { folder, empty, loaded, first: listed(first), second: listed(second) };
}

const listed = ({ events, orders, lines }: PlainShopFiles) => [orders, lines, events];

/** Puts a copy of one shop where another was. */
export function restore(shop: string, base: string): void {
  rmSync(shop, { recursive: true, force: true });
  cpSync(base, shop, { recursive: true });
}

/** What is in the shop that no finished command leaves. */
export function leftovers(shop: string): string[] {
  const { temporary } = paths(shop);
  const parts = readdirSync(shop, { recursive: true, encoding: "utf8" }).filter((name) => /[.](part|wal)$/.test(name));
  return [...new Set([...parts, ...names(temporary).map((name) => join("tmp", name))])];
}

/** Signs of a shop that can be seen from outside. */
export function signsOf(shop: string) {
  const { warehouse, temporary, quarantine, models, reports } = paths(shop);
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size;
  return {
    opening: () => names(temporary).join(" "),
    quarantine: () => names(quarantine).join(" "),
    warehouse: () => `${size(warehouse)} ${size(`${warehouse}.wal`)}`,
    results: () => [deepNames(temporary), deepNames(models), names(reports)].flat().join(" "),
  };
}

const names = (folder: string) => (existsSync(folder) ? readdirSync(folder).toSorted() : []);

function deepNames(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  } catch {
    return []; // not there yet, or just being taken away
  }
}

export async function succeeded(args: readonly string[]): Promise<void> {
  const { code, stderr } = await shoplens(args);
  if (code !== 0) throw new Error(`shoplens ${args.join(" ")} ended with ${code}: ${stderr}`);
}
