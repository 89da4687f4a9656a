import { describe, expect, it } from "vitest";
import { baskets } from "./baskets.js";
import { historiesOf } from "./histories-of.js";

describe("baskets", () => {
  const histories = historiesOf([[1, 2, 1, 3, 1], [], [4, 4]], 5);

  it("hold each item of a customer once", () => {
    const { starts, item } = baskets(histories, 10);
    expect([...starts]).toEqual([0, 3, 3, 4]);
    expect([...item]).toEqual([1, 3, 2, 4]);
  });

  it("keep what a customer came back to last where there is too much", () => {
    const { starts, item } = baskets(histories, 2);
    expect([...starts]).toEqual([0, 2, 2, 3]);
    expect([...item]).toEqual([1, 3, 4]);
  });
});
