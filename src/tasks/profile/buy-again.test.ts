import { describe, expect, it } from "vitest";
import { candidateNamed, candidateNames, chance, countBuyAgain, rankings, windowOf } from "./buy-again.js";

/** Ten customers; the three who ordered most came back. */
const before = {
  ids: Array.from("abcdefghij"),
  recencyDays: Float64Array.from({ length: 10 }, (_, i) => 100 - i),
  frequency: Float64Array.from({ length: 10 }, (_, i) => 1 + i),
  monetaryCents: new Float64Array(10).fill(500),
};
const bought = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 1);

describe("countBuyAgain", () => {
  it("gives a chance that rises with the score and is never quite certain", () => {
    const counted = countBuyAgain("frequency", windowOf(90, before, bought));
    const chances = [1, 7, 8, 10, 99].map((orders) => chance(counted, orders));
    expect(chances).toEqual([1 / 12, 1 / 12, 11 / 12, 11 / 12, 11 / 12]);
    expect(counted.rate).toBe(0.3);
  });

  it("knows nothing from a window of no days or of no customers", () => {
    const nobody = {
      ids: [],
      recencyDays: new Float64Array(),
      frequency: new Float64Array(),
      monetaryCents: new Float64Array(),
    };
    for (const window of [windowOf(0, before, new Uint8Array(10)), windowOf(90, nobody, new Uint8Array())]) {
      const counted = countBuyAgain("rfm", window);
      expect(counted).toMatchObject({ customers: 0, rate: 0 });
      expect(chance(counted, 9)).toBeNull();
    }
  });
});

describe("candidates", () => {
  it("are the rankings, simplest first", () => {
    expect(Object.keys(rankings)).toEqual([...candidateNames]);
    expect(candidateNamed("rfm")).toBe("rfm");
    expect(() => candidateNamed("toString")).toThrow('unknown candidate "toString"');
  });
});
