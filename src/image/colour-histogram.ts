import type { PictureForm } from "./pictures.js";

const SHADES = 16;
const STEPS = 4;
const GRID = 4;

/** How many numbers describe the colours of a picture. */
export const colourWidth = ({ channels }: PictureForm): number =>
  channels === 3 ? 2 * STEPS ** 3 + GRID * GRID * 3 * 2 : SHADES + GRID * GRID * 2;

/**
 * Which colours a picture has and where: the square roots of the shares of its colours (4 steps a channel; 16 greys), in colour once more of its
 * middle, and the mean and spread of every channel in each of 4 × 4 parts.
 *
 * The square root makes a distance between histograms that of Hellinger. Source: Arandjelović & Zisserman (2012), Three things everyone
 * should know to improve object retrieval, CVPR.
 *
 * @param picture [side, side, channels], 0 to 255 @param into [colourWidth]
 */
export function colourHistogram(picture: Uint8Array, form: PictureForm, into: Float32Array): void {
  into.fill(0);
  const { side, channels } = form;
  const bins = channels === 3 ? STEPS ** 3 : SHADES;
  const counted = into.subarray(0, channels === 3 ? 2 * bins : bins);
  countColours(picture, form, counted);
  for (let from = 0; from < counted.length; from += bins) toShares(counted.subarray(from, from + bins));
  const parts = into.subarray(counted.length);
  addMoments(picture, form, parts);
  toMoments(parts, side * side);
}

/** Of the whole picture, and where there is room for it of its middle. */
function countColours(picture: Uint8Array, { side, channels }: PictureForm, counts: Float32Array): void {
  const [from, to] = [side / 4, (3 * side) / 4];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = (y * side + x) * channels;
      if (channels === 1) counts[picture[at]! >> 4]! += 1;
      else {
        const bin = colourBin(picture, at);
        counts[bin]! += 1;
        if (Math.min(x, y) >= from && Math.max(x, y) < to) counts[STEPS ** 3 + bin]! += 1;
      }
    }
  }
}

/** [parts, channels, 2] sums and sums of squares. */
function addMoments(picture: Uint8Array, { side, channels }: PictureForm, parts: Float32Array): void {
  for (let y = 0; y < side; y++) {
    const row = Math.floor((y * GRID) / side) * GRID;
    for (let x = 0; x < side; x++) {
      const part = (row + Math.floor((x * GRID) / side)) * channels * 2;
      for (let channel = 0; channel < channels; channel++) {
        const value = picture[(y * side + x) * channels + channel]! / 255;
        parts[part + 2 * channel]! += value;
        parts[part + 2 * channel + 1]! += value * value;
      }
    }
  }
}

const colourBin = (picture: Uint8Array, at: number): number =>
  ((picture[at]! >> 6) * STEPS + (picture[at + 1]! >> 6)) * STEPS + (picture[at + 2]! >> 6);

function toShares(counts: Float32Array): void {
  const all = counts.reduce((sum, count) => sum + count, 0);
  for (let i = 0; i < counts.length; i++) counts[i] = all === 0 ? 0 : Math.sqrt(counts[i]! / all);
}

/** Sums and sums of squares of a part to mean and spread, of all parts together no longer than 1. */
function toMoments(parts: Float32Array, pixels: number): void {
  const each = pixels / (GRID * GRID);
  for (let i = 0; i < parts.length; i += 2) {
    const mean = parts[i]! / each;
    parts[i + 1] = Math.sqrt(Math.max(0, parts[i + 1]! / each - mean * mean));
    parts[i] = mean;
  }
  const scale = 1 / Math.sqrt(parts.length / 2);
  for (let i = 0; i < parts.length; i++) parts[i]! *= scale;
}
