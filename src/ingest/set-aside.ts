import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a file is called until the transaction that it belongs to is in. */
export const PART = ".part";

export function finishPart(part: string): void {
  renameSync(part, part.slice(0, -PART.length));
}

/** After a killed load: a file whose load is in the warehouse is finished, any other is taken away. */
export async function recoverParts(folder: string, isKnown: (loadId: number) => Promise<boolean>): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((name) => name.endsWith(PART))) {
    const path = join(folder, name);
    if (await isKnown(Number(/^load-(\d+)/.exec(name)?.[1] ?? -1))) finishPart(path);
    else rmSync(path, { force: true });
  }
}
