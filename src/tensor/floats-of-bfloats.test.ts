import { expect, it } from "vitest";
import { floatsOfBfloats } from "./floats-of-bfloats.js";

it("reads one, minus two, the largest bfloat16, infinity and not-a-number", () => {
  const largest = (2 - 2 ** -7) * 2 ** 127;
  expect([...floatsOfBfloats(Uint16Array.of(0x3f80, 0xc000, 0x7f7f, 0x7f80, 0x7fc0, 0x8000))]).toEqual([
    1,
    -2,
    largest,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    -0,
  ]);
});
