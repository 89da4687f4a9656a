import { mulberry32 } from "#numeric/mulberry32.js";
import { dense } from "#tensor/layers/dense.js";
import { binaryCrossEntropy } from "#tensor/losses/pointwise.js";
import type { Network } from "#tensor/network.js";
import { reshape } from "#tensor/ops/movement.js";
import type { EncoderConfig } from "#tensor/pretrained/encoder-config.js";
import { encoded, meanOfPresent } from "#tensor/pretrained/encoder-network.js";
import type { Batch } from "#tensor/train/batch.js";
import { fit as train } from "#tensor/train/fit.js";
import type { Weights } from "#tensor/train/weights-of.js";
import type { EncoderHead } from "./encoder-text-model.js";

/** Texts as an encoder reads them, and which of them are of the positive class. */
export interface LabelledIds {
  /** [texts] */
  readonly tokens: readonly Int32Array[];
  readonly positive: Uint8Array;
  /** The number that fills up a row. */
  readonly padding: number;
}

export interface Tuning {
  readonly config: EncoderConfig;
  readonly weights: Weights;
  readonly head: EncoderHead;
  /** Tokens of a row. */
  readonly length: number;
  readonly steps: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the steps that were taken. */
  readonly progress: (steps: number) => void;
}

export const BATCH = 32;
/** As Devlin et al. (2019), arXiv:1810.04805, appendix A.3, recommend for small sets. */
const RATE = 5e-5;
const RISING = 0.1;
const WEIGHT_DECAY = 0.01;
const CLIP_NORM = 1;
const HEAD = { weights: "head/weights", bias: "head/bias" } as const;

/** Trains an encoder and the head on it together, both classes counting alike. */
export async function tuneEncoder(
  labelled: LabelledIds,
  { config, weights, head, length, steps, seed, signal, progress }: Tuning,
): Promise<{ readonly weights: Weights; readonly head: EncoderHead }> {
  const beginning = new Map([...weights, [HEAD.weights, head.weights], [HEAD.bias, Float32Array.of(head.bias)]]);
  const { weights: learned } = await train(tuningNetwork(config, length), {
    loss: ({ odds }, { labels, counts }) => ({ losses: binaryCrossEntropy(odds!, labels!), weights: counts! }),
    given: { labels: { shape: [] }, counts: { shape: [] } },
    batches: () => batches(labelled, { length, steps, seed }),
    ...{ batchSize: BATCH, epochs: 1, seed, signal, clipNorm: CLIP_NORM, weights: beginning },
    optimiser: { name: "adamw", weightDecay: WEIGHT_DECAY },
    rate: { name: "one-cycle", rate: RATE, steps: Math.max(2, steps), rising: RISING },
    progress: ({ step }) => progress(step),
  });
  const encoder = new Map([...learned].filter(([name]) => weights.has(name)));
  return { weights: encoder, head: { weights: learned.get(HEAD.weights)!, bias: learned.get(HEAD.bias)![0]! } };
}

function tuningNetwork(config: EncoderConfig, length: number): Network {
  return {
    inputs: { ids: { shape: [length], type: "int64" }, present: { shape: [length] } },
    call({ ids, present }, scope) {
      const x = encoded({ ids: ids!, present: present! }, scope, config, { length });
      const mean = scope.dropout(meanOfPresent(x, present!), { rate: config.dropout });
      return { odds: reshape(dense(1).call(mean, scope.within("head")), [-1]) };
    },
  };
}

/** So many batches, every text once before any comes again. */
function* batches(
  { tokens, positive, padding }: LabelledIds,
  { length, steps, seed }: Pick<Tuning, "length" | "steps" | "seed">,
): Iterable<Batch> {
  const random = mulberry32(seed);
  const positives = positive.reduce((sum, one) => sum + one, 0);
  const counts = [tokens.length / (2 * (tokens.length - positives)), tokens.length / (2 * positives)] as const;
  let order: number[] = [];
  for (let step = 0; step < steps; step++) {
    if (order.length === 0) order = shuffled(tokens.length, random);
    const some = order.splice(0, BATCH);
    const ids = new Int32Array(some.length * length).fill(padding);
    const present = new Float32Array(ids.length);
    for (const [row, text] of some.entries()) {
      const own = tokens[text]!.subarray(0, length);
      ids.set(own, row * length);
      present.fill(1, row * length, row * length + own.length);
    }
    const labels = Float32Array.from(some, (text) => positive[text]!);
    const weights = Float32Array.from(some, (text) => counts[positive[text] as 0 | 1]);
    yield { rows: some.length, inputs: { ids, present, labels, counts: weights } };
  }
}

function shuffled(count: number, random: () => number): number[] {
  const keys = Float64Array.from({ length: count }, random);
  return Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
}
