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

function emsOf(letter: string): number {
  if (/[.,:;'|!iljI ]/.test(letter)) return 0.33;
  if (/[A-ZmwMW%@€]/.test(letter)) return 0.72;
  return (letter.codePointAt(0) ?? 0) >= 0x1100 ? 1 : 0.58;
}
