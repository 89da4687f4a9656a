import type { Warehouse } from "#warehouse/warehouse.js";
import { detectFormat, type Headed, type Recognised } from "./detect-format.js";
import type { Format } from "./format.js";
import type { Given } from "./given.js";
import { draftMapping } from "./mapping/draft-mapping.js";
import type { ReadOptions, Source } from "./read-source.js";
import { UnknownFormat } from "./unknown-format.js";

export interface RecognisingOptions extends ReadOptions {
  readonly formats: readonly Format[];
  /** Name of the format; absent: detected. */
  readonly wanted?: string;
}

/**
 * Reads a table into `raw` and tells what it is.
 *
 * @throws {UnknownFormat} with a draft of the mapping that would make it known, unless its format was named
 */
export async function readRecognised(
  warehouse: Warehouse,
  given: Given,
  options: RecognisingOptions,
): Promise<{ source: Source; recognised: Recognised }> {
  const { formats, wanted } = options;
  const recognise = (headed: Headed) => detectFormat(headed, formats, wanted);
  let source: Source | undefined;
  try {
    source = await given.read(warehouse, { ...options, recognise });
    return { source, recognised: recognise(source) };
  } catch (error) {
    if (!(error instanceof UnknownFormat) || wanted !== undefined) throw error;
    const draft = await draftMapping(warehouse, source ?? (await readAnyway(warehouse, given, error, options)));
    throw new UnknownFormat(error.message, error.headers, draft);
  }
}

/** A sheet is not read before its header is known: this time what was the likeliest is one. */
function readAnyway(warehouse: Warehouse, given: Given, unknown: UnknownFormat, options: ReadOptions): Promise<Source> {
  const format: Format = { ...nothing, rest: "all" };
  return given.read(warehouse, {
    ...options,
    recognise({ columns }) {
      if (columns.map(({ header }) => header).join("\n") !== unknown.headers.join("\n")) throw unknown;
      return { format, columns: new Map() };
    },
  });
}

const nothing: Format = {
  name: "",
  title: "",
  origin: "shop",
  rows: "alone",
  fields: {},
  required: [],
  steps: [],
  tables: {},
};
