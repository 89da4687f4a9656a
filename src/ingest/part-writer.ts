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
  write(records: Buffer): Promise<void>;
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

const PART = 16 << 20; // bytes

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
      for (let at = 0; at < records.length; ) at += writeSync(file.descriptor, records, at); // a disk that fills takes a part
      written += records.length;
      if (written >= PART) await handOn(file);
    },
    async end(): Promise<void> {
      if (file) await handOn(file);
      await loading;
    },
    async close(): Promise<void> {
      await loading.catch(() => undefined);
      file?.close();
    },
  };
}
