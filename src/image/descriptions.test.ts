import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { colourHistogram, colourWidth } from "./colour-histogram.js";
import { differenceHash, hashDistance } from "./difference-hash.js";
import { gradientHistogram, gradientWidth } from "./gradient-histogram.js";
import type { PictureForm } from "./pictures.js";

const grid = { cells: 4, orientations: 9 };
const grey: PictureForm = { side: 16, channels: 1 };
const colour: PictureForm = { side: 16, channels: 3 };

/** Bright stripes along a direction given in degrees. */
function stripes(form: PictureForm, degrees: number): Uint8Array {
  const angle = (degrees * Math.PI) / 180;
  return Uint8Array.from({ length: form.side ** 2 * form.channels }, (_, i) => {
    const pixel = Math.floor(i / form.channels);
    const along = (pixel % form.side) * Math.cos(angle) + Math.floor(pixel / form.side) * Math.sin(angle);
    return 128 + 100 * Math.sin(along);
  });
}

const gradients = (picture: Uint8Array, form: PictureForm) => {
  const into = new Float32Array(gradientWidth(grid));
  gradientHistogram(picture, form, grid, into);
  return into;
};

describe("histograms of gradients", () => {
  it.each([10, 50, 90, 130, 170])("have most where brightness changes at %i degrees", (degrees) => {
    const found = gradients(stripes(grey, degrees), grey);
    const sums = new Float64Array(9);
    for (const [i, value] of found.entries()) sums[i % 9]! += value;
    expect(sums.indexOf(Math.max(...sums))).toBe(Math.floor(degrees / 20));
  });

  it("are the same in colour as in grey, brighter as darker, and nothing where nothing changes", () => {
    const picture = stripes(grey, 30);
    expect(gradients(stripes(colour, 30), colour)).toEqual(gradients(picture, grey));
    const brighter = picture.map((value) => value + 20);
    for (const [i, value] of gradients(brighter, grey).entries())
      expect(value).toBeCloseTo(gradients(picture, grey)[i]!, 4);
    expect(Math.max(...gradients(new Uint8Array(256).fill(90), grey))).toBe(0);
  });

  it("have blocks of length one at most", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), (picture) => {
        const found = gradients(picture, grey);
        for (let from = 0; from < found.length; from += 36) {
          const squares = found.subarray(from, from + 36).reduce((sum, one) => sum + one * one, 0);
          expect(squares).toBeLessThanOrEqual(1.0001);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("histograms of colours", () => {
  it("have shares whose squares add up to one, in grey and in colour", () => {
    for (const [form, bins] of [
      [grey, 16],
      [colour, 64],
    ] as const) {
      const into = new Float32Array(colourWidth(form));
      colourHistogram(stripes(form, 20), form, into);
      expect(into.subarray(0, bins).reduce((sum, one) => sum + one * one, 0)).toBeCloseTo(1, 5);
    }
  });

  it("tell red from blue, and where a colour is", () => {
    const histogram = (picture: Uint8Array) => {
      const into = new Float32Array(colourWidth(colour));
      colourHistogram(picture, colour, into);
      return into;
    };
    const red = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 0 ? 200 : 20));
    const blue = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 2 ? 200 : 20));
    const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((one, i) => one - b[i]!));
    expect(distance(histogram(red), histogram(blue))).toBeGreaterThan(1);
    const top = Uint8Array.from({ length: 768 }, (_, i) => (i < 384 ? red[i]! : 20));
    const bottom = Uint8Array.from({ length: 768 }, (_, i) => (i >= 384 ? red[i]! : 20));
    expect(distance(histogram(top), histogram(bottom))).toBeGreaterThan(0.3);
  });
});

describe("a difference hash", () => {
  const random = mulberry32(4);
  const form: PictureForm = { side: 64, channels: 3 };
  const blobs = () => {
    const spots = Array.from({ length: 6 }, () => [64 * random(), 64 * random(), 200 * random()] as const);
    return Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => {
      const pixel = Math.floor(i / 3);
      return spots.reduce(
        (sum, [x, y, height]) => sum + height * Math.exp(-((x - (pixel % 64)) ** 2 + (y - (pixel >> 6)) ** 2) / 200),
        20,
      );
    });
  };

  it("is nearly the same for a brighter copy with noise, and far off for another picture", () => {
    for (let round = 0; round < 5; round++) {
      const [picture, other] = [blobs(), blobs()];
      const copy = picture.map((value) => Math.min(255, value + 12 + 4 * random()));
      expect(hashDistance(differenceHash(picture, form), differenceHash(copy, form))).toBeLessThanOrEqual(4);
      expect(hashDistance(differenceHash(picture, form), differenceHash(other, form))).toBeGreaterThan(10);
    }
  });

  it("counts bits as a loop does", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), (a, b) => {
        expect(hashDistance([a, 0], [b, 0])).toBe([...((a ^ b) >>> 0).toString(2)].filter((bit) => bit === "1").length);
      }),
    );
  });
});
