import { writeSync } from "node:fs";
import { join } from "node:path";
import { type NamelessFile, namelessFile } from "./nameless-file.js";

/** Whole records of the clean copy, in a file of their own. */
export interface CleanPart {
  readonly file: string;
  /** From 0. */
  readonly place: number;
  /** [fields] 1 where a field may have spaces around it. */
  readonly padded: Uint8Array;
}

export interface PartWriter {
  /** @param groupEnds where in the records a part may end; without them, it ends at the end of any of what is written */
  write(records: Buffer, groupEnds?: readonly number[]): Promise<void>;
  /** Hands the last part on, an empty first one too, and waits until all are read. */
  end(): Promise<void>;
  /** Leaves no file behind and nothing under way, whatever happened. */
  close(): Promise<void>;
}

interface Handing {
  /** Where the parts stand while they are read. */
  readonly temporaryFolder: string;
  /** Reads a part; it is taken away afterwards. */
  readonly load: (part: CleanPart) => Promise<void>;
}

const PART = 4 << 20; // bytes: what is read after all is written, no more of it than takes some hundredths of a second
const LONGEST_PART = 16 * PART; // where groups are larger than a part

/**
 * Writes a clean copy in parts, and hands each on while the next is being written, so that at most two stand on the disk.
 *
 * @param padded [fields] 1 where a field may have spaces around it, by the time a part is handed on
 */
export function partWriter({ temporaryFolder, load }: Handing, padded: Uint8Array): PartWriter {
  let place = 0;
  let written = 0;
  let file: NamelessFile | undefined;
  let loading: Promise<void> = Promise.resolve();

  async function handOn(): Promise<void> {
    const part = file;
    if (!part) return;
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

  function append(records: Buffer): void {
    if (records.length === 0 && place > 0) return;
    file ??= namelessFile(join(temporaryFolder, `${process.pid}-clean-${place}.part`));
    for (let at = 0; at < records.length; ) at += writeSync(file.descriptor, records, at); // a disk that fills takes a part
    written += records.length;
  }

  return {
    async write(records: Buffer, groupEnds?: readonly number[]): Promise<void> {
      let from = 0;
      for (const end of groupEnds ?? []) {
        append(records.subarray(from, end));
        from = end;
        if (place === 0 || written >= PART) await handOn(); // soon there is something to read while the next is written
      }
      append(records.subarray(from));
      if (written >= (groupEnds ? LONGEST_PART : PART)) await handOn();
    },
    async end(): Promise<void> {
      await handOn();
      await loading;
    },
    async close(): Promise<void> {
      await loading.catch(() => undefined);
      file?.close();
    },
  };
}
