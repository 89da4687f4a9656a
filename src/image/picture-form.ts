import type { PictureSize } from "./decode-picture.js";
import type { PictureForm } from "./pictures.js";

const SMALL = 32;
const USUAL = 64;

/** The form that suits pictures of such sizes: small ones stay as they are, others become 64 pixels a side; grey where all are. */
export function pictureForm(sizes: readonly PictureSize[]): PictureForm {
  const largest = Math.max(8, ...sizes.map(({ width, height }) => Math.max(width, height)));
  return {
    side: sizes.length > 0 && largest <= SMALL ? largest : USUAL,
    channels: sizes.length > 0 && sizes.every(({ channels }) => channels === 1) ? 1 : 3,
  };
}
