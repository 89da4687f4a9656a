import { multiply, type SparseRows } from "#numeric/sparse-rows.js";
import { loadNgrams, type NgramSpec, type Ngrams } from "#text/ngrams.js";
import { tfIdf } from "#text/tf-idf.js";
import type { LinearScore } from "../linear/logistic-regression.js";
import { bytes, float32, int32, json, type ModelFiles } from "../model-file.js";
import { type Calibration, calibrated } from "./calibration.js";
import type { TextClassifierModel, TextParts } from "./text-classifier.js";

/** How a kind of n-gram enters the score. */
export interface Channel {
  readonly ngrams: Ngrams;
  /** [columns] inverse frequencies: an n-gram weighs by how telling it is; null: it is there or it is not. */
  readonly inverse: Float32Array | null;
}

/** A score that is a weighted sum over n-grams. */
export interface LinearText {
  readonly name: string;
  readonly channels: readonly Channel[];
  /** The channels' columns one after the other. */
  readonly score: LinearScore;
  readonly calibration: Calibration;
  readonly settings: LinearSettings;
}

/** What a refit keeps. */
export interface LinearSettings {
  readonly strength: number;
  readonly specs: readonly NgramSpec[];
}

export interface LinearTextModel extends TextClassifierModel {
  readonly linear: LinearText;
}

const CARD = "classifier.json";
const TEXTS_AT_ONCE = 256;

/** The n-grams of texts as this channel sees them. */
export function channelRows(channel: Channel, texts: readonly string[]): SparseRows {
  return weighed(channel, channel.ngrams.count(texts));
}

/** How often each n-gram is in each text, as this channel weighs it. */
export function weighed({ inverse }: Channel, counts: SparseRows): SparseRows {
  if (!inverse) return { ...counts, value: new Float32Array(counts.value.length).fill(1) };
  return tfIdf(counts, inverse);
}

export function linearTextModel(linear: LinearText): LinearTextModel {
  const { name, channels, settings, calibration } = linear;
  const offsets = offsetsOf(channels);
  const weightsOf = (at: number) => linear.score.weights.subarray(offsets[at], offsets[at + 1]);
  return {
    name,
    linear,
    settings: `C = ${settings.strength}; ${settings.specs.map(specText).join(" + ")}`,
    threshold: calibration.threshold,
    async logOdds(texts) {
      const odds = new Float64Array(texts.length);
      for (let from = 0; from < texts.length; from += TEXTS_AT_ONCE) {
        const some = texts.slice(from, from + TEXTS_AT_ONCE);
        const scores = new Float64Array(some.length).fill(linear.score.bias);
        for (const [at, channel] of channels.entries()) {
          const product = new Float64Array(some.length);
          multiply(channelRows(channel, some), weightsOf(at), product);
          for (const [i, value] of product.entries()) scores[i]! += value;
        }
        for (const [i, score] of scores.entries()) odds[from + i] = calibrated(score, calibration);
      }
      return odds;
    },
    parts: (text) => ({
      baseline: calibrated(linear.score.bias, calibration),
      parts: channels.flatMap((channel, at) =>
        channelParts(channel, weightsOf(at), { text, scale: calibration.scale }),
      ),
    }),
    save: () => filesOf(linear),
  };
}

function specText({ of, shortest, longest }: NgramSpec): string {
  return `${of} ${shortest}–${longest}`;
}

/** [channels + 1] */
function offsetsOf(channels: readonly Channel[]): number[] {
  const offsets = [0];
  for (const { ngrams } of channels) offsets.push(offsets.at(-1)! + ngrams.columns);
  return offsets;
}

/** Each n-gram's part, shared alike by the places where it stands and there by its units. */
function channelParts(
  channel: Channel,
  weights: Float64Array,
  { text, scale }: { text: string; scale: number },
): TextParts["parts"] {
  const { units, found } = channel.ngrams.places(text);
  const { column, value } = channelRows(channel, [text]);
  const amountOf = new Map(Array.from(column, (j, cell) => [j, scale * weights[j]! * value[cell]!]));
  const placesOf = new Map<number, number>();
  for (const place of found) placesOf.set(place.column, (placesOf.get(place.column) ?? 0) + 1);
  const amounts = new Float64Array(units.names.length);
  for (const { column: j, from, to } of found) {
    const share = amountOf.get(j)! / placesOf.get(j)! / (to - from);
    for (let unit = from; unit < to; unit++) amounts[unit]! += share;
  }
  return Array.from(amounts, (amount, unit) => ({ start: units.starts[unit]!, end: units.ends[unit]!, amount })).filter(
    ({ amount }) => amount !== 0,
  );
}

function filesOf({ name, channels, score, calibration, settings }: LinearText): ModelFiles {
  const saved = channels.map(({ ngrams }) => ngrams.save());
  const card = {
    name,
    calibration,
    settings,
    bias: score.bias,
    columns: score.weights.length,
    channels: saved.map(({ spec, words, parents }, at) => ({
      spec,
      words,
      nodes: parents.length,
      inverse: channels[at]!.inverse !== null,
    })),
  };
  const files = saved.flatMap(({ parents, symbols, texts }, at) => {
    const { inverse } = channels[at]!;
    return [
      [`ngrams.${at}.parents.bin`, bytes(parents)],
      [`ngrams.${at}.symbols.bin`, bytes(symbols)],
      [`ngrams.${at}.texts.bin`, bytes(texts)],
      ...(inverse ? [[`ngrams.${at}.inverse.bin`, bytes(inverse)]] : []),
    ] as [string, Uint8Array][];
  });
  return { [CARD]: bytes(card), "weights.bin": bytes(Float32Array.from(score.weights)), ...Object.fromEntries(files) };
}

interface SavedCard {
  readonly name: string;
  readonly calibration: Calibration;
  readonly settings: LinearSettings;
  readonly bias: number;
  readonly columns: number;
  readonly channels: readonly {
    readonly spec: NgramSpec;
    readonly words: readonly string[];
    readonly nodes: number;
    readonly inverse: boolean;
  }[];
}

/** The model that `save` of one called `name` wrote. */
export function loadLinearText(name: string, files: ModelFiles): LinearTextModel {
  const card = json(files, CARD) as SavedCard;
  if (card.name !== name) throw new TypeError(`expected the files of a ${name} model, got those of ${card.name}`);
  const channels = card.channels.map(({ spec, words, nodes, inverse }, at): Channel => {
    const part = (kind: string) => int32(files, `ngrams.${at}.${kind}.bin`, nodes);
    const ngrams = loadNgrams({
      spec,
      words,
      parents: part("parents"),
      symbols: part("symbols"),
      texts: part("texts"),
    });
    return { ngrams, inverse: inverse ? float32(files, `ngrams.${at}.inverse.bin`, ngrams.columns) : null };
  });
  const weights = Float64Array.from(float32(files, "weights.bin", card.columns));
  const { calibration, settings } = card;
  return linearTextModel({ name, channels, score: { weights, bias: card.bias }, calibration, settings });
}
