import fc from "fast-check";

/** Any code points at all: controls, lone surrogates, every script. (fast-check's own "binary" unit takes seconds to set up.) */
export function anyText(): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 12 })
    .map((points) => String.fromCodePoint(...points));
}
