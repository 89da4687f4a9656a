import sharp from "sharp";
import { decodePicture } from "./decode-picture.js";
import { type PictureForm, type Pictures, picturePixels } from "./pictures.js";
import type { EncodedPicture } from "./store-pictures.js";
import { UnreadablePicture } from "./unreadable-picture.js";

/**
 * Pictures that were decoded before, once more in another form.
 *
 * @returns [pictures, side, side, channels]
 * @throws {UnreadablePicture} for one that has changed since so that it cannot be read any more
 */
export async function decodedPictures(encoded: AsyncIterable<EncodedPicture>, form: PictureForm): Promise<Uint8Array> {
  const found: Uint8Array[] = [];
  for await (const { name, bytes } of encoded) {
    if (bytes instanceof UnreadablePicture) throw bytes;
    found.push(await decodePicture(bytes, name, form));
  }
  return Buffer.concat(found);
}

/** Some pictures of a set in another form: from what they came as where that is at hand, else from their pixels. */
export async function picturesInForm(pictures: Pictures, rows: Int32Array, form: PictureForm): Promise<Uint8Array> {
  if (pictures.decoded) return pictures.decoded(rows, form);
  const { side, channels } = pictures.form;
  const size = picturePixels(pictures.form);
  const pixels = new Uint8Array(rows.length * size);
  pictures.read(rows, pixels);
  const found = Array.from(rows, (_, at) =>
    sharp(pixels.subarray(at * size, (at + 1) * size), { raw: { width: side, height: side, channels } })
      .toColourspace(form.channels === 1 ? "b-w" : "srgb")
      .resize(form.side, form.side, { kernel: "cubic" })
      .removeAlpha()
      .raw({ depth: "uchar" })
      .toBuffer(),
  );
  return Buffer.concat(await Promise.all(found));
}
