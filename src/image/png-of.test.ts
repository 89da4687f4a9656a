import sharp from "sharp";
import { expect, it } from "vitest";
import { pngOf } from "./png-of.js";

const half = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="10" fill="#a9502f"/></svg>`;

it("draws what the SVG says at the size asked for, the same bytes each time", async () => {
  const png = await pngOf(half, 20);
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([20, 20, 4]);
  const pixel = (x: number, y: number) => [...data.subarray((y * 20 + x) * 4, (y * 20 + x) * 4 + 4)];
  expect(pixel(3, 10)).toEqual([0xa9, 0x50, 0x2f, 255]);
  expect(pixel(16, 10)[3]).toBe(0);
  expect(Buffer.compare(png, await pngOf(half, 20))).toBe(0);
});

it("refuses what is no SVG", async () => {
  await expect(pngOf("not a picture", 20)).rejects.toThrow();
});
