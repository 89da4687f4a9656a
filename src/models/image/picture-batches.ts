import { type Augmentation, augment } from "#image/augment.js";
import { picturePixels } from "#image/pictures.js";
import { betaRandom } from "#numeric/beta-random.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { shuffled } from "#numeric/shuffled.js";
import type { Batch } from "#tensor/train/batch.js";
import type { LabelledPictures } from "./image-classifier.js";

export interface BatchOptions {
  readonly batchSize: number;
  readonly seed: number;
  readonly augmentation: Augmentation;
  /** How much pictures are mixed with each other: α of the Beta the shares are drawn from; 0: not. Source: Zhang et al. (2018), arXiv:1710.09412. */
  readonly mixup: number;
  /** Share of the truth that is spread evenly over all classes. */
  readonly smoothing: number;
}

/**
 * Batches of one epoch of training, the same for the same epoch: every picture once in an order of its own, changed by chance, `x`
 * [rows, channels, side, side] from 0 to 1, `target` [rows, classes]. Only whole batches: what is left over comes in other epochs.
 */
export function pictureBatches(cases: LabelledPictures, options: BatchOptions): (epoch: number) => Generator<Batch> {
  const { label } = cases;
  const { batchSize, seed } = options;
  return function* batches(epoch) {
    const random = mulberry32(seed * 1_000_003 + epoch);
    const order = shuffled(label.length, random);
    for (let from = 0; from + batchSize <= order.length; from += batchSize) {
      yield batchOf(cases, order.subarray(from, from + batchSize), options, random);
    }
  };
}

export const stepsOf = (cases: number, batchSize: number): number => Math.floor(cases / batchSize);

function batchOf(
  { pictures, label, classes }: LabelledPictures,
  rows: Int32Array,
  { augmentation, mixup, smoothing }: BatchOptions,
  random: () => number,
): Batch {
  const { form } = pictures;
  const size = picturePixels(form);
  const pixels = new Uint8Array(rows.length * size);
  pictures.read(rows, pixels);
  const x = new Float32Array(rows.length * size);
  const target = new Float32Array(rows.length * classes).fill(smoothing / classes);
  for (const [at, row] of rows.entries()) {
    const into = x.subarray(at * size, (at + 1) * size);
    augment(pixels.subarray(at * size, (at + 1) * size), form, { augmentation, random, into });
    target[at * classes + label[row]!]! += 1 - smoothing;
  }
  if (mixup > 0) {
    const share = betaRandom(random, mixup, mixup);
    mixed(x, size, share);
    mixed(target, classes, share);
  }
  return { rows: rows.length, inputs: { x, target } };
}

/** Every row with the one as far from the end, in place. */
function mixed(numbers: Float32Array, width: number, share: number): void {
  const rows = numbers.length / width;
  for (let row = 0; row < rows >> 1; row++) {
    const [from, to] = [row * width, (rows - 1 - row) * width];
    for (let i = 0; i < width; i++) {
      const [one, other] = [numbers[from + i]!, numbers[to + i]!];
      numbers[from + i] = share * one + (1 - share) * other;
      numbers[to + i] = share * other + (1 - share) * one;
    }
  }
}
