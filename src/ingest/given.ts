import type { Warehouse } from "#warehouse/warehouse.js";
import type { Headed, Recognised } from "./detect-format.js";
import { type ReadOptions, readSource, type Source } from "./read-source.js";
import type { SourceFile } from "./source-file.js";

/** One table on its way in, which knows how it is read: each kind of source has its own. */
export interface Given {
  /** As people are told of it. */
  readonly path: string;
  /** @throws {UnreadableFile} when it is no table. */
  read(warehouse: Warehouse, options: GivenOptions): Promise<Source>;
}

export interface GivenOptions extends ReadOptions {
  /** @throws {UnreadableFile} when the columns are those of no known format. */
  readonly recognise: (headed: Headed) => Recognised;
}

export function givenFile(file: SourceFile): Given {
  return { path: file.path, read: (warehouse, options) => readSource(warehouse, file, options) };
}
