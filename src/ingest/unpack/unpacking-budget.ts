import { SpoiledArchive } from "../spoiled-archive.js";

/** How much a packed file may still unpack to, with all that is packed within it. */
export interface UnpackingBudget {
  readonly isSpent: boolean;
  /** @throws {SpoiledArchive} when `path` says that it unpacks to more than is left. */
  check(bytes: number, path: string): void;
  /** @throws {SpoiledArchive} when `path`, or what was unpacked before, is too much. */
  spend(bytes: number, path: string): void;
}

const MIB = 1 << 20;
const FREE = 64 * MIB; // however little it was packed to
const MOST_TIMES = 200; // real exports unpack to 5 to 40 times their size; deflate cannot pass 1032
const MOST = 32 * 1024 * MIB;

/**
 * A guard against files made to fill a machine. The limit follows from the bytes on the disk, not from each packed part,
 * so that parts that overlap or are packed twice share it.
 *
 * @param packed bytes of the file on the disk
 */
export function unpackingBudget(packed: number): UnpackingBudget {
  const limit = Math.min(FREE + MOST_TIMES * packed, MOST);
  let spent = 0;
  return {
    get isSpent() {
      return spent > limit;
    },
    check(bytes, path) {
      if (spent + bytes > limit) throw tooMuch(path, limit);
    },
    spend(bytes, path) {
      spent += bytes;
      if (spent > limit) throw tooMuch(path, limit);
    },
  };
}

function tooMuch(path: string, limit: number): SpoiledArchive {
  const bound = limit === MOST ? "more than is read of one file" : `more than ${MOST_TIMES} times what is packed`;
  return new SpoiledArchive(
    `${path} unpacks to more than ${Math.floor(limit / MIB)} MiB, ${bound}: it may be made to fill the disk. ` +
      "If you trust it, unpack it yourself and load what comes out",
  );
}
