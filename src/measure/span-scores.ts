/** How many spans were there, were found, and were found exactly: begin, end and kind. */
export interface SpanCounts {
  readonly there: number;
  readonly found: number;
  readonly right: number;
}

export interface SpanScores extends SpanCounts {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/**
 * Exact-span scores: a name counts as found only with the right begin, end and kind; over all names alike (micro), and
 * of every kind.
 *
 * Source: Tjong Kim Sang & De Meulder (2003), "Introduction to the CoNLL-2003 shared task", the measure of `conlleval`.
 *
 * @param there [texts] what is true @param found [texts] what was said
 */
export function spanScores(
  there: readonly (readonly Span[])[],
  found: readonly (readonly Span[])[],
): { readonly all: SpanScores; readonly kinds: Readonly<Record<string, SpanScores>> } {
  if (there.length !== found.length)
    throw new RangeError(`expected spans of ${there.length} texts, got ${found.length}`);
  const kinds = new Map<string, { there: number; found: number; right: number }>();
  const of = (kind: string) => {
    const known = kinds.get(kind) ?? { there: 0, found: 0, right: 0 };
    kinds.set(kind, known);
    return known;
  };
  for (const [at, spans] of there.entries()) {
    const truths = new Set(spans.map(key));
    for (const { kind } of spans) of(kind).there += 1;
    for (const span of found[at]!) {
      of(span.kind).found += 1;
      if (truths.has(key(span))) of(span.kind).right += 1;
    }
  }
  const counted = [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sum = (name: keyof SpanCounts) => counted.reduce((total, [, counts]) => total + counts[name], 0);
  return {
    all: scored({ there: sum("there"), found: sum("found"), right: sum("right") }),
    kinds: Object.fromEntries(counted.map(([kind, counts]) => [kind, scored(counts)])),
  };
}

const key = ({ start, end, kind }: Span) => `${start} ${end} ${kind}`;

/** Nothing found, or nothing there, scores 0; F1 is 2·right / (there + found). */
function scored(counts: SpanCounts): SpanScores {
  const { there, found, right } = counts;
  const share = (whole: number) => (whole === 0 ? 0 : right / whole);
  return { ...counts, precision: share(found), recall: share(there), f1: share((there + found) / 2) };
}
