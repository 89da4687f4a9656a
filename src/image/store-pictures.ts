import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodePicture } from "./decode-picture.js";
import { checkedRow, type PictureForm, type Pictures, picturePixels } from "./pictures.js";
import { UnreadablePicture } from "./unreadable-picture.js";

/** A picture as it came. */
export interface EncodedPicture {
  readonly name: string;
  /** What is known to be wrong with it before it is looked at, such as a file that is not there. */
  readonly bytes: Uint8Array | UnreadablePicture;
}

export interface RefusedPicture {
  /** Its place among those that came. */
  readonly at: number;
  readonly name: string;
  readonly reason: string;
}

/** Decoded pictures on disk: memory holds only those that are being looked at. */
export interface PictureStore extends Pictures {
  /** [came] the row of each picture that came, −1 where it was refused. */
  readonly rowOf: Int32Array;
  readonly refused: readonly RefusedPicture[];
  close(): void;
}

export interface StoreOptions {
  readonly signal: AbortSignal;
  /** Told how many pictures are done. */
  readonly progress?: (done: number) => void;
}

const AT_ONCE = 4;
const FLUSH_BYTES = 4 * 1024 * 1024;

/**
 * Decodes pictures one after the other into a file without a name, which the system takes back when the store is closed or the process
 * ends, however it ends. What cannot be decoded is named with its reason, and the rest goes on.
 */
export async function storePictures(
  encoded: AsyncIterable<EncodedPicture> | Iterable<EncodedPicture>,
  form: PictureForm,
  { signal, progress }: StoreOptions,
): Promise<PictureStore> {
  const file = namelessFile();
  try {
    const { rowOf, refused } = await filled(file, encoded, { form, signal, ...(progress && { progress }) });
    return storeOf(file, { form, rowOf: Int32Array.from(rowOf), refused });
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function namelessFile(): number {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-pictures-"));
  const file = openSync(join(folder, "pictures"), "w+");
  rmSync(folder, { recursive: true });
  return file;
}

interface Filling extends StoreOptions {
  readonly form: PictureForm;
}

async function filled(
  file: number,
  encoded: AsyncIterable<EncodedPicture> | Iterable<EncodedPicture>,
  { form, signal, progress }: Filling,
) {
  const rowOf: number[] = [];
  const refused: RefusedPicture[] = [];
  const out = writer(file, picturePixels(form));
  const underWay: Promise<Uint8Array | RefusedPicture>[] = [];
  let came = 0;
  const settle = async (most: number) => {
    while (underWay.length > most) {
      const one = await underWay.shift()!;
      if (one instanceof Uint8Array) rowOf.push(out.add(one));
      else {
        rowOf.push(-1);
        refused.push(one);
      }
      progress?.(rowOf.length);
    }
  };
  try {
    for await (const picture of encoded) {
      signal.throwIfAborted();
      underWay.push(decoded(picture, came, form));
      came += 1;
      await settle(AT_ONCE - 1);
    }
    await settle(0);
  } finally {
    await Promise.allSettled(underWay);
  }
  out.end();
  return { rowOf, refused };
}

async function decoded(
  { name, bytes }: EncodedPicture,
  at: number,
  form: PictureForm,
): Promise<Uint8Array | RefusedPicture> {
  try {
    if (bytes instanceof UnreadablePicture) throw bytes;
    return await decodePicture(bytes, name, form);
  } catch (error) {
    if (error instanceof UnreadablePicture) return { at, name, reason: error.message };
    throw error;
  }
}

/** Rows of equal size, written some megabytes at a time. */
function writer(file: number, size: number) {
  const buffer = new Uint8Array(Math.max(1, Math.floor(FLUSH_BYTES / size)) * size);
  let [rows, held] = [0, 0];
  const flush = () => {
    for (let from = 0; from < held; ) from += writeSync(file, buffer, from, held - from);
    held = 0;
  };
  return {
    add(pixels: Uint8Array): number {
      buffer.set(pixels, held);
      held += size;
      if (held === buffer.length) flush();
      rows += 1;
      return rows - 1;
    },
    end: flush,
  };
}

function storeOf(
  file: number,
  { form, rowOf, refused }: { form: PictureForm; rowOf: Int32Array; refused: readonly RefusedPicture[] },
): PictureStore {
  const size = picturePixels(form);
  const count = rowOf.length - refused.length;
  let isOpen = true;
  return {
    ...{ count, form, rowOf, refused },
    read(rows, into) {
      for (let at = 0; at < rows.length; at++) {
        const row = checkedRow(rows[at]!, count);
        const read = readSync(file, into, at * size, size, row * size);
        if (read !== size) throw new Error(`the store of pictures was cut short at picture ${row}`);
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      ftruncateSync(file, 0);
      closeSync(file);
    },
  };
}
