import { mayFollow, OUTSIDE, type TaggedText } from "#text/tagged-text.js";

/** The tags there are, and which may follow which. */
export interface TagSet {
  /** The first is `O`. */
  readonly names: readonly string[];
  /** [tags] 0 where a text may begin with it, −∞ where not. */
  readonly start: Float64Array;
  /** [from, to] 0 where one may follow the other, −∞ where not. */
  readonly edges: Float64Array;
}

/** `O`, and for every kind that is named beginning and going on. */
export function tagSetOf(texts: readonly TaggedText[]): TagSet {
  const kinds = new Set(texts.flatMap(({ tags }) => tags.filter((tag) => tag !== OUTSIDE).map((tag) => tag.slice(2))));
  return tagSetNamed([OUTSIDE, ...[...kinds].sort().flatMap((kind) => [`B-${kind}`, `I-${kind}`])]);
}

const MOST = 255; // a tag is one byte

export function tagSetNamed(names: readonly string[]): TagSet {
  if (names.length > MOST) throw new RangeError(`expected at most ${MOST} tags, got ${names.length}`);
  const allowed = (tag: string, before: string | null) => (mayFollow(tag, before) ? 0 : Number.NEGATIVE_INFINITY);
  return {
    names,
    start: Float64Array.from(names, (tag) => allowed(tag, null)),
    edges: Float64Array.from(names.flatMap((from) => names.map((to) => allowed(to, from)))),
  };
}
