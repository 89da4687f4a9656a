import type { ShopFacts } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { formats } from "./formats/formats.js";
import type { Given } from "./given.js";
import { draftMapping, type MappingDraft } from "./mapping/draft-mapping.js";
import { readRecognised } from "./read-recognised.js";
import type { ReadOptions } from "./read-source.js";
import { prepareFormats } from "./stage-file.js";
import { UnknownFormat } from "./unknown-format.js";
import { givenIn } from "./unpack/given-in.js";
import { UnreadableFile } from "./unreadable-file.js";

/**
 * A mapping drafted for a file: of several tables in it, for the first that no format knows, else for the first. Nothing
 * of it is loaded.
 *
 * @throws {UnreadableFile} when it is no table, or its columns have no names
 */
export async function draftOfFile(
  warehouse: Warehouse,
  path: string,
  options: ReadOptions & { readonly facts: ShopFacts; readonly queries?: readonly string[] | undefined },
): Promise<MappingDraft> {
  await prepareFormats(warehouse, options.facts);
  let first: MappingDraft | undefined;
  let why: UnreadableFile | undefined;
  for await (const found of givenIn([path], options)) {
    try {
      if ("error" in found) throw found.error;
      first ??= await draftOfKnown(warehouse, found.given, options);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      if (error instanceof UnknownFormat && error.draft) return error.draft;
      why ??= error;
    }
  }
  if (first) return first;
  throw why instanceof UnknownFormat
    ? new UnreadableFile(`${path} begins with data; expected a first line of column names`)
    : (why ?? new UnreadableFile(`${path} holds no table`));
}

async function draftOfKnown(
  warehouse: Warehouse,
  given: Given,
  options: ReadOptions,
): Promise<MappingDraft | undefined> {
  const { source } = await readRecognised(warehouse, given, { ...options, formats });
  return draftMapping(warehouse, source);
}
