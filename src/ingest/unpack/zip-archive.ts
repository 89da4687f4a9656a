import { pipeline, type Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { UnreadableFile } from "../unreadable-file.js";
import { entryName, leadsOutside, shownName } from "./entry-name.js";
import type { UnpackingBudget } from "./unpacking-budget.js";

/** A zip on the disk. Nothing of it is written anywhere: its files are read as streams. */
export interface ZipArchive {
  /** Files, in the archive's order. */
  readonly entries: readonly ZipEntry[];
  close(): void;
}

export interface ZipEntry {
  /** With slashes. */
  readonly name: string;
  /** As people are told of it. */
  readonly path: string;
  /** Unpacked, as the archive declares it. */
  readonly bytes: number;
  /**
   * @param progress told the share read
   * @throws {UnreadableFile} when it is damaged.
   */
  read(progress?: (share: number) => void): AsyncGenerator<Buffer>;
}

const CHUNK = 1 << 18;
const MOST_ENTRIES = 10_000;
const DEFLATED = 8;
const STORED = 0;
const UNIX = new Set([3, 19]); // systems whose file modes an archive keeps
const LINK = 0o120000;
const KIND = 0o170000;

/**
 * Opens a zip and judges it by its directory, before anything is unpacked: one that could do harm is refused whole.
 *
 * @param disk where it lies
 * @param path as people are told of it
 * @throws {UnreadableFile} when it is damaged, locked, or made to do harm.
 */
export async function openZip(disk: string, path: string, budget: UnpackingBudget): Promise<ZipArchive> {
  const zip = await openPromise(disk, { autoClose: false, decodeStrings: false }).catch((error: Error) => {
    throw damaged(path, error.message);
  });
  try {
    const entries: ZipEntry[] = [];
    let declared = 0;
    for await (const entry of entriesOf(zip, path)) {
      const name = entryName(entry);
      const problem = entries.length === MOST_ENTRIES ? tooMany : problemOf(entry, name);
      if (problem) throw new UnreadableFile(`${path} ${problem}`);
      declared += entry.uncompressedSize;
      budget.check(declared, path);
      if (!name.endsWith("/")) entries.push(entryIn(zip, entry, { name, path: `${path}#${shownName(name)}`, budget }));
    }
    return { entries, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function* entriesOf(zip: ZipFile, path: string): AsyncGenerator<Entry> {
  const entries = zip.eachEntry();
  for (;;) {
    const next = await entries.next().catch((error: Error) => {
      throw damaged(path, error.message);
    });
    if (next.done) return;
    yield next.value;
  }
}

const damaged = (path: string, why: string) =>
  new UnreadableFile(`${path} is a damaged or incomplete zip archive (${why}): download or copy it again`);

const damagedWithin = (path: string, why: string) =>
  new UnreadableFile(`${path} is damaged within its archive (${why}): download or copy the archive again`);

const tooMany = `holds more than ${MOST_ENTRIES} files: unpack it yourself and load those that matter`;

/** Why nothing of an archive with this entry is read; continues the sentence "ARCHIVE …". */
function problemOf(entry: Entry, name: string): string | undefined {
  const shown = shownName(name);
  if (leadsOutside(name))
    return `holds a file named "${shown}", which leads out of the archive: nothing of it is loaded. Pack the files again from one folder`;
  if (UNIX.has(entry.versionMadeBy >> 8) && ((entry.externalFileAttributes >>> 16) & KIND) === LINK)
    return `holds a link, "${shown}", in the place of a file: nothing of it is loaded. Pack what it points to`;
  if (entry.isEncrypted())
    return `is locked with a password ("${shown}" is encrypted): unpack it with the password and load what comes out`;
  if (entry.compressionMethod !== DEFLATED && entry.compressionMethod !== STORED)
    return `is packed in a way that is not read here ("${shown}", method ${entry.compressionMethod}): pack it as an ordinary zip`;
  return undefined;
}

interface Placed {
  readonly name: string;
  readonly path: string;
  readonly budget: UnpackingBudget;
}

function entryIn(zip: ZipFile, entry: Entry, { name, path, budget }: Placed): ZipEntry {
  async function* read(progress?: (share: number) => void): AsyncGenerator<Buffer> {
    let checksum = 0;
    let bytes = 0;
    try {
      const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
      for await (const chunk of inflated(packed, entry)) {
        budget.spend(chunk.length, path);
        checksum = crc32(chunk, checksum);
        bytes += chunk.length;
        if (bytes > entry.uncompressedSize) break; // and say so below
        progress?.(Math.min(bytes / entry.uncompressedSize, 1));
        yield chunk;
      }
    } catch (error) {
      throw error instanceof UnreadableFile ? error : damagedWithin(path, (error as Error).message);
    }
    if (bytes !== entry.uncompressedSize)
      throw damagedWithin(path, `it says ${entry.uncompressedSize} bytes, and holds ${bytes}`);
    if (checksum !== entry.crc32) throw damagedWithin(path, "its checksum is another");
  }
  return { name, path, bytes: entry.uncompressedSize, read };
}

function inflated(packed: Readable, { compressionMethod }: Entry): AsyncIterable<Buffer> {
  if (compressionMethod === STORED) return packed;
  return pipeline(packed, createInflateRaw({ chunkSize: CHUNK }), () => undefined); // errors reach the loop
}
