import { spansOf, type TaggedSpan, type TaggedText } from "#text/tagged-text.js";

/** How often a string of tokens was a name, by kind, and how often it was there at all. */
interface Entry {
  readonly named: Map<string, number>;
  there: number;
}

/** A known name found in a text. */
interface Match extends TaggedSpan {
  /** Share of the places of this string at which it is a name of this kind. */
  readonly purity: number;
  readonly named: number;
}

/** The names of the tagged texts a tagger learns from, and how far each can be trusted. */
export interface EntityLexicon {
  /**
   * [tokens] features from the names of which a token is part.
   *
   * @param own the tags of a text that the lexicon was made of: what it says of itself is left out, as no other text will be
   * found in the lexicon by what it taught
   */
  features(forms: readonly string[], own?: readonly string[]): string[][];
  save(): SavedLexicon;
}

export type SavedLexicon = readonly (readonly [
  name: string,
  there: number,
  named: readonly (readonly [string, number])[],
])[];

const LONGEST = 16;
const APART = "\u0001";

/** @param forms [texts][tokens] */
export function entityLexicon(forms: readonly (readonly string[])[], texts: readonly TaggedText[]): EntityLexicon {
  const entries = new Map<string, Entry>();
  for (const [at, { tags }] of texts.entries()) {
    for (const { name, kind } of namesOf(forms[at]!, tags)) {
      const entry = entries.get(name) ?? { named: new Map(), there: 0 };
      entry.named.set(kind, (entry.named.get(kind) ?? 0) + 1);
      entries.set(name, entry);
    }
  }
  for (const tokens of forms) eachKnown(tokens, entries, ({ entry }) => (entry.there += 1));
  return lexiconOf(entries);
}

export function loadEntityLexicon(saved: SavedLexicon): EntityLexicon {
  return lexiconOf(new Map(saved.map(([name, there, named]) => [name, { there, named: new Map(named) }])));
}

function lexiconOf(entries: ReadonlyMap<string, Entry>): EntityLexicon {
  return {
    features(forms, own) {
      const features = forms.map((): string[] => []);
      for (const match of matchesIn(forms, entries, own)) {
        for (let token = match.start; token < match.end; token++) features[token]!.push(featureOf(match, token));
      }
      return features;
    },
    save: () => Array.from(entries, ([name, { there, named }]) => [name, there, [...named]] as const),
  };
}

function featureOf({ start, end, kind, purity, named }: Match, token: number): string {
  const place = end - start === 1 ? "S" : token === start ? "B" : token === end - 1 ? "E" : "M";
  return `lex${APART}${kind}${APART}${place}${APART}${Math.ceil(4 * purity)}${APART}${Math.min(3, named)}${APART}${Math.min(6, end - start)}`;
}

/** Of every kind the longest name at a token, none within another of its kind. */
function matchesIn(forms: readonly string[], entries: ReadonlyMap<string, Entry>, own?: readonly string[]): Match[] {
  const taught = own ? ownCounts(forms, own, entries) : null;
  const found = new Map<string, Match[]>();
  eachKnown(forms, entries, ({ name, entry, start, end }) => {
    const there = entry.there - (taught?.get(name)?.there ?? 0);
    for (const [kind, all] of entry.named) {
      const named = all - (taught?.get(name)?.named.get(kind) ?? 0);
      if (named <= 0) continue;
      const match = { start, end, kind, named, purity: named / Math.max(there, named) };
      found.set(kind, [...(found.get(kind) ?? []), match]);
    }
  });
  return [...found.values()].flatMap(outermost);
}

/** @param matches by rising start, then rising end */
function outermost(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  let reached = 0;
  for (const [at, match] of matches.entries()) {
    const longer = matches[at + 1]?.start === match.start;
    if (longer || match.end <= reached) continue;
    kept.push(match);
    reached = match.end;
  }
  return kept;
}

function ownCounts(forms: readonly string[], tags: readonly string[], entries: ReadonlyMap<string, Entry>) {
  const own = new Map<string, Entry>();
  eachKnown(forms, entries, ({ name }) => {
    const entry = own.get(name) ?? { named: new Map(), there: 0 };
    entry.there += 1;
    own.set(name, entry);
  });
  for (const { name, kind } of namesOf(forms, tags)) {
    const named = own.get(name)?.named;
    named?.set(kind, (named.get(kind) ?? 0) + 1);
  }
  return own;
}

function namesOf(forms: readonly string[], tags: readonly string[]) {
  return spansOf(tags)
    .filter(({ start, end }) => end - start <= LONGEST)
    .map((span) => ({ ...span, name: forms.slice(span.start, span.end).join(APART) }));
}

interface Known {
  readonly name: string;
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}

/** Every stretch of the tokens that is in the lexicon, by rising start, then rising end. */
function eachKnown(forms: readonly string[], entries: ReadonlyMap<string, Entry>, visit: (known: Known) => void): void {
  for (let start = 0; start < forms.length; start++) {
    let name = "";
    for (let end = start + 1; end <= Math.min(forms.length, start + LONGEST); end++) {
      name += (end > start + 1 ? APART : "") + forms[end - 1]!;
      const entry = entries.get(name);
      if (entry) visit({ name, entry, start, end });
    }
  }
}
