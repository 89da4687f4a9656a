import sharp from "sharp";
import type { PictureForm } from "./pictures.js";

/** How strongly each part of a picture is to be marked. */
export interface Heat {
  readonly height: number;
  readonly width: number;
  /** [height, width] 0 to 1 */
  readonly shares: Float32Array;
}

const HOT = [0xe4, 0x57, 0x2e] as const;
const STRONGEST = 0.65;

/** Plain pixels as a PNG, enlarged to `size` pixels a side; with heat drawn over it where it is given. */
export async function pngOfPixels(
  picture: Uint8Array,
  form: PictureForm,
  { size, heat }: { size: number; heat?: Heat },
): Promise<Uint8Array> {
  const { side, channels } = form;
  const raw = { raw: { width: side, height: side, channels } };
  const enlarged = sharp(picture, raw).toColourspace("srgb").resize(size, size, { kernel: "cubic" });
  if (!heat) return enlarged.png({ compressionLevel: 9 }).toBuffer();
  const over = await sharp(overlayOf(heat), { raw: { width: heat.width, height: heat.height, channels: 4 } })
    .resize(size, size, { kernel: "cubic", fit: "fill" })
    .png()
    .toBuffer();
  const plain = await enlarged.png().toBuffer();
  return sharp(plain)
    .composite([{ input: over }])
    .png({ compressionLevel: 9 })
    .toBuffer();
}

function overlayOf({ shares }: Heat): Uint8Array {
  const pixels = new Uint8Array(shares.length * 4);
  for (const [at, share] of shares.entries()) {
    pixels.set(HOT, at * 4);
    pixels[at * 4 + 3] = Math.round(255 * STRONGEST * Math.min(1, Math.max(0, share)));
  }
  return pixels;
}
