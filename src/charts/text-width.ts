/**
 * About how wide a text is in a sans-serif face, in pixels: there are no fonts on the server, and a margin only
 * has to be wide enough. Wide East Asian characters and emoji are one em, narrow letters a little under 0.6 em.
 */
export function textWidth(text: string, fontSize = 12): number {
  let ems = 0;
  for (const letter of text) ems += emsOf(letter);
  return ems * fontSize;
}

/** The text, cut with an ellipsis where it would be wider than `width` pixels. */
export function cutToWidth(text: string, width: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= width) return text;
  let kept = "";
  for (const letter of text) {
    if (textWidth(`${kept}${letter}…`, fontSize) > width) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** The text on at most two lines of `width` pixels each; what does not fit the second is cut. */
export function twoLines(text: string, width: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= width) return text;
  let first = "";
  // words, and single characters where a script has no spaces
  for (const piece of text.split(/(?<=\s)|(?<=[\u2e80-\uffef])/u)) {
    if (textWidth(`${first}${piece}`.trimEnd(), fontSize) > width) break;
    first += piece;
  }
  const rest = cutToWidth(text.slice(first.length), width, fontSize);
  return first ? `${first.trimEnd()}\n${rest}` : rest;
}

/** Advance widths of DejaVu Sans, the widest of the faces a reader is likely to have. */
function emsOf(letter: string): number {
  if (/[.,:;'|!iljI ]/.test(letter)) return 0.34;
  if (/[mwMW%@]/.test(letter)) return 0.95;
  if (/[A-Z+−<>]/.test(letter)) return 0.74;
  return (letter.codePointAt(0) ?? 0) >= 0x1100 && letter !== "…" ? 1 : 0.63;
}
