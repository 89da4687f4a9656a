import { closeSync, openSync, readSync, statSync } from "node:fs";

const SIGNATURES = new Set(["504b0304", "504b0506", "504b0708"]); // of a file within it, of its end, of a split one

/** @param first the first bytes of a file */
export const isZip = (first: Buffer) => SIGNATURES.has(first.toString("hex", 0, 4));

/** False too for what cannot be read, of which its reader tells. */
export function isZipFile(disk: string): boolean {
  const first = Buffer.alloc(4);
  try {
    if (!statSync(disk).isFile()) return false; // opening a pipe would wait for its writer
    const descriptor = openSync(disk, "r");
    try {
      readSync(descriptor, first);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
  return isZip(first);
}
