import { picturePixels } from "#image/pictures.js";
import { type Heat, pngOfPixels } from "#image/png-of-pixels.js";
import type { Shown } from "./answer.js";
import type { Gallery } from "./gallery.js";

const SIZE = 96;

/** A picture of the gallery as an answer shows it, with what is to be marked drawn over it. */
export async function shownAt(
  { pictures, store }: Pick<Gallery, "pictures" | "store">,
  at: number,
  heat?: Heat,
): Promise<Shown> {
  const { file, item, name } = pictures[at]!;
  const pixels = new Uint8Array(picturePixels(store.form));
  store.read([at], pixels);
  const png = await pngOfPixels(pixels, store.form, { size: SIZE, ...(heat && { heat }) });
  return {
    file,
    item,
    name: name?.trim() || item,
    picture: `data:image/png;base64,${Buffer.from(png).toString("base64")}`,
  };
}
