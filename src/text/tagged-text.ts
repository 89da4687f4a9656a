/** A text cut into tokens, each with its tag: `O` for what is nothing, `B-kind` where a name begins, `I-kind` where it goes on. */
export interface TaggedText {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}

/** A name among tokens: from `start` up to, not including, `end`. */
export interface TaggedSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

export const OUTSIDE = "O";

/** Whether `tag` may follow `before`: a name goes on only where one of its kind is. @param before null: at the start */
export function mayFollow(tag: string, before: string | null): boolean {
  return !tag.startsWith("I-") || (before !== null && before !== OUTSIDE && before.slice(2) === tag.slice(2));
}

/** The names that tags mark. One that goes on where none is begins there, as in the first form of CoNLL. */
export function spansOf(tags: readonly string[]): TaggedSpan[] {
  const spans: TaggedSpan[] = [];
  let start = 0;
  for (let end = 1; end <= tags.length; end++) {
    const goesOn = end < tags.length && tags[end]!.startsWith("I-") && mayFollow(tags[end]!, tags[end - 1]!);
    if (goesOn) continue;
    if (tags[start] !== OUTSIDE) spans.push({ start, end, kind: tags[start]!.slice(2) });
    start = end;
  }
  return spans;
}

/** Tags of so many tokens that mark these names, which do not overlap. */
export function tagsOf(spans: readonly TaggedSpan[], tokens: number): string[] {
  const tags = Array.from({ length: tokens }, () => OUTSIDE);
  for (const { start, end, kind } of spans) {
    tags[start] = `B-${kind}`;
    tags.fill(`I-${kind}`, start + 1, end);
  }
  return tags;
}
