import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareIds, cutsOf, fifthOf } from "./fifths.js";

const score = (values: readonly number[], ids: readonly string[]) => {
  const cuts = cutsOf(Float64Array.from(values), ids);
  return values.map((value, i) => fifthOf(cuts, value, ids[i]!));
};

const customers = fc
  .uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 60 })
  .map((ids) => ids.toSorted(compareIds))
  .chain((ids) =>
    fc.record({
      ids: fc.constant(ids),
      values: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: ids.length, maxLength: ids.length }),
    }),
  );

describe("fifthOf", () => {
  it("is ceil(5 · rank / n), ranked by value and then by id", () => {
    fc.assert(
      fc.property(customers, ({ ids, values }) => {
        const ranked = ids.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || compareIds(ids[a]!, ids[b]!));
        const slow = new Array<number>(ids.length);
        for (const [place, i] of ranked.entries()) slow[i] = Math.ceil((5 * (place + 1)) / ids.length);
        expect(score(values, ids)).toEqual(slow);
      }),
    );
  });

  it("splits any customers into fifths that differ by at most one", () => {
    fc.assert(
      fc.property(customers, ({ ids, values }) => {
        const scores = score(values, ids);
        const sizes = [1, 2, 3, 4, 5].map((fifth) => scores.filter((other) => other === fifth).length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("scores a newcomer as the customer they equal", () => {
    const cuts = cutsOf(Float64Array.of(10, 20, 30, 40, 50), ["a", "b", "c", "d", "e"]);
    expect([5, 10, 25, 45, 99].map((value) => fifthOf(cuts, value, "z"))).toEqual([1, 2, 3, 5, 5]);
    expect(fifthOf(cuts, 10, "A")).toBe(1); // ties are broken by id: "A" comes before "a"
  });

  it("gives a single customer the best fifth", () => {
    expect(score([7], ["only"])).toEqual([5]);
  });
});

describe("compareIds", () => {
  it("orders by code point, as UTF-8 bytes do", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(Math.sign(compareIds(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareIds("\u{1f600}", "\ufb01")).toBeGreaterThan(0); // where plain < says the opposite
    expect(compareIds("10", "9")).toBeLessThan(0);
  });
});
