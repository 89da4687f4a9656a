import { describe, expect, it } from "vitest";
import { type SegmentKey, segmentKeys, segmentOf, segments } from "./segments.js";

const FIFTHS = [1, 2, 3, 4, 5];
const everyScore = FIFTHS.flatMap((r) => FIFTHS.flatMap((f) => FIFTHS.map((m) => ({ r, f, m }))));

describe("segmentOf", () => {
  it("gives each of the 125 combinations exactly one segment, and every segment but prospects at least one", () => {
    const found = everyScore.map(segmentOf);
    expect(found).toHaveLength(125);
    expect(new Set(found)).toEqual(new Set(segmentKeys.filter((key) => key !== "prospects")));
  });

  it("puts the corners where their descriptions say", () => {
    const corner = (r: number, f: number, m: number) => segmentOf({ r, f, m });
    expect(corner(5, 5, 5)).toBe("champions"); // very recent, many orders, most spend
    expect(corner(5, 1, 1)).toBe("new"); // very recent, few orders, low spend
    expect(corner(1, 5, 5)).toBe("previously_loyal"); // not recent, a very strong history
    expect(corner(1, 1, 1)).toBe("dormant"); // not recent, infrequent, low spend
    expect(corner(3, 3, 3)).toBe("needs_attention");
  });

  it("never calls a customer worse for having bought more recently, at the same orders and spend", () => {
    // within a column of the grid, from long ago to very recent
    const order: readonly (readonly SegmentKey[])[] = [
      ["dormant", "almost_lost", "promising", "new"],
      ["dormant", "almost_lost", "active"],
      ["at_risk", "needs_attention", "active"],
      ["at_risk", "loyal", "champions"],
      ["previously_loyal", "loyal", "champions"],
    ];
    for (const [i, worstFirst] of order.entries()) {
      const column = FIFTHS.map((r) => worstFirst.indexOf(segmentOf({ r, f: i + 1, m: i + 1 })));
      expect(column).toEqual(column.toSorted((a, b) => a - b));
      expect(column).not.toContain(-1);
    }
  });

  it("leaves out the half of the mean of frequency and spend", () => {
    expect(segmentOf({ r: 5, f: 1, m: 2 })).toBe("new");
    expect(segmentOf({ r: 5, f: 3, m: 4 })).toBe("active");
    expect(segmentOf({ r: 5, f: 3, m: 5 })).toBe("champions");
  });

  it("refuses what is no score", () => {
    for (const f of [0, 6, 2.5, Number.NaN]) expect(() => segmentOf({ r: 3, f, m: 3 })).toThrow("scores from 1 to 5");
  });
});

describe("segments", () => {
  it("are Shopify's eleven, each named in English and in Chinese", () => {
    expect(Object.values(segments).map(({ name }) => name.en)).toEqual([
      "Champions",
      "Loyal",
      "Active",
      "New",
      "Promising",
      "Needs attention",
      "At risk",
      "Previously loyal",
      "Almost lost",
      "Dormant",
      "Prospects",
    ]);
    for (const { name, meaning } of Object.values(segments)) {
      expect(name.zh).toMatch(/^\p{Script=Han}+$/u);
      expect(meaning.zh).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(Object.values(segments).map(({ name }) => name.zh)).size).toBe(11);
  });
});
