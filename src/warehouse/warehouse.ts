import type { Table } from "#table/table.js";

/** Where the shop's history lives. One engine today; whatever answers these five is another. */
export interface Warehouse {
  /** Runs one query; its columns arrive as typed arrays, without an object a row. */
  query(sql: string, parameters?: Parameters): Promise<Table>;
  /** Runs statements that return nothing; answers how many rows the last one changed. */
  execute(sql: string, parameters?: Parameters): Promise<number>;
  /** Adds the rows of `table` to the warehouse table `name`, whose columns have the same names and order. */
  append(name: string, table: Table): Promise<void>;
  /** Gives back the memory that would make the next query quicker: something else needs it now. */
  rest(): Promise<void>;
  close(): void;
}

/** Named parameters, `$name` in the SQL; those the SQL does not name are left out. */
export type Parameters = Readonly<Record<string, string | number>>;

/** Runs `work` as a whole: either all of it is in the warehouse afterwards, or none. */
export async function transaction<T>(warehouse: Warehouse, work: () => Promise<T>): Promise<T> {
  await warehouse.execute("begin transaction");
  try {
    const result = await work();
    await warehouse.execute("commit");
    return result;
  } catch (error) {
    await warehouse.execute("rollback").catch(() => undefined); // a failed commit has rolled back already
    throw error;
  }
}
