import { writeSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "./dialect.js";
import { type NamelessFile, namelessFile } from "./nameless-file.js";
import type { SourceBytes } from "./source-bytes.js";
import { type Malformed, recordSplitter } from "./split-records.js";
import { UnreadableFile } from "./unreadable-file.js";

/** Whole records of the clean copy, in a file of their own. */
export interface CleanPart {
  readonly file: string;
  /** From 0. */
  readonly place: number;
  /** [fields] 1 where a field may have spaces around it. */
  readonly padded: Uint8Array;
}

interface Copying {
  readonly path: string;
  /** The file's first bytes; `skip` of them are its header. */
  readonly first: Buffer;
  readonly skip: number;
  readonly bytes: SourceBytes;
  readonly dialect: Dialect;
  /** Where the parts stand while they are read. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
  /** Reads a part; it is taken away afterwards. */
  readonly load: (part: CleanPart) => Promise<void>;
}

const PART = 16 << 20; // bytes
const MOST_MALFORMED = 200_000; // beyond it, and half of all lines, the file is no table

/**
 * Writes the clean copy of a text file in parts, and hands each on while the next is being written, so that at most two
 * stand on the disk. Answers the lines that are no records.
 *
 * @throws {UnreadableFile} when most lines are none.
 */
export async function copyClean(copying: Copying): Promise<readonly Malformed[]> {
  const { path, first, skip, bytes, dialect, signal } = copying;
  const malformed: Malformed[] = [];
  const splitter = recordSplitter(dialect, (line) => {
    malformed.push(line);
    if (malformed.length >= MOST_MALFORMED && malformed.length > splitter.records) {
      throw new UnreadableFile(
        `${path} is no table: most of its lines cannot be read (line ${line.line}: ${line.reason})`,
      );
    }
  });
  const parts = partWriter(copying, splitter.padded);
  try {
    await parts.write(splitter.push(first.subarray(skip)));
    for await (const chunk of bytes.chunks) {
      signal.throwIfAborted();
      await parts.write(splitter.push(chunk));
    }
    await parts.write(splitter.end());
    await parts.end();
  } finally {
    await parts.close();
  }
  return malformed;
}

function partWriter({ temporaryFolder, load }: Copying, padded: Uint8Array) {
  let place = 0;
  let written = 0;
  let file: NamelessFile | undefined;
  let loading: Promise<void> = Promise.resolve();

  async function handOn(part: NamelessFile): Promise<void> {
    file = undefined;
    await loading.catch((error) => {
      part.close();
      throw error;
    });
    loading = load({ file: part.path, place, padded: padded.slice() }).finally(() => part.close());
    loading.catch(() => undefined); // told where it is awaited
    place += 1;
    written = 0;
  }

  return {
    async write(records: Buffer): Promise<void> {
      file ??= namelessFile(join(temporaryFolder, `${process.pid}-clean-${place}.part`));
      writeSync(file.descriptor, records);
      written += records.length;
      if (written >= PART) await handOn(file);
    },
    /** Hands the last part on, an empty first one too, and waits until all are read. */
    async end(): Promise<void> {
      if (file) await handOn(file);
      await loading;
    },
    /** Leaves no file behind and nothing under way, whatever happened. */
    async close(): Promise<void> {
      await loading.catch(() => undefined);
      file?.close();
    },
  };
}
