import { describe, expect, it } from "vitest";
import type { CatalogueItem } from "./catalogue.js";
import { exposureOf } from "./exposure.js";

const item = (brand: string | null, price: number | null): CatalogueItem => ({
  ...{ name: null, category: null, margin: null, inStock: null },
  brand,
  price,
});
const items = ["a", "b", "c", "d", "e"];
const shown = { lists: [Int32Array.of(0, 1), Int32Array.of(0, 4)], histories: [] };
const counts = Int32Array.of(4, 2, 2, 1, 1);

describe("exposure", () => {
  it("says what each brand has of the items, of the places shown and of what is taken", () => {
    const catalogue = new Map([
      ["a", item("Linden", null)],
      ["b", item("Okra", null)],
      ["c", item("Okra", null)],
    ]);
    expect(exposureOf(shown, { items, counts, catalogue })).toEqual([
      { kind: "brand", group: "Linden", items: 1 / 3, shown: 2 / 3, taken: 0.5 },
      { kind: "brand", group: "Okra", items: 2 / 3, shown: 1 / 3, taken: 0.5 },
    ]);
  });

  it("cuts prices into fifths", () => {
    const catalogue = new Map(items.map((id, at) => [id, item(null, [1, 2, 5, 10, 20][at]!)]));
    const bands = exposureOf(shown, { items, counts, catalogue });
    expect(bands.map(({ kind, group }) => `${kind} ${group}`).toSorted()).toEqual(
      ["price 1–2", "price 2–5", "price 5–10", "price 10–20", "price 20–20"].toSorted(),
    );
    expect(bands.find(({ group }) => group === "1–2")).toMatchObject({ shown: 0.5, taken: 0.4 });
    for (const of of ["items", "shown", "taken"] as const) {
      expect(bands.reduce((sum, band) => sum + band[of], 0)).toBeCloseTo(1, 12);
    }
  });

  it("is not told where fewer than half of the items say their brand or price", () => {
    expect(exposureOf(shown, { items, counts, catalogue: new Map([["a", item("Linden", 1)]]) })).toEqual([]);
  });
});
