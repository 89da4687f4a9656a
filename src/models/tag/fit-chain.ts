import { setImmediate } from "node:timers/promises";
import { inDrawnOrder } from "#numeric/in-drawn-order.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { chainLoss } from "./chain-loss.js";
import { type ChainWeights, chainOf, type EncodedText } from "./chain-weights.js";

export interface TruthText extends EncodedText {
  /** [tokens] the true tags, by number */
  readonly truth: Uint8Array;
}

export interface ChainTraining {
  readonly features: number;
  /** [from, to] 0 or −∞ */
  readonly allowed: Float64Array;
  /** [tags] 0 or −∞ */
  readonly start: Float64Array;
  readonly edgeKinds: number;
  /** λ of ½λ‖w‖², of all texts together. */
  readonly ridge: number;
  readonly rate: number;
  /** Share of a token's features that a step does not see, so that none leans on the others; in [0, 1). */
  readonly dropout: number;
  readonly epochs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share done, in [0, 1], and the mean loss of a text. */
  readonly progress: (share: number, loss: number) => void;
}

const SMALL = 1e-8;
const TEXTS_A_TURN = 64;

/**
 * Fits a linear-chain field, one text after another in an order drawn anew for every epoch:
 *
 *     minimise  Σ −ln P(tags | text) + ½λ‖w‖²
 *
 * Each weight's share of the penalty is borne in equal parts by the places where its feature stands, so that a text touches
 * only weights of its own. Weights of the last quarter of epochs are averaged.
 *
 * Source: Duchi, Hazan & Singer (2011), "Adaptive subgradient methods" (the step of AdaGrad, coordinate by coordinate);
 * Polyak & Juditsky (1992) (the average).
 */
export async function fitChain(texts: readonly TruthText[], training: ChainTraining): Promise<ChainWeights> {
  const { features, allowed, start, edgeKinds, epochs, seed, signal, progress } = training;
  const tags = start.length;
  const edges = new Float64Array(edgeKinds * tags * tags);
  for (let kind = 0; kind < edgeKinds; kind++) edges.set(allowed, kind * tags * tags);
  const weights: ChainWeights = { tags, states: new Float64Array(features * tags), edges, start: start.slice() };
  const squares = { states: new Float64Array(features * tags), edges: new Float64Array(edges.length) };
  const state: State = { weights, training, texts: texts.length, counts: countsOf(texts, features), squares };
  let average: Average | null = null;
  const random = mulberry32(seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    let loss = 0;
    for (const [at, text] of inDrawnOrder(texts, random).entries()) {
      if (at % TEXTS_A_TURN === 0) {
        await setImmediate();
        signal.throwIfAborted();
      }
      loss += step(state, thinned(text, training.dropout, random));
    }
    if (epoch >= epochs - Math.ceil(epochs / 4)) average = withEpoch(average, weights);
    progress((epoch + 1) / epochs, loss / texts.length);
  }
  return average?.weights ?? weights;
}

interface State {
  readonly weights: ChainWeights;
  readonly training: ChainTraining;
  readonly texts: number;
  /** [features] how often each stands in all texts */
  readonly counts: Int32Array;
  /** Sums of squared slopes. */
  readonly squares: { readonly states: Float64Array; readonly edges: Float64Array };
}

/** @returns the loss of the text before the step */
function step(state: State, text: TruthText): number {
  const { weights, training, counts, squares } = state;
  const { tags, states } = weights;
  const { ridge, rate } = training;
  const { starts, features, kinds, truth } = text;
  const scale = 1 / (1 - training.dropout); // what is seen stands for what is not
  const chain = chainOf(text, weights);
  for (let i = 0; i < chain.states.length; i++) chain.states[i]! *= scale;
  const slopes = chainLoss(chain, truth);
  for (let t = 0; t < kinds.length; t++) {
    for (let at = starts[t]!; at < starts[t + 1]!; at++) {
      const feature = features[at]!;
      const share = ridge / counts[feature]!;
      for (let tag = 0; tag < tags; tag++) {
        const i = feature * tags + tag;
        const slope = scale * slopes.states[t * tags + tag]! + share * states[i]!;
        const square = squares.states[i]! + slope * slope;
        squares.states[i] = square;
        states[i]! -= (rate * slope) / Math.sqrt(square + SMALL);
      }
    }
  }
  stepEdges(state, slopes.edges);
  return slopes.loss;
}

function stepEdges({ weights: { edges }, training, texts, squares }: State, slopes: Float64Array): void {
  const share = training.ridge / texts;
  for (let i = 0; i < edges.length; i++) {
    if (edges[i] === Number.NEGATIVE_INFINITY) continue;
    const slope = slopes[i]! + share * edges[i]!;
    squares.edges[i]! += slope * slope;
    edges[i]! -= (training.rate * slope) / Math.sqrt(squares.edges[i]! + SMALL);
  }
}

/** The text with each feature of a token left out by lot. Source: Srivastava et al. (2014), "Dropout", on the inputs alone. */
function thinned(text: TruthText, dropout: number, random: () => number): TruthText {
  if (dropout === 0) return text;
  const { starts, features } = text;
  const kept = new Int32Array(features.length);
  const begins = new Int32Array(starts.length);
  let count = 0;
  for (let t = 0; t + 1 < starts.length; t++) {
    for (let at = starts[t]!; at < starts[t + 1]!; at++) {
      if (random() >= dropout) kept[count++] = features[at]!;
    }
    begins[t + 1] = count;
  }
  return { ...text, starts: begins, features: kept.subarray(0, count) };
}

function countsOf(texts: readonly TruthText[], features: number): Int32Array {
  const counts = new Int32Array(features);
  for (const text of texts) for (const feature of text.features) counts[feature]! += 1;
  return counts;
}

interface Average {
  readonly weights: ChainWeights;
  readonly epochs: number;
}

function withEpoch(average: Average | null, { tags, states, edges, start }: ChainWeights): Average {
  if (!average) return { weights: { tags, states: states.slice(), edges: edges.slice(), start }, epochs: 1 };
  const epochs = average.epochs + 1;
  for (const [mean, now] of [
    [average.weights.states, states],
    [average.weights.edges, edges],
  ] as const) {
    for (let i = 0; i < now.length; i++) if (Number.isFinite(now[i])) mean[i]! += (now[i]! - mean[i]!) / epochs;
  }
  return { weights: average.weights, epochs };
}
