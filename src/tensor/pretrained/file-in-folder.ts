import { readFile, stat } from "node:fs/promises";
import { BadTensorFile } from "../bad-tensor-file.js";

/** Whether anything is there. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Null where there is no such file. @throws {BadTensorFile} for one that cannot be read */
export async function bytesAt(path: string): Promise<Uint8Array | null> {
  if (!(await isThere(path))) return null;
  return readFile(path).catch((error: Error) => {
    throw new BadTensorFile(`${path} cannot be read: ${error.message}.`);
  });
}
