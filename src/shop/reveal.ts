import { realpathSync } from "node:fs";
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

/** What stands for one kind of data of one customer: its pseudonym, and the load whose file of the vault holds it. */
interface Sealed {
  readonly value: string;
  readonly loadId: number;
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
  const wanted = new Map<Revealable, Map<string, Sealed>>();
  for (const kind of kinds) wanted.set(kind, await newestOf(shop, kind, new Set(customers.words)));
  const originals = [...wanted.values()].reduce((sum, found) => sum + found.size, 0);
  recordOpening(shop.folder, key, { task, kinds, customers: customers.words.length, originals, to: resolve(to) });
  const columns: [string, TextColumn][] = [];
  for (const [kind, found] of wanted) columns.push([kind, await column(shop.folder, key, customers, found)]);
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

async function newestOf(
  { warehouse }: Shop,
  kind: Revealable,
  customers: ReadonlySet<string>,
): Promise<Map<string, Sealed>> {
  const found = await warehouse.query(
    `select customer_id, value, cast(load_id as double) as load_id from (
       select *, row_number() over (partition by customer_id order by seen_at desc nulls last, load_id desc, value) as place
       from (
         select case when n.source_id is null then o.customer_id else n.customer_id end as customer_id, o.value, o.load_id, o.seen_at
         from originals o
         left join customer_names n on n.source_id = o.customer_id
         where o.kind = $kind
       )
     ) where place = 1 and customer_id is not null`,
    { kind },
  );
  const [who, value] = [texts(found, CUSTOMER), texts(found, "value")];
  const loads = numbers(found, "load_id");
  const newest = new Map<string, Sealed>();
  for (let row = 0; row < found.rows; row += 1) {
    const customer = textAt(who, row) ?? "";
    if (customers.has(customer)) newest.set(customer, { value: textAt(value, row) ?? "", loadId: loads[row] ?? 0 });
  }
  return newest;
}

/** Reads each file of the vault that holds something asked for once, a block at a time. */
async function column(
  folder: string,
  key: Uint8Array,
  customers: TextColumn,
  sealed: ReadonlyMap<string, Sealed>,
): Promise<TextColumn> {
  const placeOf = new Map<string, number>();
  for (const { value } of sealed.values()) if (!placeOf.has(value)) placeOf.set(value, placeOf.size);
  const words = new Array<string>(placeOf.size).fill("");
  for (const loadId of new Set([...sealed.values()].map((one) => one.loadId))) {
    for await (const block of openVault(paths(folder).vault, loadId, key)) {
      for (const { value, written } of block) {
        const place = placeOf.get(value);
        if (place !== undefined) words[place] = written;
      }
    }
  }
  const codeOf = customers.words.map((customer) => placeOf.get(sealed.get(customer)?.value ?? "") ?? -1);
  return { codes: customers.codes.map((code) => codeOf[code] ?? -1), words };
}
