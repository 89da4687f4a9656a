import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entityFinder } from "./entities.js";

const find = entityFinder({
  products: ["wool throw", "wool", "羊毛盖毯", "Oat wool throw Alster", "(odd] name*"],
  brands: ["Linden & Co", "青禾"],
});
const read = (text: string) => find(text).map(({ kind, text: name }) => `${kind} ${name}`);

describe("what a text names", () => {
  it.each([
    [
      "My Wool throw from Linden & Co, size M, cost €59.90",
      ["product Wool throw", "brand Linden & Co", "size size M", "price €59.90"],
    ],
    [
      "青禾的羊毛盖毯，XL码，花了199元，顺丰发的",
      ["brand 青禾", "product 羊毛盖毯", "size XL码", "price 199元", "carrier 顺丰"],
    ],
    ["woollen is no wool", ["product wool"]],
    ["The XT-200 has a 15cm screen in navy", ["model XT-200", "size 15cm", "colour navy"]],
    ["an (odd] name* indeed", ["product (odd] name*"]],
    ["nothing here", []],
    ["", []],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("stands where it says and never twice", () => {
    const piece = fc.constantFrom("wool throw", "羊毛盖毯", " ", "XL码", "€5", "12", "A1", "navy", "青禾", "，");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        let from = 0;
        for (const { start, end, text: name } of find(text)) {
          expect(text.slice(start, end)).toBe(name);
          expect(start).toBeGreaterThanOrEqual(from);
          from = end;
        }
      }),
    );
  });
});
