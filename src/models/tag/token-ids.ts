import type { TokenView } from "./token-view.js";

/** What a network looks up for every token. */
export const idColumns = ["form", "before", "after", "word", "place"] as const;
export type IdColumn = (typeof idColumns)[number];

/** The values that each column was seen with, numbered from 2; 0 fills up a row, 1 is what was seen too rarely. */
export type Vocabularies = Readonly<Record<IdColumn, ReadonlyMap<string, number>>>;

export const FILLING = 0;
const RARE = 1;
const FIRST = 2;
const LEAST_COUNT = 2;

/** A token alone, together with the one before and the one after, the word it is part of and its place there. */
function valuesOf({ form, word, place }: TokenView): Record<IdColumn, readonly string[]> {
  return {
    form,
    before: form.map((token, t) => `${form[t - 1] ?? ""} ${token}`),
    after: form.map((token, t) => `${token} ${form[t + 1] ?? ""}`),
    word,
    place,
  };
}

export function vocabulariesOf(views: readonly TokenView[]): Vocabularies {
  const values = views.map(valuesOf);
  return each((column) => {
    const counts = new Map<string, number>();
    for (const text of values) for (const value of text[column]) counts.set(value, (counts.get(value) ?? 0) + 1);
    const known = [...counts].filter(([, count]) => count >= LEAST_COUNT).map(([value]) => value);
    return numbered(known);
  });
}

export const numbered = (known: readonly string[]): ReadonlyMap<string, number> =>
  new Map(known.map((value, at) => [value, FIRST + at]));

/** Rows of the table of a column. */
export const rowsOf = (vocabulary: ReadonlyMap<string, number>) => vocabulary.size + FIRST;

/** [tokens] for every column */
export function idsOf(view: TokenView, vocabularies: Vocabularies): Readonly<Record<IdColumn, Int32Array>> {
  const values = valuesOf(view);
  return each((column) => Int32Array.from(values[column], (value) => vocabularies[column].get(value) ?? RARE));
}

export function each<Value>(of: (column: IdColumn) => Value): Record<IdColumn, Value> {
  return Object.fromEntries(idColumns.map((column) => [column, of(column)])) as Record<IdColumn, Value>;
}
