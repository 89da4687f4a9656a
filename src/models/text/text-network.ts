import { dense } from "#tensor/layers/dense.js";
import { embedding } from "#tensor/layers/embedding.js";
import { layerNorm } from "#tensor/layers/layer-norm.js";
import { constant } from "#tensor/leaves.js";
import { binaryCrossEntropy } from "#tensor/losses/pointwise.js";
import { sampledCrossEntropy } from "#tensor/losses/sampled-cross-entropy.js";
import type { Network } from "#tensor/network.js";
import { cast, equal, gelu } from "#tensor/ops/elementwise.js";
import { matMul } from "#tensor/ops/matrix.js";
import { reshape, transpose } from "#tensor/ops/movement.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Loss } from "#tensor/train/training-graph.js";

/** What reads texts. */
export interface TextEncoder {
  readonly name: string;
  /** What each place says; absent where it cannot be asked place by place, and so not foretell masked words. */
  hidden?(x: Tensor, segment: Tensor, scope: Scope, settings: ReaderSettings): Tensor;
  /**
   * @param x [length, batch, width] vectors of the subwords
   * @param segment [batch, length] 1, 2, … for the first, second, … text of a row; 0 is padding
   * @returns [batch, segments, …] what each text comes to
   */
  pooled(x: Tensor, segment: Tensor, scope: Scope, settings: ReaderSettings): Tensor;
  /**
   * How much of what a text comes to was looked at in each place, through all layers, half of each what the layer itself
   * passes on: [batch, segments, length], together 1 for every text. Absent where nothing is looked at.
   *
   * Source: Abnar & Zuidema (2020), Quantifying attention flow in transformers, ACL: attention roll-out.
   */
  looks?(x: Tensor, segment: Tensor, scope: Scope, settings: ReaderSettings): Tensor;
}

export interface ReaderSettings {
  /** Subwords there are. */
  readonly vocabulary: number;
  readonly width: number;
  /** Places in a row. */
  readonly length: number;
  /** Texts in a row at most. */
  readonly segments: number;
  /** Share of numbers left out in training. */
  readonly dropout: number;
}

/** Name of the table of subwords among the weights. */
export const TABLE = "table";
/** How the rows of the table are drawn. */
export const TABLE_DEVIATION = 0.05;

/** From rows of subwords to the log-odds of every text in them. */
export function judgingNetwork(encoder: TextEncoder, settings: ReaderSettings): Network {
  const { length } = settings;
  return {
    inputs: { ids: { shape: [length], type: "int64" }, segment: { shape: [length] } },
    call: ({ ids, segment }, scope) => ({
      odds: oddsOf(encoder, settings, { x: lookedUp(ids!, scope, settings), segment: segment! }, scope),
    }),
  };
}

/** The same of one text a row, from the vectors of its subwords: what is saved. */
export function readingNetwork(encoder: TextEncoder, settings: ReaderSettings): Network {
  const alone = { ...settings, segments: 1 };
  const { length, width } = alone;
  return {
    inputs: { x: { shape: [length, width] }, segment: { shape: [length] } },
    call: ({ x, segment }, scope) => ({
      odds: oddsOf(encoder, alone, { x: transpose(x!, [1, 0, 2]), segment: segment! }, scope),
    }),
  };
}

/** From the vectors of one text's subwords to how much each was looked at: what is saved to explain by. */
export function lookingNetwork(encoder: TextEncoder, settings: ReaderSettings): Network {
  const alone = { ...settings, segments: 1 };
  const { length, width } = alone;
  return {
    inputs: { x: { shape: [length, width] }, segment: { shape: [length] } },
    call: ({ x, segment }, scope) => ({
      looks: encoder.looks!(transpose(x!, [1, 0, 2]), segment!, scope.within(encoder.name), alone), // [batch, 1, length]
    }),
  };
}

/** What `judgingLoss` is handed. */
export const judgingGiven = ({ segments }: ReaderSettings) => ({
  labels: { shape: [segments] },
  counts: { shape: [segments] },
});

/** −log of the chance of the truth, a label a text; places without a text count nothing. */
export const judgingLoss: Loss = ({ odds }, { labels, counts }) => ({
  losses: binaryCrossEntropy(odds!, labels!),
  weights: counts!,
});

