import { bytes, float32, int32, type ModelFiles } from "../model-file.js";
import type { Affinity } from "./affinity.js";

/** An affinity as three files whose names begin with `name`. */
export function affinityFiles(name: string, rows: Affinity): ModelFiles {
  return {
    [`${name}.starts.bin`]: bytes(rows.starts),
    [`${name}.neighbour.bin`]: bytes(rows.neighbour),
    [`${name}.weight.bin`]: bytes(rows.weight),
  };
}

/** The affinity that `affinityFiles(name, …)` wrote. @throws when a file is missing or cut short. */
export function loadAffinity(files: ModelFiles, name: string, items: number): Affinity {
  const starts = int32(files, `${name}.starts.bin`, items + 1);
  const cells = starts[items] ?? 0;
  return {
    items,
    starts,
    neighbour: int32(files, `${name}.neighbour.bin`, cells),
    weight: float32(files, `${name}.weight.bin`, cells),
  };
}
