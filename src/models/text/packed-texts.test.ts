import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packTexts } from "./packed-texts.js";

const shape = { length: 12, segments: 3 };
const anyTokens = fc.array(
  fc
    .array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: shape.length })
    .map((own) => Int32Array.from(own)),
  { maxLength: 60 },
);

describe("packed texts", () => {
  it("hold every text once, whole, in one row, told apart by its segment", () => {
    fc.assert(
      fc.property(anyTokens, (tokens) => {
        const packed = packTexts(tokens, Int32Array.from(tokens.keys()), shape);
        const found = new Map<number, number[]>();
        for (let row = 0; row < packed.rows; row++) {
          for (let segment = 1; segment <= shape.segments; segment++) {
            const text = packed.texts[row * shape.segments + segment - 1]!;
            const places = Array.from({ length: shape.length }, (_, place) => row * shape.length + place);
            const own = places.filter((at) => packed.segment[at] === segment).map((at) => packed.ids[at]!);
            if (text < 0) expect(own).toEqual([]);
            else found.set(text, own);
          }
        }
        expect(tokens.map((_, text) => found.get(text))).toEqual(tokens.map((own) => [...own]));
        expect(packed.ids.filter((id) => id !== 0)).toHaveLength(tokens.reduce((sum, { length }) => sum + length, 0));
      }),
    );
  });

  it("waste little room", () => {
    const tokens = Array.from({ length: 2000 }, (_, i) => new Int32Array(3 + ((i * 7919) % 40)).fill(1));
    const { rows } = packTexts(tokens, Int32Array.from(tokens.keys()), { length: 128, segments: 16 });
    const used = tokens.reduce((sum, { length }) => sum + length, 0);
    expect(used / (rows * 128)).toBeGreaterThan(0.9);
  });
});
