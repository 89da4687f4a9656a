import { existsSync } from "node:fs";
import { draftOfFile } from "#ingest/draft-of-file.js";
import type { MappingDraft as Draft } from "#ingest/mapping/draft-mapping.js";
import { mappingText } from "#ingest/mapping/mapping-text.js";
import { shownAddress } from "#warehouse/postgres/postgres-address.js";
import type { IngestIntoOptions } from "./ingest-into.js";
import type { Shop } from "./shop.js";
import { writeAside } from "./shop-config.js";

export type MappingDraft = Draft;

/**
 * Drafts a mapping for a file and writes it down at `to`; nothing is loaded, and no file is written over.
 *
 * @throws {Error} when the file is no table, or `to` is there already
 */
export async function draftMap(
  shop: Shop,
  file: string,
  to: string,
  { progress = () => undefined, signal = new AbortController().signal, encoding, queries }: IngestIntoOptions,
): Promise<MappingDraft> {
  if (existsSync(to)) throw new Error(`${to} exists already; expected the name of a file to be made`);
  const draft = await draftOfFile(shop.warehouse, file, {
    progress: (share) => progress(share, `reading ${shownAddress(file)}`),
    signal,
    encoding,
    queries,
    facts: await shop.facts(),
    temporaryFolder: shop.temporary,
  });
  writeAside(to, mappingText(draft.mapping));
  return draft;
}
