import type { Dialect } from "./dialect.js";
import { malformedLines } from "./malformed-lines.js";
import { type CleanPart, partWriter } from "./part-writer.js";
import type { SourceBytes } from "./source-bytes.js";
import { type Malformed, recordSplitter } from "./split-records.js";

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

/**
 * Writes the clean copy of a text file in parts, and hands each on while the next is being written, so that at most two
 * stand on the disk. Answers the lines that are no records.
 *
 * @throws {UnreadableFile} when most lines are none.
 */
export async function copyClean(copying: Copying): Promise<readonly Malformed[]> {
  const { path, first, skip, bytes, dialect, signal } = copying;
  const malformed = malformedLines(path, () => splitter.records);
  const splitter = recordSplitter(dialect, malformed.add);
  const parts = partWriter(copying, splitter.padded);
  try {
    await parts.write(splitter.push(first.subarray(skip)), splitter.groupEnds);
    for await (const chunk of bytes.chunks) {
      signal.throwIfAborted();
      await parts.write(splitter.push(chunk), splitter.groupEnds);
    }
    await parts.write(splitter.end(), splitter.groupEnds);
    await parts.end();
  } finally {
    await parts.close();
  }
  return malformed.lines;
}
