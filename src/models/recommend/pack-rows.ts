/** Where sequences lie when they share rows. */
export interface PackedRows {
  readonly rows: number;
  /** [sequences] where each begins, counted over all rows: row · length + place. */
  readonly starts: Int32Array;
  /** [sequences] which one of its row it is, from 1: what tells it from its neighbours. */
  readonly segment: Int32Array;
}

/** Rows looked through for a gap. The more, the fuller they get; at 64, sequences of a shop fill more than nine tenths. */
const OPEN_ROWS = 64;

/**
 * Puts sequences side by side into rows of one length, so that little is computed for padding: each goes into the first
 * of the last rows that has room.
 *
 * @param lengths of each sequence, at most `length`
 */
export function packRows(lengths: ArrayLike<number>, length: number): PackedRows {
  const starts = new Int32Array(lengths.length);
  const segment = new Int32Array(lengths.length);
  const open: { row: number; used: number; held: number }[] = [];
  let rows = 0;
  for (let s = 0; s < lengths.length; s++) {
    const size = lengths[s]!;
    let place = open.find(({ used }) => used + size <= length);
    if (!place) {
      place = { row: rows, used: 0, held: 0 };
      rows += 1;
      open.push(place);
      if (open.length > OPEN_ROWS) open.shift();
    }
    starts[s] = place.row * length + place.used;
    place.used += size;
    place.held += 1;
    segment[s] = place.held;
  }
  return { rows, starts, segment };
}
