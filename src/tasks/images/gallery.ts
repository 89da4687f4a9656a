import { createHash } from "node:crypto";
import { pictureSize } from "#image/decode-picture.js";
import { decodedPictures } from "#image/decoded-pictures.js";
import { pictureForm } from "#image/picture-form.js";
import { type PictureForm, type Pictures, picturesAt } from "#image/pictures.js";
import { type PictureStore, storePictures } from "#image/store-pictures.js";
import { UnreadablePicture } from "#image/unreadable-picture.js";
import type { LabelledPictures } from "#models/image/image-classifier.js";
import type { Context } from "../task.js";
import { type PictureRow, pictureRows } from "./picture-rows.js";

/** The pictures of a shop or a data set, decoded; those that cannot be are named and left out. */
export interface Gallery {
  /** Those that could be decoded, in their order; row for row the store's. */
  readonly pictures: readonly PictureRow[];
  readonly store: PictureStore;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

const LOOKED_AT = 100;

/**
 * Opens all pictures of a context, in the form that suits them.
 *
 * @throws {RangeError} when there are none
 */
export async function openGallery(
  context: Context,
  options: { signal: AbortSignal; progress?: (share: number) => void; form?: PictureForm },
): Promise<Gallery> {
  const rows = pictureRows(await context.read("pictures"));
  options.signal.throwIfAborted();
  if (!context.pictures || rows.length === 0)
    throw new RangeError("images needs at least 20 pictures of two classes or more to learn from, got none");
  const files = rows.map(({ file }) => file);
  const form = options.form ?? pictureForm(await sizesOf(context, files));
  const { progress } = options;
  const store = await storePictures(context.pictures(files), form, {
    signal: options.signal,
    ...(progress && { progress: (done) => progress(done / rows.length) }),
  });
  const readable = rows.filter((_, at) => store.rowOf[at]! >= 0);
  const decoded: Pictures["decoded"] = (asked, wanted) =>
    decodedPictures(context.pictures!(Array.from(asked, (row) => readable[row]!.file)), wanted);
  return {
    pictures: readable,
    store: { ...store, decoded },
    refused: store.refused.map(({ name, reason }) => ({ name, reason })),
  };
}

/** Of at most a hundred pictures that can be read, evenly spread. */
async function sizesOf(context: Context, files: readonly string[]) {
  const some = files.filter((_, at) => at % Math.ceil(files.length / LOOKED_AT) === 0);
  const sizes: Awaited<ReturnType<typeof pictureSize>>[] = [];
  for await (const { name, bytes } of context.pictures!(some)) {
    if (bytes instanceof UnreadablePicture) continue;
    try {
      sizes.push(await pictureSize(bytes, name));
    } catch (error) {
      if (!(error instanceof UnreadablePicture)) throw error;
    }
  }
  return sizes;
}

/** Those at some places, with what they show. */
export function labelledAt(
  store: Pictures,
  places: Int32Array,
  { label, classes }: { label: Int32Array; classes: number },
): LabelledPictures {
  return { pictures: picturesAt(store, places), label: Int32Array.from(places, (at) => label[at]!), classes };
}

/** Tells these pictures and what is learned of them from others: a training that goes on must be of the same. */
export function fingerprintOf({ pictures, store }: Gallery, seed: number): string {
  const known = pictures.map(({ file, label, part }) => [file, label, part]);
  return createHash("sha256")
    .update(JSON.stringify([store.form, seed, known]))
    .digest("hex")
    .slice(0, 16);
}
