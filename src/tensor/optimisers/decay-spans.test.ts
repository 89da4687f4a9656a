import fc from "fast-check";
import { expect, it } from "vitest";
import { decaySpans } from "./decay-spans.js";

const parts = [
  { from: 2, to: 5, weightDecay: 0.1 },
  { from: 5, to: 7, weightDecay: 0.1 },
  { from: 9, to: 12, weightDecay: 0.2 },
];

it("is the whole span with one decay when no parts are named", () => {
  expect(decaySpans(0.3, { from: 4, to: 9 })).toEqual([{ from: 4, to: 9, weightDecay: 0.3 }]);
});

it("leaves what lies in no part without decay, and joins parts that meet with the same", () => {
  expect(decaySpans(0.3, { from: 0, to: 14, weightDecay: parts })).toEqual([
    { from: 0, to: 2, weightDecay: 0 },
    { from: 2, to: 7, weightDecay: 0.1 },
    { from: 7, to: 9, weightDecay: 0 },
    { from: 9, to: 12, weightDecay: 0.2 },
    { from: 12, to: 14, weightDecay: 0 },
  ]);
});

it("gives every parameter of any span the decay of the part it lies in", () => {
  fc.assert(
    fc.property(fc.nat(14), fc.nat(14), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const spans = decaySpans(0.3, { from, to, weightDecay: parts });
      const decays = spans.flatMap((span) => Array(span.to - span.from).fill(span.weightDecay));
      const expected = Array.from({ length: to - from }, (_, i) => {
        const at = from + i;
        return parts.find((part) => at >= part.from && at < part.to)?.weightDecay ?? 0;
      });
      expect(decays).toEqual(expected);
      expect(spans.every((span) => span.from < span.to)).toBe(true);
    }),
    { seed: 1 },
  );
});
