import { expect, it } from "vitest";
import { childSeed } from "./child-seed.js";

it("gives neighbouring seeds and keys seeds that have nothing in common", () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => Array.from({ length: 200 }, (_, key) => childSeed(seed, key)));
  const all = seeds.flat();
  expect(new Set(all).size).toBeGreaterThan(all.length - 5); // by chance one in 5 such samples has a pair in common
  for (let bit = 0; bit < 32; bit += 1) {
    const share = all.filter((seed) => (seed >>> bit) & 1).length / all.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.015);
  }
});
