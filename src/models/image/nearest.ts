import { setImmediate } from "node:timers/promises";
import { mulberry32 } from "#numeric/mulberry32.js";
import { rowsToLengthOne } from "#numeric/rows-to-length-one.js";

/** For every picture those most like it, nearest first. */
export interface Neighbours {
  /** How many each has. */
  readonly each: number;
  /** [pictures, each] −1 where there are fewer */
  readonly rows: Int32Array;
  /** [pictures, each] cosine of the angle between them */
  readonly likeness: Float32Array;
}

const MOST_WIDTH = 192;

/**
 * The nearest of every picture among those of other groups (pictures of one item are no news to each other), by cosine.
 *
 * Wide descriptions are first brought to 192 numbers by random signs, which keeps angles to within a few hundredths. Source: Achlioptas
 * (2003), Database-friendly random projections.
 *
 * @param embedded [pictures, width] @param group [pictures]
 */
export async function nearest(
  embedded: Float32Array,
  { width, group, each, signal }: { width: number; group: Int32Array; each: number; signal?: AbortSignal },
): Promise<Neighbours> {
  const [vectors, narrow] = width > MOST_WIDTH ? [projected(embedded, width), MOST_WIDTH] : [embedded.slice(), width];
  rowsToLengthOne(vectors, narrow);
  const pictures = group.length;
  const rows = new Int32Array(pictures * each).fill(-1);
  const likeness = new Float32Array(pictures * each).fill(Number.NEGATIVE_INFINITY);
  for (let a = 0; a < pictures; a++) {
    if (a % 64 === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    for (let b = 0; b < a; b++) {
      if (group[a] === group[b]) continue;
      let dot = 0;
      for (let i = 0, p = a * narrow, q = b * narrow; i < narrow; i++) dot += vectors[p + i]! * vectors[q + i]!;
      insert(rows, likeness, { each, of: a, other: b, dot });
      insert(rows, likeness, { each, of: b, other: a, dot });
    }
  }
  return { each, rows, likeness };
}

interface Pair {
  readonly each: number;
  readonly of: number;
  readonly other: number;
  readonly dot: number;
}

function insert(rows: Int32Array, likeness: Float32Array, { each, of, other, dot }: Pair): void {
  const from = of * each;
  let at = from + each - 1;
  if (dot <= likeness[at]!) return;
  for (; at > from && likeness[at - 1]! < dot; at--) {
    likeness[at] = likeness[at - 1]!;
    rows[at] = rows[at - 1]!;
  }
  likeness[at] = dot;
  rows[at] = other;
}

function projected(embedded: Float32Array, width: number): Float32Array {
  const random = mulberry32(width);
  const signs = Int8Array.from({ length: width * MOST_WIDTH }, () => (random() < 0.5 ? -1 : 1));
  const pictures = embedded.length / width;
  const found = new Float32Array(pictures * MOST_WIDTH);
  for (let row = 0; row < pictures; row++) {
    const own = found.subarray(row * MOST_WIDTH, (row + 1) * MOST_WIDTH);
    for (let i = 0; i < width; i++) {
      const value = embedded[row * width + i]!;
      if (value === 0) continue;
      for (let j = 0, at = i * MOST_WIDTH; j < MOST_WIDTH; j++) own[j]! += value * signs[at + j]!;
    }
  }
  return found;
}
