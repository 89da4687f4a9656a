import { type PictureForm, picturePixels } from "./pictures.js";

const ACROSS = 9;
const DOWN = 8;

/**
 * 64 bits that stay nearly the same when a picture is scaled, saved again or made a little brighter: in a grid of 9 × 8 means, whether
 * brightness falls from one to the next.
 *
 * Source: Krawetz (2013), Kind of like that (dHash).
 *
 * @param picture [side, side, channels], 0 to 255 @returns the first and the last 32 bits
 */
export function differenceHash(picture: Uint8Array, form: PictureForm): readonly [number, number] {
  const means = gridMeans(picture, form);
  const bits: [number, number] = [0, 0];
  for (let row = 0; row < DOWN; row++) {
    for (let column = 0; column + 1 < ACROSS; column++) {
      const place = row * ACROSS + column;
      if (means[place]! > means[place + 1]! + 1)
        bits[(row >> 2) as 0 | 1] = (bits[(row >> 2) as 0 | 1] | (1 << ((row & 3) * 8 + column))) >>> 0;
    }
  }
  return bits;
}

/** In how many of 64 bits two hashes differ. */
export const hashDistance = (a: readonly [number, number], b: readonly [number, number]): number =>
  bitsIn(a[0] ^ b[0]) + bitsIn(a[1] ^ b[1]);

/** Source: Warren (2012), Hacker's delight, §5-1. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function gridMeans(picture: Uint8Array, { side, channels }: PictureForm): Float64Array {
  const [sums, counts] = [new Float64Array(ACROSS * DOWN), new Float64Array(ACROSS * DOWN)];
  for (let at = 0; at < picturePixels({ side, channels }); at += channels) {
    const pixel = at / channels;
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    const place = Math.floor((y * DOWN) / side) * ACROSS + Math.floor((x * ACROSS) / side);
    for (let channel = 0; channel < channels; channel++) sums[place]! += picture[at + channel]! / channels;
    counts[place]! += 1;
  }
  return sums.map((sum, place) => sum / Math.max(1, counts[place]!));
}