/** How many places of a row are masked at most, and the subwords that stand for all others in a step's loss. */
export interface MaskedSettings extends ReaderSettings {
  readonly masked: number;
  readonly negatives: number;
}

/** From rows in which words are masked to what stands there, and the vectors the loss compares that with. */
export function foretellingNetwork(encoder: TextEncoder, settings: MaskedSettings): Network {
  const { length, width, masked, negatives } = settings;
  return {
    inputs: {
      ids: { shape: [length], type: "int64" },
      segment: { shape: [length] },
      places: { shape: [masked], type: "int64" },
      targets: { shape: [masked], type: "int64" },
      negatives: { shape: [negatives], type: "int64", isShared: true },
    },
    call(given, scope) {
      const x = lookedUp(given["ids"]!, scope, settings);
      const hidden = encoder.hidden!(x, given["segment"]!, scope.within(encoder.name), settings);
      const seen = reshape(at(hidden, given["places"]!, length), [-1, width]); // [batch · masked, width]
      const guess = scope.within("guess");
      const turned = gelu(dense(width).call(seen, guess.within("dense")));
      const truth = transpose(tableOf(settings).call(given["targets"]!, scope), [1, 0, 2]);
      return {
        guess: layerNorm().call(turned, guess.within("norm")),
        truth: reshape(truth, [-1, width]), // [batch · masked, width]
        others: tableOf(settings).call(given["negatives"]!, scope), // [negatives, width]
      };
    },
  };
}

/** What `foretellingLoss` is handed: which places are masked, and the logarithm of how often each negative is drawn. */
export const foretellingGiven = ({ masked, negatives }: MaskedSettings) => ({
  told: { shape: [masked] },
  drawn: { shape: [negatives], isShared: true },
});

/** Sampled softmax over the masked places; a negative that is the truth is left out. */
export const foretellingLoss: Loss = ({ guess, truth, others }, { told, drawn, targets, negatives }) => ({
  losses: sampledCrossEntropy(guess!, truth!, others!, {
    negativeLogChance: drawn!,
    isTruth: equal(reshape(targets!, [-1, 1]), reshape(negatives!, [1, -1])),
  }),
  weights: reshape(told!, [-1]),
});

function tableOf({ vocabulary, width }: ReaderSettings) {
  return embedding(vocabulary, width, { sparse: true, initial: { name: "normal", deviation: TABLE_DEVIATION } });
}

function lookedUp(ids: Tensor, scope: Scope, settings: ReaderSettings): Tensor {
  return tableOf(settings).call(ids, scope); // [length, batch, width]
}

function oddsOf(
  encoder: TextEncoder,
  settings: ReaderSettings,
  { x, segment }: { x: Tensor; segment: Tensor },
  scope: Scope,
): Tensor {
  const dropped = scope.dropout(x, { rate: settings.dropout, batchAxis: 1 });
  const pooled = encoder.pooled(dropped, segment, scope.within(encoder.name), settings);
  const kept = scope.dropout(pooled, { rate: settings.dropout });
  const odds = dense(1).call(kept, scope.within("judgement")); // [batch, segments, 1]
  return reshape(odds, [odds.shape[0] ?? 1, settings.segments]);
}

/** [batch, places, width] the vectors at some places of each row. @param hidden [length, batch, width] */
function at(hidden: Tensor, places: Tensor, length: number): Tensor {
  const [batch = 1, masked = 1] = places.shape;
  const all = constant(
    Array.from({ length }, (_, place) => place),
    [1, 1, length],
    "int64",
  );
  const isThere = cast(equal(reshape(places, [batch, masked, 1]), all), "float32"); // [batch, masked, length]
  return matMul(isThere, transpose(hidden, [1, 0, 2]));
}

/** 1 where a place is of a text, 0 elsewhere: [batch, segments, length]. */
export function placesOf(segment: Tensor, { segments, length }: ReaderSettings): Tensor {
  const [batch = 1] = segment.shape;
  const each = constant(
    Array.from({ length: segments }, (_, text) => text + 1),
    [1, segments, 1],
  );
  return cast(equal(reshape(segment, [batch, 1, length]), each), "float32");
}
