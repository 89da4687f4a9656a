import { colourHistogram, colourWidth } from "#image/colour-histogram.js";
import { type GradientGrid, gradientHistogram, gradientWidth } from "#image/gradient-histogram.js";
import { type PictureForm, type Pictures, picturePixels } from "#image/pictures.js";
import type { Session } from "#tensor/session.js";
import { patchWidth } from "./patch-network.js";

/** How much each kind of what describes a picture counts: shares of its squared length, together 1. A kind without a share is left out. */
export interface FeatureShares {
  readonly outlines: number;
  readonly colours: number;
  readonly patches: number;
}

/** Cells of at least four pixels. */
const gridOf = ({ side }: PictureForm): GradientGrid => ({
  cells: Math.max(2, Math.min(8, Math.floor(side / 4))),
  orientations: 9,
});

const widthsOf = (form: PictureForm, shares: FeatureShares) => ({
  outlines: shares.outlines > 0 ? gradientWidth(gridOf(form)) : 0,
  colours: shares.colours > 0 ? colourWidth(form) : 0,
  patches: shares.patches > 0 ? patchWidth : 0,
});

export function featureWidth(form: PictureForm, shares: FeatureShares): number {
  const { outlines, colours, patches } = widthsOf(form, shares);
  return outlines + colours + patches;
}

export interface Describing {
  readonly shares: FeatureShares;
  /** Of a `patchModel`; null where patches have no share. */
  readonly patches: Session | null;
  /** Whether their mirror images are described. Absent: no. */
  readonly mirrored?: boolean;
}

/**
 * What describes pictures: outlines, colours and patches, each of length 1 and then weighed, together of length 1.
 *
 * @param rows which pictures @returns [rows, featureWidth]
 */
export async function pictureFeatures(
  pictures: Pictures,
  rows: ArrayLike<number>,
  { shares, patches, mirrored = false }: Describing,
): Promise<Float32Array> {
  const { form } = pictures;
  const size = picturePixels(form);
  const pixels = new Uint8Array(rows.length * size);
  pictures.read(rows, pixels);
  if (mirrored) for (let row = 0; row < rows.length; row++) mirror(pixels.subarray(row * size, (row + 1) * size), form);
  const [widths, width] = [widthsOf(form, shares), featureWidth(form, shares)];
  const features = new Float32Array(rows.length * width);
  for (let row = 0; row < rows.length; row++) {
    const picture = pixels.subarray(row * size, (row + 1) * size);
    const own = features.subarray(row * width, (row + 1) * width);
    const outlines = own.subarray(0, widths.outlines);
    const colours = own.subarray(widths.outlines, widths.outlines + widths.colours);
    if (widths.outlines > 0) gradientHistogram(picture, form, gridOf(form), outlines);
    if (widths.colours > 0) colourHistogram(picture, form, colours);
    toLength(outlines, Math.sqrt(shares.outlines));
    toLength(colours, Math.sqrt(shares.colours));
  }
  if (patches && widths.patches > 0) {
    const found = await patchesOf(pixels, form, patches);
    const scale = Math.sqrt(shares.patches);
    for (let row = 0; row < rows.length; row++) {
      const to = (row + 1) * width - patchWidth;
      for (let i = 0; i < patchWidth; i++) features[to + i] = scale * found[row * patchWidth + i]!;
    }
  }
  return features;
}

const AT_ONCE = 32;

/** [pictures, patchWidth] @param pixels [pictures, side, side, channels] */
async function patchesOf(pixels: Uint8Array, form: PictureForm, patches: Session): Promise<Float32Array> {
  const { side, channels } = form;
  const size = picturePixels(form);
  const count = pixels.length / size;
  const found = new Float32Array(count * patchWidth);
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Math.min(AT_ONCE, count - from);
    const data = new Float32Array(rows * size);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < size; i++) {
        data[row * size + (i % channels) * side * side + Math.floor(i / channels)] = pixels[(from + row) * size + i]!;
      }
    }
    const { y } = await patches.run({ x: { data, shape: [rows, channels, side, side] } });
    found.set(y!.data as Float32Array, from * patchWidth);
  }
  return found;
}

function toLength(numbers: Float32Array, length: number): void {
  let squares = 0;
  for (const number of numbers) squares += number * number;
  const scale = squares === 0 ? 0 : length / Math.sqrt(squares);
  for (let i = 0; i < numbers.length; i++) numbers[i]! *= scale;
}

/** Left to right, in place. */
function mirror(picture: Uint8Array, { side, channels }: PictureForm): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side >> 1; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const [left, right] = [(y * side + x) * channels + channel, (y * side + side - 1 - x) * channels + channel];
        [picture[left], picture[right]] = [picture[right]!, picture[left]!];
      }
    }
  }
}
