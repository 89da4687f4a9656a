import sharp from "sharp";
import { expect, it } from "vitest";
import { pictureQuality } from "./picture-quality.js";

const product = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#f4f2ec"/><path d="M20 80 L50 15 L80 80 Z" fill="#345"/><circle cx="50" cy="60" r="9" fill="#eb5"/></svg>`,
);
const photo = () => sharp(product, { density: 300 }).resize(600, 400, { fit: "fill" });

it("tells a sharp photo on a plain ground from a blurred one and from one on a busy ground", async () => {
  const good = await pictureQuality(await photo().jpeg().toBuffer(), "a.jpg");
  expect(good).toMatchObject({ width: 600, height: 400 });
  expect(good.sharpness).toBeGreaterThan(0.2);
  expect(good.rimSpread).toBeLessThan(0.05);
  const blurred = await pictureQuality(
    await sharp(await photo().png().toBuffer())
      .blur(16)
      .jpeg()
      .toBuffer(),
    "b.jpg",
  );
  expect(blurred.sharpness).toBeLessThan(0.09);
  const noise = Buffer.from(Uint8Array.from({ length: 600 * 400 * 3 }, (_, i) => (Math.floor(i / 180) % 2) * 200));
  const busy = await pictureQuality(
    await sharp(noise, { raw: { width: 600, height: 400, channels: 3 } })
      .jpeg()
      .toBuffer(),
    "c.jpg",
  );
  expect(busy.rimSpread).toBeGreaterThan(0.2);
});

it("finds no sharpness in a picture of one colour, and takes the smallest", async () => {
  const plain = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  expect(await pictureQuality(plain, "a.png")).toEqual({
    width: 1,
    height: 1,
    channels: 3,
    sharpness: 0,
    rimSpread: 0,
  });
});
