/** Names of the characters U+00A0 … U+00FF, in order, as HTML 4 gives them (Latin-1). */
const latin =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml".split(
    " ",
  );

/** Of the other names, those that people and shop systems write. */
const others: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  sbquo: "‚",
  ldquo: "“",
  rdquo: "”",
  bdquo: "„",
  lsaquo: "‹",
  rsaquo: "›",
  bull: "•",
  trade: "™",
  euro: "€",
  hearts: "♥",
  star: "☆",
  starf: "★",
  check: "✓",
  cross: "✗",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  zwj: "\u200d",
  zwnj: "\u200c",
  larr: "←",
  rarr: "→",
  infin: "∞",
  ne: "≠",
  le: "≤",
  ge: "≥",
};

const named = new Map([
  ...latin.map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...Object.entries(others),
]);

/** The character of `amp`, `#38` or `#x26`; undefined where there is none. */
export function htmlEntity(name: string): string | undefined {
  if (!name.startsWith("#")) return named.get(name) ?? named.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
