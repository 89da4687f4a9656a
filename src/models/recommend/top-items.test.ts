import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, sparseVector } from "#numeric/sparse-vector.js";
import { topItems } from "./top-items.js";

const ITEMS = 12;

describe("the top items", () => {
  it("are what sorting by score, popularity and number gives, without the history and what nobody has", () => {
    const few = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 2.5), { minLength: ITEMS, maxLength: ITEMS });
    const counts = fc.array(fc.nat(3), { minLength: ITEMS, maxLength: ITEMS });
    const order = fc.shuffledSubarray([...Array(ITEMS).keys()], { minLength: ITEMS });
    fc.assert(
      fc.property(few, counts, fc.array(fc.nat(ITEMS - 1)), fc.integer({ min: 1, max: 15 }), order, (...drawn) => {
        const [values, had, history, k, met] = drawn;
        const scores = sparseVector(ITEMS);
        for (const i of met) if (values[i]! > 0) add(scores, i, values[i]!);
        const { item, score, count } = topItems(Int32Array.from(had), k)(scores, Int32Array.from(history));
        const slow = [...values.keys()]
          .filter((i) => !history.includes(i) && (values[i]! > 0 || had[i]! > 0))
          .sort((a, b) => values[b]! - values[a]! || had[b]! - had[a]! || a - b)
          .slice(0, k);
        expect([...item.subarray(0, count)]).toEqual(slow);
        expect([...score.subarray(0, count)]).toEqual(slow.map((i) => values[i]));
      }),
    );
  });
});
