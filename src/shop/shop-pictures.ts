import type { EncodedPicture } from "#image/store-pictures.js";
import { UnreadablePicture } from "#image/unreadable-picture.js";
import { bytesAt } from "./picture-dataset.js";
import { pathInside, pictureFolders } from "./picture-folders.js";
import type { Shop } from "./shop.js";

/** Pictures of a shop's catalogue: files beside the lists that name them, else in the shop's own folder. Addresses are not followed. */
export async function* shopPictures(shop: Shop, files: readonly string[]): AsyncGenerator<EncodedPicture> {
  const folders = await pictureFolders(shop);
  for (const name of files) yield { name, bytes: bytesOf(name, folders) };
}

function bytesOf(name: string, folders: readonly string[]): EncodedPicture["bytes"] {
  if (/^[a-z][a-z0-9+.-]+:/i.test(name)) return new UnreadablePicture("is an address; only files are read");
  const path = pathInside(name, folders);
  return path === null ? new UnreadablePicture("leads out of the folder it is named in") : bytesAt(path);
}
