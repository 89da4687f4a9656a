import type { Column, TokenView } from "./token-view.js";

/** What a feature is made of: columns of the view, each so many tokens on. */
type Template = readonly (readonly [Column, number])[];

const short: Readonly<Record<string, Column>> = {
  c: "form",
  s: "shape",
  w: "word",
  p: "place",
  o: "speech",
  b: "before",
  a: "after",
  r: "run",
  h: "head",
  t: "tail",
};

/** One template a line, such as "c-1 c0": the form of the token before together with that of the token itself. */
const templates: readonly Template[] = `
c-3
c-2
c-1
c0
c1
c2
c3
c-3 c-2
c-2 c-1
c-1 c0
c0 c1
c1 c2
c2 c3
c-1 c1
c-2 c0
c0 c2
c-3 c-2 c-1
c-2 c-1 c0
c-1 c0 c1
c0 c1 c2
c1 c2 c3
c-3 c-2 c-1 c0
c-2 c-1 c0 c1
c-1 c0 c1 c2
c0 c1 c2 c3
c-4 c-3 c-2 c-1 c0
c-2 c-1 c0 c1 c2
c0 c1 c2 c3 c4
s0
s-1 s0
s0 s1
s-1 s0 s1
s-2 s-1 s0 s1 s2
p0
w0
w0 p0
b0 p0
a0 p0
b0 w0 p0
w0 a0 p0
b0 w0 a0
o0 p0
o-1 o0 o1 p0
r0
h0
t0
`
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map((part): [Column, number] => [short[part[0]!]!, Number(part.slice(1))]));

const APART = "\u0001";

/** The features of a token, each as a text that no other template gives. */
export function featuresOf(view: TokenView, token: number): string[] {
  const features: string[] = [];
  for (const [number, template] of templates.entries()) {
    let feature = String.fromCharCode(0x100 + number);
    let isThere = false;
    for (const [column, offset] of template) {
      const value = view[column][token + offset];
      if (value) isThere = true;
      feature += APART + (value ?? "⊥");
    }
    if (isThere) features.push(feature);
  }
  return features;
}
