import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../test/any-text.js";
import { plainText } from "./plain-text.js";

describe("plainText", () => {
  it("folds white space and takes out control characters, lone surrogates and direction overrides", () => {
    expect(plainText(" a\n\tb\u0000c\u202ed\ud800 ")).toBe("a bcd");
  });

  it("keeps every script and emoji", () => {
    expect(plainText("陶瓷杯 غطاء 🧵")).toBe("陶瓷杯 غطاء 🧵");
  });

  it("cuts by letters, never through one", () => {
    expect(plainText("🧵🧵🧵🧵", 3)).toBe("🧵🧵…");
    expect(plainText("🧵🧵🧵", 3)).toBe("🧵🧵🧵");
  });

  it("is never longer than asked, in letters", () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 20 }), (text, longest) => {
        expect(Array.from(plainText(text, longest)).length).toBeLessThanOrEqual(longest);
      }),
    );
  });
});
