import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { PseudonymKind } from "#protect/pseudonym.js";
import { BrokenSeal, sealer, unsealed } from "#protect/sealed-blocks.js";
import { numbers } from "#table/table.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { finishPart, PART, recoverParts } from "./set-aside.js";

/** Something written that identifies a person, and the pseudonym that stands for it everywhere else. */
export interface Original {
  readonly value: string;
  readonly kind: PseudonymKind;
  readonly written: string;
}

const BLOCK_CHARACTERS = 1 << 16;

const nameOf = (loadId: number) => `load-${loadId}`;

/**
 * Writes the originals of one load to a file of the vault, sealed, under a name that does not count until the
 * transaction is in (`finishPart`). Answers that name.
 */
export async function writeVault(
  originals: AsyncIterable<readonly Original[]>,
  { folder, loadId, key }: { folder: string; loadId: number; key: Uint8Array },
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `${nameOf(loadId)}${PART}`);
  const { header, seal } = sealer(key, nameOf(loadId));
  const descriptor = openSync(part, "w", 0o600);
  try {
    writeSync(descriptor, header);
    let block = "";
    for await (const some of originals) {
      for (const { value, kind, written } of some) {
        if (block.length >= BLOCK_CHARACTERS) {
          writeSync(descriptor, seal(block, { last: false }));
          block = "";
        }
        block += `${JSON.stringify([value, kind, written])}\n`;
      }
    }
    writeSync(descriptor, seal(block, { last: true }));
    fsyncSync(descriptor); // before the transaction that counts on it
  } finally {
    closeSync(descriptor);
  }
  return part;
}

/**
 * The originals of one load.
 *
 * @throws {Error} in a sentence that names the file, when it is gone or was changed.
 */
export async function* openVault(folder: string, loadId: number, key: Uint8Array): AsyncGenerator<readonly Original[]> {
  const path = join(folder, nameOf(loadId));
  if (!existsSync(path)) {
    throw new Error(
      `${path} is missing: the originals of load ${loadId} were sealed in it; put it back, or load the files again`,
    );
  }
  try {
    for await (const block of unsealed(key, nameOf(loadId), createReadStream(path))) {
      yield block.split("\n").slice(0, -1).map(asOriginal);
    }
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error;
    throw new Error(
      `${path} does not open: ${error.message}. It was changed, cut short or sealed with another key; put back a copy of it, ` +
        "or take it away and load the files again",
    );
  }
}

function asOriginal(line: string): Original {
  const [value, kind, written] = JSON.parse(line) as [string, PseudonymKind, string];
  return { value, kind, written };
}

/**
 * Seals one file of the vault anew without some of its originals, whole or not at all. Its new key opens none of the old
 * bytes, and the old ones are gone with the old name.
 *
 * @param forgotten pseudonyms
 */
export async function resealWithout(
  folder: string,
  loadId: number,
  { key, forgotten }: { key: Uint8Array; forgotten: ReadonlySet<string> },
): Promise<void> {
  async function* kept() {
    for await (const some of openVault(folder, loadId, key)) yield some.filter(({ value }) => !forgotten.has(value));
  }
  finishPart(await writeVault(kept(), { folder, loadId, key }));
}

/** The loads of which the vault has a file. */
export function sealedLoads(folder: string): readonly number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const loadId = /^load-(\d+)$/.exec(name)?.[1];
    return loadId === undefined ? [] : [Number(loadId)];
  });
}

/** After a killed load. */
export async function recoverVault(warehouse: Warehouse, folder: string): Promise<void> {
  await recoverParts(folder, async (loadId) => {
    const known = await warehouse.query(`select count(*) as n from originals where load_id = ${loadId}`);
    return (numbers(known, "n")[0] ?? 0) > 0;
  });
}
