import { linkSync, renameSync, unlinkSync } from "node:fs";

/**
 * Gives a finished file its name unless something has that name already: whole or not at all, and never in place of
 * what another process put there meanwhile. Answers whether it did; the part is gone either way.
 */
export function putInPlace(part: string, path: string): boolean {
  try {
    linkSync(part, path); // unlike a rename, it refuses a name that is taken
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      unlinkSync(part);
      return false;
    }
    renameSync(part, path); // a file system without links
    return true;
  }
  unlinkSync(part);
  return true;
}
