import { decodeGrey, type PictureSize, pictureSize } from "./decode-picture.js";

/** What can be said of a photo without knowing what it shows. */
export interface PictureQuality extends PictureSize {
  /** The sharpest edges as a share of the picture's contrast: about 0.5 where an edge is one pixel wide, 0.1 where it is four or more. */
  readonly sharpness: number;
  /** How much brightness varies along the rim, as a share of what there is: 0 on a plain ground. */
  readonly rimSpread: number;
}

/** Longest side a photo is looked at in. */
const LOOKED_AT = 256;
const RIM = 0.06;

/**
 * Sharpness: the 99.5th percentile of the gradient's length, divided by the distance of the 1st from the 99th percentile of brightness.
 *
 * @throws {UnreadablePicture} saying what is wrong with it
 */
export async function pictureQuality(bytes: Uint8Array, name: string): Promise<PictureQuality> {
  const size = await pictureSize(bytes, name);
  const { data, width, height } = await decodeGrey(bytes, name, LOOKED_AT);
  const sorted = Uint8Array.from(data).sort();
  const contrast = at(sorted, 0.99) - at(sorted, 0.01);
  const edges = gradients(data, width, height).sort();
  return {
    ...size,
    sharpness: contrast < 8 ? 0 : at(edges, 0.995) / contrast,
    rimSpread: spreadOf(rimOf(data, width, height)) / 255,
  };
}

const at = (sorted: Uint8Array | Float32Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** Half the difference of the neighbours to either side, in both directions. */
function gradients(data: Uint8Array, width: number, height: number): Float32Array {
  const found = new Float32Array(Math.max(0, width - 2) * Math.max(0, height - 2));
  let to = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const place = y * width + x;
      const across = (data[place + 1]! - data[place - 1]!) / 2;
      const down = (data[place + width]! - data[place - width]!) / 2;
      found[to] = Math.hypot(across, down);
      to += 1;
    }
  }
  return found;
}

function rimOf(data: Uint8Array, width: number, height: number): number[] {
  const depth = Math.max(1, Math.round(RIM * Math.min(width, height)));
  const rim: number[] = [];
  for (let y = 0; y < height; y++) {
    const isRow = y < depth || y >= height - depth;
    for (let x = 0; x < width; x++) if (isRow || x < depth || x >= width - depth) rim.push(data[y * width + x]!);
  }
  return rim;
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
