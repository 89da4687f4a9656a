import { createHmac, timingSafeEqual } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { derivedKey } from "#protect/derived-key.js";

/** One opening of the vault. */
export interface Opening {
  /** UTC. */
  readonly at: string;
  readonly who: string;
  readonly host: string;
  /** What for: the task whose answers it was beside. */
  readonly task: string;
  readonly kinds: readonly string[];
  readonly customers: number;
  /** How many originals were taken out. */
  readonly originals: number;
  /** Where they went. */
  readonly to: string;
}

const FILE = "openings.jsonl";

/**
 * Writes an opening of the vault to the shop's log, on disk before anything is opened. Lines are numbered and each carries
 * an HMAC-SHA-256 under the shop's key, so that a line changed, put in or taken out of the middle shows.
 *
 * @throws {Error} naming the line, when the log was changed, or when it cannot be written: then nothing is opened.
 */
export function recordOpening(folder: string, key: Uint8Array, opening: Omit<Opening, "at" | "who" | "host">): void {
  const path = join(folder, FILE);
  const own = derivedKey(key, "openings");
  const last = checkedLines(path, own);
  const { username: who } = userInfo();
  const entry = { number: last + 1, at: new Date().toISOString(), who, host: hostname(), ...opening };
  const line = JSON.stringify({ ...entry, mark: mark(own, entry) });
  const descriptor = openSync(path, "a", 0o600);
  try {
    writeSync(descriptor, `${line}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The number of the last line. Two openings at once may take the same number. */
function checkedLines(path: string, key: Uint8Array): number {
  if (!existsSync(path)) return 0;
  let last = 0;
  for (const [i, line] of readFileSync(path, "utf8").split("\n").slice(0, -1).entries()) {
    const number = numberOf(line, key);
    if (number === undefined || (number !== last && number !== last + 1)) {
      throw new Error(
        `${path} was changed at line ${i + 1}: it is no longer what shoplens wrote there. Nothing is revealed while it is so; ` +
          "find out who changed it, and keep the file elsewhere to go on with a new one",
      );
    }
    last = number;
  }
  return last;
}

function numberOf(line: string, key: Uint8Array): number | undefined {
  try {
    const { mark: written, ...entry } = JSON.parse(line) as Opening & { number: number; mark: string };
    const expected = Buffer.from(mark(key, entry), "hex");
    const given = Buffer.from(String(written), "hex");
    return given.length === expected.length && timingSafeEqual(given, expected) ? entry.number : undefined;
  } catch {
    return undefined;
  }
}

const mark = (key: Uint8Array, entry: object) => createHmac("sha256", key).update(JSON.stringify(entry)).digest("hex");
