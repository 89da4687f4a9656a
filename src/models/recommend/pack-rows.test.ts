import fc from "fast-check";
import { expect, it } from "vitest";
import { packRows } from "./pack-rows.js";

const LENGTH = 16;
const lengths = fc.array(fc.integer({ min: 1, max: LENGTH }), { maxLength: 300 });

it("gives every sequence places of its own, in one row, under a number of its own", () => {
  fc.assert(
    fc.property(lengths, (sizes) => {
      const { rows, starts, segment } = packRows(sizes, LENGTH);
      const taken = new Map<number, number>();
      for (const [s, size] of sizes.entries()) {
        expect(starts[s]! % LENGTH).toBeLessThanOrEqual(LENGTH - size);
        for (let place = starts[s]!; place < starts[s]! + size; place++) {
          expect(taken.has(place)).toBe(false);
          taken.set(place, segment[s]!);
          expect(place).toBeLessThan(rows * LENGTH);
        }
        const neighbour = taken.get(starts[s]! - 1);
        if (starts[s]! % LENGTH > 0 && neighbour !== undefined) expect(neighbour).not.toBe(segment[s]);
      }
    }),
  );
});

it("fills rows with short sequences, and leaves each alone where that is asked", () => {
  const sizes = Array.from({ length: 400 }, (_, s) => 1 + (s % 7));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(packRows(sizes, LENGTH).rows).toBeLessThan((total / LENGTH) * 1.1);
  expect(packRows([], LENGTH).rows).toBe(0);
});
