import { mulberry32 } from "#numeric/mulberry32.js";
import { shuffled } from "#numeric/shuffled.js";
import type { Batch } from "#tensor/train/batch.js";
import { type PackedTexts, packTexts } from "./packed-texts.js";
import { numbered } from "./subword-texts.js";
import type { ReaderSettings } from "./text-network.js";

export interface BatchOptions {
  /** Rows of a step. */
  readonly batchSize: number;
  readonly seed: number;
}

export interface LabelledTokens {
  /** [texts] */
  readonly tokens: readonly Int32Array[];
  /** [texts] 1 or 0 */
  readonly positive: Uint8Array;
}

/** Share of words hidden from a judgement that is learned, so that it does not hang on a single one. */
const HIDDEN = 0.1;
/** A truth is believed to this, not to 1. */
const BELIEVED = 0.97;

type Epochs = (epoch: number) => Iterable<Batch>;

/** Batches of one epoch of learning to judge: every text once. The same for the same epoch. */
export function judgingBatches(
  { tokens, positive }: LabelledTokens,
  settings: ReaderSettings,
  { batchSize, seed }: BatchOptions,
): Epochs {
  const { length, segments } = settings;
  return function* batches(epoch) {
    const random = mulberry32(seed * 1_000_003 + epoch);
    const packed = packTexts(tokens, shuffled(tokens.length, random), settings);
    const labels = Float32Array.from(packed.texts, (text) => (positive[text] === 1 ? BELIEVED : 1 - BELIEVED));
    const counts = Float32Array.from(packed.texts, (text) => Number(text >= 0));
    for (const { from, rows } of steps(packed, batchSize)) {
      const ids = packed.ids.slice(from * length, (from + rows) * length);
      for (let i = 0; i < ids.length; i++) if (ids[i]! > numbered.mask && random() < HIDDEN) ids[i] = numbered.mask;
      const ofRows = (of: Float32Array, each: number) => of.subarray(from * each, (from + rows) * each);
      yield {
        rows,
        inputs: {
          ids,
          segment: ofRows(packed.segment, length),
          labels: ofRows(labels, segments),
          counts: ofRows(counts, segments),
        },
      };
    }
  };
}

/** Stretches of rows, one a step. */
export function* steps({ rows }: PackedTexts, batchSize: number): Iterable<{ from: number; rows: number }> {
  for (let from = 0; from < rows; from += batchSize) yield { from, rows: Math.min(batchSize, rows - from) };
}
