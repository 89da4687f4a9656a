import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { putInPlace } from "./put-in-place.js";
import { paths, type Shop } from "./shop.js";

const recordSchema = z.object({
  at: z.iso.datetime(),
  /** Of the newest file it has seen. */
  lastLoad: z.int().min(0),
  /** Sold less paid back, in minor units of the shop's currency, by day. */
  days: z.array(z.object({ day: z.iso.date(), orders: z.int(), cents: z.int() })),
});

/** What the shop was when a run looked at it, so that a later one can tell what has changed. */
export type RunRecord = z.infer<typeof recordSchema>;

export type NumberedRecord = RunRecord & { readonly run: number };

const numberOf = (name: string) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0);

/** Oldest first. @throws {Error} naming the file that is no record. */
export function runRecords(shop: Shop): NumberedRecord[] {
  const folder = paths(shop.folder).runs;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => numberOf(name) > 0)
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map((name) => ({ run: numberOf(name), ...read(join(folder, name)) }));
}

function read(path: string): RunRecord {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new Error(`${path} is no record of a run (${(error as Error).message.split("\n")[0]}); remove it to go on`);
  }
}

/** Written aside and named, so that a record is whole or absent. */
export function writeRunRecord(shop: Shop, record: RunRecord): void {
  const folder = paths(shop.folder).runs;
  mkdirSync(folder, { recursive: true });
  for (;;) {
    const next = 1 + Math.max(0, ...readdirSync(folder).map(numberOf));
    const part = join(shop.temporary, "run.part");
    writeFileSync(part, `${JSON.stringify(record)}\n`);
    if (putInPlace(part, join(folder, `${String(next).padStart(4, "0")}.json`))) return; // else another run took it
  }
}
