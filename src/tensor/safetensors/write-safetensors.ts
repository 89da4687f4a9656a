import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { StoredTensor } from "../stored-tensor.js";
import { safetensorsParts } from "./safetensors-parts.js";

/**
 * Writes tensors to a safetensors file, aside and then renamed: whoever opens `path` finds the old file or the whole new one. A folder that is
 * not there is made.
 *
 * @param metadata texts about the tensors, such as how they were trained
 * @throws {BadTensorFile} see `safetensorsParts`
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const parts = safetensorsParts(tensors, metadata);
  const aside = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(aside, "w");
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
