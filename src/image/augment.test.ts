import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { type Augmentation, augment, noAugmentation, plainPixels } from "./augment.js";
import { type PictureForm, picturePixels } from "./pictures.js";

const changed = (picture: Uint8Array, form: PictureForm, augmentation: Augmentation, seed = 1) => {
  const into = new Float32Array(picturePixels(form));
  augment(picture, form, { augmentation, random: mulberry32(seed), into });
  return into;
};

const anyForm: fc.Arbitrary<PictureForm> = fc.record({
  side: fc.integer({ min: 2, max: 12 }),
  channels: fc.constantFrom(1 as const, 3 as const),
});
const anyPicture = anyForm.chain((form) =>
  fc.record({
    form: fc.constant(form),
    picture: fc.uint8Array({ minLength: picturePixels(form), maxLength: picturePixels(form) }),
  }),
);
const strong: Augmentation = { flip: true, shift: 0.2, zoom: 0.3, turn: 20, colour: 0.4, erase: 0.5 };

describe("a picture changed by chance", () => {
  it("is itself, channels first from 0 to 1, where nothing is to be changed", () => {
    fc.assert(
      fc.property(anyPicture, ({ form, picture }) => {
        const found = changed(picture, form, noAugmentation);
        const plain = new Float32Array(found.length);
        plainPixels(picture, form, plain);
        expect(found).toEqual(plain);
        for (let i = 0; i < picture.length; i++) {
          const [pixel, channel] = [Math.floor(i / form.channels), i % form.channels];
          expect(found[channel * form.side ** 2 + pixel]).toBeCloseTo(picture[i]! / 255, 6);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("stays between 0 and 1, is the same for the same seed, and leaves the picture alone", () => {
    fc.assert(
      fc.property(anyPicture, fc.nat(), ({ form, picture }, seed) => {
        const before = picture.slice();
        const found = changed(picture, form, strong, seed);
        expect(found.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(changed(picture, form, strong, seed)).toEqual(found);
        expect(picture).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it("mirrored is mirrored, half of the time", () => {
    const form = { side: 4, channels: 1 } as const;
    const picture = Uint8Array.from({ length: 16 }, (_, i) => (i % 4) * 60);
    const firsts = Array.from(
      { length: 200 },
      (_, seed) => changed(picture, form, { ...noAugmentation, flip: true }, seed)[0]!,
    );
    const flipped = firsts.filter((value) => value > 0.5).length;
    expect(flipped).toBeGreaterThan(60);
    expect(flipped).toBeLessThan(140);
  });

  it("moved brings in what lies at its edge", () => {
    const form = { side: 6, channels: 1 } as const;
    const even = new Uint8Array(36).fill(51);
    for (let seed = 0; seed < 20; seed++) {
      const found = changed(even, form, { ...strong, colour: 0, erase: 0 }, seed);
      for (const value of found) expect(value).toBeCloseTo(0.2, 5);
    }
  });
});
