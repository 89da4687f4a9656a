import sharp from "sharp";

/**
 * Draws an SVG as a square PNG. The same SVG gives the same bytes with the same version of libvips.
 *
 * @param size side in pixels
 */
export async function pngOf(svg: string, size: number): Promise<Uint8Array> {
  return sharp(new TextEncoder().encode(svg)).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
}
