/**
 * The last customer of a fifth: whoever comes after, by value and then by id, is in a higher one. As pairs and not
 * values alone, the cuts give every customer they were made from exactly ceil(5 · rank / n), ties included, and score
 * a newcomer without the others.
 */
export interface Cut {
  readonly value: number;
  readonly id: string;
}

/** The ends of the first four fifths; null where a fifth is empty because there are fewer than five customers. */
export type Cuts = readonly (Cut | null)[];

/**
 * Where the fifths of `values` end when ranked by value, then by id.
 *
 * @param values [n] higher is better; no NaN
 * @param ids [n] distinct, in the order of `compareIds`
 */
export function cutsOf(values: Float64Array, ids: readonly string[]): Cuts {
  const sorted = values.slice().sort();
  return [1, 2, 3, 4].map((fifth) => {
    const rank = Math.floor((fifth * values.length) / 5);
    if (rank === 0) return null;
    const value = sorted[rank - 1]!;
    return { value, id: ids[nthRowWith(value, rank - sorted.indexOf(value), values)]! };
  });
}

/** The row of the nth (from 1) occurrence of `value`. */
function nthRowWith(value: number, nth: number, values: Float64Array): number {
  let row = -1;
  for (let seen = 0; seen < nth; seen += 1) row = values.indexOf(value, row + 1);
  return row;
}

/** In which fifth, 1 to 5, a customer is: five is best. */
export function fifthOf(cuts: Cuts, value: number, id: string): number {
  return 1 + cuts.filter((cut) => cut === null || isAbove(cut, value, id)).length;
}

function isAbove(cut: Cut, value: number, id: string): boolean {
  return value > cut.value || (value === cut.value && compareIds(id, cut.id) > 0);
}

/**
 * Order of two ids by code points, as databases compare text: "10" before "9". JavaScript's own `<` compares UTF-16
 * units, which puts an emoji before "ﬁ".
 *
 * Source: https://icu-project.org/docs/papers/utf16_code_point_order.html
 */
export function compareIds(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left !== right) return inCodePointOrder(left) - inCodePointOrder(right);
  }
  return a.length - b.length;
}

/** Moves the surrogates, which stand for the highest code points, above the rest. */
function inCodePointOrder(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
