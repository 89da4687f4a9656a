import { type FileReport, formatNames, ingest } from "#ingest/ingest.js";
import { readMapping } from "#ingest/mapping/read-mapping.js";
import type { Progress } from "#tasks/task.js";
import { FullDisk, isFullDisk } from "./full-disk.js";
import { rememberFolders } from "./picture-folders.js";
import { paths, type Shop } from "./shop.js";
import { decisionsOf, readConfig } from "./shop-config.js";
import { shopKey } from "./shop-key.js";

export type IngestReport = FileReport;

/** What `format` may name. */
export const knownFormats = formatNames();

export interface IngestIntoOptions {
  /** Name of the format of every file; absent: each is detected. */
  readonly format?: string;
  /** Files of mappings: formats of the shop's own, tried before those that come with Shoplens. */
  readonly map?: readonly string[];
  /** What is asked of a database, where one is a source; absent: what the mappings say. */
  readonly queries?: readonly string[];
  /** What every file is written in, as TextDecoder names it; absent: told from the bytes of each. */
  readonly encoding?: string | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Loads files into a shop; afterwards its views know what the data decided. */
export async function ingestInto(
  shop: Shop,
  files: readonly string[],
  options: IngestIntoOptions = {},
): Promise<IngestReport[]> {
  const facts = await shop.facts();
  let doing = "";
  const { progress } = options;
  const reports = await ingest(shop.warehouse, files, {
    signal: new AbortController().signal,
    ...options,
    progress(share, said) {
      doing = said;
      progress?.(share, said);
    },
    mappings: options.map?.map(readMapping),
    facts,
    identity: decisionsOf(readConfig(shop.folder)),
    quarantineFolder: paths(shop.folder).quarantine,
    vaultFolder: paths(shop.folder).vault,
    shopKey: () => shopKey(shop.folder),
    temporaryFolder: shop.temporary,
  }).catch((error: unknown) => {
    if (!isFullDisk(error)) throw error;
    const { message } = error as Error;
    throw new FullDisk(
      `the disk of ${shop.folder} is full (while ${doing}: ${message.split("\n")[0]}): nothing was loaded; free some space and load again`,
    );
  });
  if (!options.signal?.aborted) await rememberFolders(shop, files);
  const now = options.signal?.aborted ? facts : await shop.facts(); // too late to stop: what is loaded is loaded, and its report is due
  if (now.currency !== facts.currency) await shop.prepare(now);
  return reports;
}
