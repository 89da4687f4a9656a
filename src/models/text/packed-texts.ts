/** Texts laid into rows of one length, several into one where they fit, so that little is computed for nothing. */
export interface PackedTexts {
  readonly rows: number;
  /** [rows · length] padding is 0 */
  readonly ids: Int32Array;
  /** [rows · length] 1, 2, … for the first, second, … text of a row; 0 where none stands. */
  readonly segment: Float32Array;
  /** [rows · segments] which text it is; −1: none. */
  readonly texts: Int32Array;
}

export interface RowShape {
  /** Places in a row. */
  readonly length: number;
  /** Texts in a row at most. */
  readonly segments: number;
}

/** Rows that are still looked at for room. */
const OPEN = 24;

/**
 * First fit: each text goes into the first of the newest rows that has room for it, else into a new one.
 *
 * @param tokens none longer than a row @param order of the texts that are laid out
 */
export function packTexts(
  tokens: readonly Int32Array[],
  order: Int32Array,
  { length, segments }: RowShape,
): PackedTexts {
  const used: number[] = [];
  const held: number[] = [];
  const rowOf = new Int32Array(order.length);
  let open: number[] = [];
  for (const [at, text] of order.entries()) {
    const size = tokens[text]!.length;
    let row = open.find((one) => used[one]! + size <= length && held[one]! < segments);
    if (row === undefined) {
      row = used.length;
      used.push(0);
      held.push(0);
      open = [...open.slice(-OPEN), row];
    }
    rowOf[at] = row;
    used[row]! += size;
    held[row]! += 1;
  }
  return laidOut(tokens, order, { rowOf, rows: used.length, length, segments });
}

interface Laying extends RowShape {
  /** [order] */
  readonly rowOf: Int32Array;
  readonly rows: number;
}

function laidOut(
  tokens: readonly Int32Array[],
  order: Int32Array,
  { rowOf, rows, length, segments }: Laying,
): PackedTexts {
  const ids = new Int32Array(rows * length);
  const segment = new Float32Array(rows * length);
  const texts = new Int32Array(rows * segments).fill(-1);
  const [used, held] = [new Int32Array(rows), new Int32Array(rows)];
  for (const [at, text] of order.entries()) {
    const row = rowOf[at]!;
    const own = tokens[text]!;
    const from = row * length + used[row]!;
    texts[row * segments + held[row]!] = text;
    held[row]! += 1;
    used[row]! += own.length;
    ids.set(own, from);
    segment.fill(held[row]!, from, from + own.length);
  }
  return { rows, ids, segment, texts };
}
