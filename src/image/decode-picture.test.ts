import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodePicture, pictureSize } from "./decode-picture.js";
import type { PictureForm } from "./pictures.js";

const colour: PictureForm = { side: 16, channels: 3 };
const grey: PictureForm = { side: 16, channels: 1 };

/** Left half red, right half blue, 40 × 40. */
const halves = () =>
  sharp({ create: { width: 40, height: 40, channels: 3, background: "#d02020" } }).composite([
    { input: { create: { width: 20, height: 40, channels: 3, background: "#2040d0" } }, left: 20, top: 0 },
  ]);

const pixel = (data: Uint8Array, { side, channels }: PictureForm, x: number, y: number) => [
  ...data.subarray((y * side + x) * channels, (y * side + x + 1) * channels),
];
const near = (found: readonly number[], expected: readonly number[], off = 40) =>
  expect(
    found.every((one, i) => Math.abs(one - expected[i]!) <= off),
    `${found} near ${expected}`,
  ).toBe(true);

describe("a picture decoded", () => {
  it.each(["jpeg", "png", "webp", "avif", "gif"] as const)("is the same whether it was written as %s", async (kind) => {
    const bytes = await halves().toFormat(kind).toBuffer();
    const data = await decodePicture(bytes, `a.${kind}`, colour);
    expect(data).toHaveLength(16 * 16 * 3);
    near(pixel(data, colour, 3, 8), [0xd0, 0x20, 0x20]);
    near(pixel(data, colour, 12, 8), [0x20, 0x40, 0xd0]);
  });

  it("lies whole in the square, white around", async () => {
    const wide = await sharp({ create: { width: 40, height: 10, channels: 3, background: "#000" } })
      .png()
      .toBuffer();
    const data = await decodePicture(wide, "wide.png", colour);
    expect(pixel(data, colour, 8, 0)).toEqual([255, 255, 255]);
    near(pixel(data, colour, 8, 8), [0, 0, 0], 10);
  });

  it("stands upright as its EXIF says", async () => {
    const turned = await sharp(await halves().png().toBuffer())
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const data = await decodePicture(turned, "a.jpg", colour);
    near(pixel(data, colour, 8, 3), [0xd0, 0x20, 0x20]); // what was left is on top
    const tall = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#fff" } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await pictureSize(tall, "tall.jpg")).toMatchObject({ width: 20, height: 40 });
  });

  it("has white where it is see-through", async () => {
    const clear = {
      create: { width: 20, height: 20, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    };
    const data = await decodePicture(await sharp(clear).png().toBuffer(), "clear.png", colour);
    expect(new Set(data)).toEqual(new Set([255]));
  });

  it("is read in CMYK, in 16 bits and in grey", async () => {
    const cmyk = await halves().toColourspace("cmyk").jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
    near(pixel(await decodePicture(cmyk, "c.jpg", colour), colour, 3, 8), [0xd0, 0x20, 0x20], 70);
    const deep = await halves().toColourspace("rgb16").png().toBuffer();
    near(pixel(await decodePicture(deep, "d.png", colour), colour, 12, 8), [0x20, 0x40, 0xd0]);
    const dull = await sharp({ create: { width: 16, height: 16, channels: 3, background: "#808080" } })
      .toColourspace("b-w")
      .png()
      .toBuffer();
    expect(await pictureSize(dull, "g.png")).toMatchObject({ channels: 1 });
    expect(new Set(await decodePicture(dull, "g.png", colour))).toEqual(new Set([0x80]));
    expect(new Set(await decodePicture(dull, "g.png", grey))).toEqual(new Set([0x80]));
  });

  it("of grey pixels in its own size is those pixels", async () => {
    const raw = Uint8Array.from({ length: 256 }, (_, i) => i);
    const png = await sharp(raw, { raw: { width: 16, height: 16, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toBuffer();
    expect([...(await decodePicture(png, "g.png", grey))]).toEqual([...raw]);
  });

  it("of an animation is its first", async () => {
    const frames = Buffer.concat([Buffer.alloc(20 * 20 * 3, 10), Buffer.alloc(20 * 20 * 3, 240)]);
    const raw = { width: 20, height: 40, channels: 3 as const, pageHeight: 20 };
    const gif = await sharp(frames, { raw })
      .gif({ delay: [50, 50] })
      .toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(2);
    const data = await decodePicture(gif, "a.gif", grey);
    expect(Math.max(...data)).toBeLessThan(40);
    expect(await pictureSize(gif, "a.gif")).toMatchObject({ width: 20, height: 20 });
  });
});

describe("a picture that cannot be used", () => {
  const refused = (bytes: Uint8Array, name: string) => expect(decodePicture(bytes, name, colour)).rejects;

  it("is refused with the reason: empty, no picture, cut short, damaged", async () => {
    await refused(new Uint8Array(0), "a.jpg").toThrow("is empty");
    await refused(new TextEncoder().encode("<html>404</html>"), "a.jpg").toThrow("is no JPEG, PNG, WebP, AVIF or GIF");
    const noise = Buffer.from(Uint8Array.from({ length: 90_000 }, (_, i) => (i * 7919) % 251));
    const jpeg = await sharp(noise, { raw: { width: 200, height: 150, channels: 3 } })
      .jpeg()
      .toBuffer();
    await refused(jpeg.subarray(0, jpeg.length >> 1), "a.jpg").toThrow("cannot be decoded");
    const png = await halves().png().toBuffer();
    await refused(png.subarray(0, 60), "a.png").toThrow("cannot be decoded");
  });

  it("is refused when its name says another kind than its bytes", async () => {
    await refused(await halves().png().toBuffer(), "photo.JPG").toThrow("is PNG, but its name says JPEG");
    expect(await decodePicture(await halves().png().toBuffer(), "photo", colour)).toHaveLength(768);
  });

  it("is refused before it fills the memory", async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: "#fff" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(3_000_000);
    await refused(bomb, "bomb.png").toThrow("more than 64 million pixels");
  });
});
