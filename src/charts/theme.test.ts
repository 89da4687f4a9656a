import { describe, expect, it } from "vitest";
import { dark, ink, light, type Theme } from "./theme.js";

/** Contrast ratio of two colours. Source: WCAG 2.2, definitions of relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red!) + 0.7152 * linear(green!) + 0.0722 * linear(blue!);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s theme", (_, theme: Theme) => {
  const words = ["text", "soft", "accent", "warm", "bad"] as const;
  it.each(words.flatMap((word) => (["paper", "wash"] as const).map((ground) => [word, ground] as const)))(
    "writes %s on %s with the contrast WCAG AA asks of small text",
    (word, ground) => {
      expect(contrast(theme[word], theme[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("keeps text legible on the fullest heat cell and on the grey one", () => {
    expect(contrast(theme.text, theme.heat)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.text, theme.line)).toBeGreaterThanOrEqual(4.5);
  });

  it("keeps words legible that are marked as praise or complaint", () => {
    expect(contrast(theme.text, theme.praise)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.text, theme.complaint)).toBeGreaterThanOrEqual(4.5);
  });

  it("draws lines and bars with the contrast WCAG asks of graphics", () => {
    expect(contrast(theme.accent, theme.paper)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.bad, theme.paper)).toBeGreaterThanOrEqual(3);
  });
});

describe("ink", () => {
  it("names the page's variable with the light colour behind it", () => {
    expect(ink("accent")).toBe("var(--accent,#0f766e)");
  });
});
