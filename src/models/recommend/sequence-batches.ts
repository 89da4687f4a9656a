import { mulberry32 } from "#numeric/mulberry32.js";
import { shuffled } from "#numeric/shuffled.js";
import type { Batch } from "#tensor/train/batch.js";
import { MOST_FORETOLD } from "./most-foretold.js";
import { packRows } from "./pack-rows.js";
import type { Histories } from "./recommender.js";
import { CORRECTION } from "./sequence-loss.js";
import type { SequenceSettings } from "./sequence-network.js";

export interface BatchOptions extends SequenceSettings {
  readonly batchSize: number;
  readonly seed: number;
}

/** Stretches of histories: each place but the last foretells the one behind it. */
interface Windows {
  /** [windows] */
  readonly from: Int32Array;
  /** [windows] places that foretell, at most the length of a row. */
  readonly size: Int32Array;
}

/**
 * Batches of one epoch of training: every event but a customer's first is foretold once, or as many as `MOST_FORETOLD`. The same
 * for the same epoch.
 */
export function sequenceBatches(histories: Histories, options: BatchOptions): (epoch: number) => Iterable<Batch> {
  const windows = windowsOf(histories, options.length);
  const draw =
    options.negatives === histories.items ? everyItem(histories) : negativeDraws(histories, options.negatives);
  return function* batches(epoch) {
    const random = mulberry32(options.seed * 1_000_003 + epoch);
    const order = bounded(shuffled(windows.from.length, random), windows);
    const sizes = Int32Array.from(order, (w) => windows.size[w]!);
    const packed = packRows(sizes, options.length);
    const all = laidOut(histories.item, { windows, order, packed, options });
    const { batchSize, length } = options;
    const steps = Math.ceil(packed.rows / batchSize);
    for (let step = 0; step < steps; step++) {
      const rows = Math.min(batchSize, packed.rows - step * batchSize);
      const [from, to] = [step * batchSize * length, (step * batchSize + rows) * length];
      yield {
        rows,
        inputs: {
          items: all.items.subarray(from, to),
          targets: all.targets.subarray(from, to),
          segment: all.segment.subarray(from, to),
          ...draw(random),
        },
      };
    }
  };
}

/** From the end of each history backwards, so that what is short is its beginning. */
function windowsOf({ customers, starts }: Histories, length: number): Windows {
  let count = 0;
  for (let u = 0; u < customers; u++) count += Math.max(0, Math.ceil((starts[u + 1]! - 1 - starts[u]!) / length));
  const windows = { from: new Int32Array(count), size: new Int32Array(count) };
  let w = 0;
  for (let u = 0; u < customers; u++) {
    for (let end = starts[u + 1]! - 1; end > starts[u]!; end -= length, w++) {
      windows.from[w] = Math.max(starts[u]!, end - length);
      windows.size[w] = end - windows.from[w]!;
    }
  }
  return windows;
}

/** The first of an order, as many as foretell no more than an epoch may. */
function bounded(order: Int32Array, { size }: Windows): Int32Array {
  let count = 0;
  for (let foretold = 0; count < order.length; count++) {
    foretold += size[order[count]!]!;
    if (foretold > MOST_FORETOLD) break;
  }
  return order.subarray(0, count);
}

interface Laying {
  readonly windows: Windows;
  readonly order: Int32Array;
  readonly packed: ReturnType<typeof packRows>;
  readonly options: BatchOptions;
}

function laidOut(item: Int32Array, { windows, order, packed, options: { length, items: padding } }: Laying) {
  const items = new Int32Array(packed.rows * length).fill(padding);
  const targets = new Int32Array(packed.rows * length).fill(padding);
  const segment = new Float32Array(packed.rows * length);
  for (const [s, w] of order.entries()) {
    const [from, size, at] = [windows.from[w]!, windows.size[w]!, packed.starts[s]!];
    items.set(item.subarray(from, from + size), at);
    targets.set(item.subarray(from + 1, from + size + 1), at);
    segment.fill(packed.segment[s]!, at, at + size);
  }
  return { items, targets, segment };
}

/**
 * Draws negatives, half of them as often as items are had, half of them evenly: the popular ones are the hardest to tell
 * from the truth, the others must be met to be learned at all.
 */
function negativeDraws({ item, items }: Histories, negatives: number) {
  const counts = new Float64Array(items);
  for (const i of item) counts[i]! += 1;
  const expected = counts.map((count) => negatives * (0.5 * (count / Math.max(1, item.length)) + 0.5 / items));
  return (random: () => number) => {
    const drawn = Int32Array.from({ length: negatives }, () =>
      random() < 0.5 && item.length > 0 ? item[Math.floor(random() * item.length)]! : Math.floor(random() * items),
    );
    return { negatives: drawn, [CORRECTION]: Float32Array.from(drawn, (i) => -Math.log(expected[i]!)) };
  };
}

/** Every item once: nothing is drawn, nothing to be corrected. */
function everyItem({ items }: Histories) {
  const all = { negatives: Int32Array.from({ length: items }, (_, i) => i), [CORRECTION]: new Float32Array(items) };
  return () => all;
}
