import type { Warehouse } from "./warehouse.js";

/**
 * Statements that run while `work` does look up rows of the left side of a join in its right side, as it is written. DuckDB would choose
 * by how many rows it thinks a table has, and of a table that was filled in the same transaction it thinks it has none.
 */
export async function joinedAsWritten<T>(warehouse: Warehouse, work: () => Promise<T>): Promise<T> {
  await warehouse.execute("set disabled_optimizers = 'build_side_probe_side'");
  try {
    return await work();
  } finally {
    await warehouse.execute("set disabled_optimizers = ''");
  }
}
