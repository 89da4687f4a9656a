/** A stretch of a text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What ends a sentence for certain, with the quotes and brackets that close with it. */
const END = /[。！？!?；;…\n]+["'”’」』）)\]]*|\.+["'”’)\]]*(?=\s|$)/g;
/** A full stop after these, or after a single letter, ends nothing. */
const SHORT = /(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|approx|inc|ltd|oz|lbs?|ft|in|\p{L})\.$/iu;

/** The sentences of a text in either language, in order, without the white space around them. */
export function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { 0: sign, index } of text.matchAll(END)) {
    const end = index + sign.length;
    if (sign === "." && SHORT.test(text.slice(Math.max(from, end - 12), end)) && end < text.length) continue;
    push(spans, text, { start: from, end });
    from = end;
  }
  push(spans, text, { start: from, end: text.length });
  return spans;
}

export function sentences(text: string): string[] {
  return sentenceSpans(text).map(({ start, end }) => text.slice(start, end));
}

function push(spans: Span[], text: string, { start, end }: Span): void {
  const piece = text.slice(start, end);
  const first = start + piece.length - piece.trimStart().length;
  const last = start + piece.trimEnd().length;
  if (first < last) spans.push({ start: first, end: last });
}
