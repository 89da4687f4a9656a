import { colourHistogram, colourWidth } from "#image/colour-histogram.js";
import { type GradientGrid, gradientHistogram, gradientWidth } from "#image/gradient-histogram.js";
import { type PictureForm, type Pictures, picturePixels } from "#image/pictures.js";

/** How much the colours of a picture count beside its outlines: the share of the squared length of what describes it. */
export type ColourShare = number;

/** Cells of at least four pixels. */
export const gridOf = ({ side }: PictureForm): GradientGrid => ({
  cells: Math.max(2, Math.min(8, Math.floor(side / 4))),
  orientations: 9,
});

export const featureWidth = (form: PictureForm): number => gradientWidth(gridOf(form)) + colourWidth(form);

/**
 * What describes pictures: outlines and colours, each of length 1 and then weighed, together of length 1.
 *
 * @param rows which pictures @returns [rows, featureWidth]
 */
export function hogFeatures(
  pictures: Pictures,
  rows: ArrayLike<number>,
  { colourShare, mirrored = false }: { colourShare: ColourShare; mirrored?: boolean },
): Float32Array {
  const { form } = pictures;
  const size = picturePixels(form);
  const pixels = new Uint8Array(rows.length * size);
  pictures.read(rows, pixels);
  const [grid, width, outlines] = [gridOf(form), featureWidth(form), gradientWidth(gridOf(form))];
  const features = new Float32Array(rows.length * width);
  for (let row = 0; row < rows.length; row++) {
    const picture = pixels.subarray(row * size, (row + 1) * size);
    if (mirrored) mirror(picture, form);
    const own = features.subarray(row * width, (row + 1) * width);
    gradientHistogram(picture, form, grid, own.subarray(0, outlines));
    colourHistogram(picture, form, own.subarray(outlines));
    toLength(own.subarray(0, outlines), Math.sqrt(1 - colourShare));
    toLength(own.subarray(outlines), Math.sqrt(colourShare));
  }
  return features;
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
