import { describe, expect, it } from "vitest";
import { fitNgrams } from "#text/ngrams.js";
import { inverseFrequencies, tfIdf } from "#text/tf-idf.js";
import { sphericalKMeans } from "./spherical-k-means.js";

const texts = [
  "size small size runs small",
  "size too small",
  "parcel late parcel",
  "late parcel came late",
  "",
  "small size",
];
const words = fitNgrams(texts, { of: "words", shortest: 1, longest: 1, leastTexts: 1 });
const rows = tfIdf(words.count(texts), inverseFrequencies(texts.length, words.texts));

describe("spherical k-means", () => {
  it("groups texts of the same words, and an empty one nowhere", () => {
    for (const seed of [1, 2, 3]) {
      const group = sphericalKMeans(rows, 2, seed);
      expect([group[1], group[5]]).toEqual([group[0], group[0]]);
      expect(group[3]).toBe(group[2]);
      expect(group[2]).not.toBe(group[0]);
      expect(group[4]).toBe(-1);
    }
  });

  it("gives the same groups for the same seed, and has no more than there are texts", () => {
    expect(sphericalKMeans(rows, 3, 7)).toEqual(sphericalKMeans(rows, 3, 7));
    expect(Math.max(...sphericalKMeans(rows, 99, 1))).toBeLessThan(5);
  });
});
