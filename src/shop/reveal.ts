import { readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { openVault } from "#ingest/vault.js";
import type { PseudonymKind } from "#protect/pseudonym.js";
import { numbers, type Table, type TextColumn, textAt, texts } from "#table/table.js";
import { recordOpening } from "./openings.js";
import { paths, type Shop } from "./shop.js";
import { shopKey } from "./shop-key.js";

/** What can be revealed of a customer. */
export const revealable = ["email", "phone", "name", "address"] as const satisfies readonly PseudonymKind[];

export type Revealable = (typeof revealable)[number];

export interface RevealOptions {
  readonly kinds: readonly Revealable[];
  /** The task whose answers they are. */
  readonly task: string;
  /** The file they go to. */
  readonly to: string;
}

const CUSTOMER = "customer_id";
const newestSql = readFileSync(new URL("./reveal.sql", import.meta.url), "utf8");

/** What stands for one kind of data of the customers, and the loads whose files of the vault hold it. */
interface Sealed {
  /** [customers] pseudonyms; undefined where the vault holds none. */
  readonly values: (string | undefined)[];
  readonly loads: Set<number>;
}

/**
 * The answers with a column for each kind of data asked for, opened from the vault, beside each customer: of several the
 * one seen last. The opening is in the log before the vault is opened.
 *
 * @throws {Error} in a sentence, when the answers are not about single customers, the shop holds nothing sealed, its key
 * is missing, or the vault or the log was changed.
 */
export async function reveal(shop: Shop, answers: Table, { kinds, task, to }: RevealOptions): Promise<Table> {
  checkPlace(shop.folder, to);
  if (!answers.columns[CUSTOMER]) {
    throw new Error(`--reveal needs answers with a customer in each row; those of ${task} have none`);
  }
  if (shop.config.keyFingerprint === undefined) {
    throw new Error(`${shop.folder} has nothing to reveal: no file that named a customer has been loaded into it`);
  }
  const key = shopKey(shop.folder);
  const customers = texts(answers, CUSTOMER);
  const placeOf = new Map(customers.words.map((customer, place) => [customer, place]));
  const wanted = new Map<Revealable, Sealed>();
  for (const kind of kinds) wanted.set(kind, await newestOf(shop, kind, placeOf));
  const originals = [...wanted.values()].reduce((sum, { values }) => sum + values.filter(Boolean).length, 0);
  recordOpening(shop.folder, key, { task, kinds, customers: customers.words.length, originals, to: resolve(to) });
  const columns: [string, TextColumn][] = [];
  for (const kind of kinds) {
    const sealed = wanted.get(kind);
    wanted.delete(kind); // the pseudonyms of a kind are let go with it
    if (sealed) columns.push([kind, await opened(shop.folder, key, customers, sealed)]);
  }
  return { rows: answers.rows, columns: { ...answers.columns, ...Object.fromEntries(columns) } };
}

/** What was sealed stays out of the shop, which may be copied and handed on. */
function checkPlace(folder: string, to: string): void {
  const shop = realpathSync(folder);
  const place = resolve(to);
  const real = join(realpathSync(nearestFolder(dirname(place))), basename(place));
  if ([place, real].some((path) => path.startsWith(shop + sep))) {
    throw new Error(`--to ${to} lies inside the shop; what is revealed has to go to a place outside ${folder}`);
  }
}

function nearestFolder(folder: string): string {
  try {
    realpathSync(folder);
    return folder;
  } catch {
    return nearestFolder(dirname(folder));
  }
}

/** @param placeOf the customers asked for, each with its place */
async function newestOf({ warehouse }: Shop, kind: Revealable, placeOf: ReadonlyMap<string, number>): Promise<Sealed> {
  const sealed: Sealed = { values: new Array<string | undefined>(placeOf.size).fill(undefined), loads: new Set() };
  const found = await warehouse.query(newestSql, { kind });
  const [who, value] = [texts(found, CUSTOMER), texts(found, "value")];
  const loads = numbers(found, "load_id");
  for (let row = 0; row < found.rows; row += 1) {
    const place = placeOf.get(textAt(who, row) ?? "");
    if (place === undefined) continue;
    sealed.values[place] = textAt(value, row) ?? undefined;
    sealed.loads.add(loads[row] ?? 0);
  }
  return sealed;
}

/** Reads each file of the vault that holds something asked for once, a block at a time. */
async function opened(
  folder: string,
  key: Uint8Array,
  customers: TextColumn,
  { values, loads }: Sealed,
): Promise<TextColumn> {
  const codeOf = new Map<string, number>();
  for (const value of values) if (value !== undefined && !codeOf.has(value)) codeOf.set(value, codeOf.size);
  const words = new Array<string>(codeOf.size).fill("");
  for (const loadId of loads) {
    for await (const block of openVault(paths(folder).vault, loadId, key)) {
      for (const { value, written } of block) {
        const code = codeOf.get(value);
        if (code !== undefined) words[code] = written;
      }
    }
  }
  const codes = Int32Array.from(values, (value) => (value === undefined ? -1 : (codeOf.get(value) ?? -1)));
  return { codes: customers.codes.map((customer) => codes[customer] ?? -1), words };
}
