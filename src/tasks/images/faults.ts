import { type PictureQuality, pictureQuality } from "#image/picture-quality.js";
import { UnreadablePicture } from "#image/unreadable-picture.js";
import type { Context } from "../task.js";
import type { Fault } from "./answer.js";

/** Shops and market places ask for at least 500 pixels; below 200 a photo cannot be enlarged at all. */
const SMALLEST = 200;
/** An edge over some seven pixels of 256: what a photo out of focus has at its sharpest. */
const SHARPEST_OF_BLURRED = 0.09;
/** A rim that varies by a seventh of what there is from black to white is no plain ground. */
const PLAIN = 0.14;

/** What is wrong with photos, file by file, in their order; empty where nothing is. */
export async function faultsOf(context: Context, files: readonly string[]): Promise<Fault[][]> {
  const found: Fault[][] = [];
  if (!context.pictures) return found;
  for await (const { name, bytes } of context.pictures(files)) {
    found.push(bytes instanceof UnreadablePicture ? [] : await looked(bytes, name));
  }
  return found;
}

async function looked(bytes: Uint8Array, name: string): Promise<Fault[]> {
  try {
    return faultsIn(await pictureQuality(bytes, name));
  } catch (error) {
    if (error instanceof UnreadablePicture) return [];
    throw error;
  }
}

export function faultsIn({ width, height, sharpness, rimSpread }: PictureQuality): Fault[] {
  const faults: Fault[] = [];
  const smaller = Math.min(width, height);
  if (smaller < SMALLEST) faults.push({ kind: "small", pixels: smaller });
  if (sharpness < SHARPEST_OF_BLURRED) faults.push({ kind: "blurred", sharpness });
  if (rimSpread > PLAIN) faults.push({ kind: "background", spread: rimSpread });
  return faults;
}
