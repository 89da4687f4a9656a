import { openSession, type Session } from "#tensor/session.js";
import type { Weights } from "#tensor/train/weights-of.js";
import { loadSubwordTokenizer, type SubwordTokenizer } from "#text/subword-tokenizer.js";
import { bytes, file, float32, json, type ModelFiles } from "../model-file.js";
import { type Calibration, calibrated } from "./calibration.js";
import { framed, framedSpans } from "./subword-texts.js";
import type { TextClassifierModel } from "./text-classifier.js";

/** What a trained network is saved as: ONNX files for texts of several lengths, a table and a tokenizer. */
export interface NeuralCard {
  readonly name: string;
  readonly calibration: Calibration;
  readonly vocabulary: number;
  readonly width: number;
  /** Places of the readers, rising: a text goes to the first that holds it. */
  readonly lengths: readonly number[];
  readonly looks: boolean;
  readonly settings: NeuralSettings;
}

/** What a refit keeps. */
export interface NeuralSettings {
  /** How many numbers it learned. */
  readonly weights: number;
  /** Epochs of foretelling masked words. */
  readonly pretraining: number;
  /** Epochs of judging. */
  readonly judging: number;
}

export interface NeuralParts {
  readonly tokenizer: SubwordTokenizer;
  /** [vocabulary · width] */
  readonly table: Float32Array;
  /** [lengths] */
  readonly readers: readonly Uint8Array[];
  /** Of the longest; null where the encoder looks at nothing in particular. */
  readonly looker: Uint8Array | null;
}

export interface NeuralTextModel extends TextClassifierModel {
  readonly card: NeuralCard;
  readonly tokenizer: SubwordTokenizer;
  /** From which judging was learned, where that is still known: what a refit begins with. */
  readonly beginning?: Weights;
}

const CARD = "classifier.json";
const TOKENIZER = "tokenizer.json";
const SUBWORDS = "subwords.bin";
const readerFile = (length: number) => `reader.${length}.onnx`;
const LOOKER = "looker.onnx";
const ROWS_AT_ONCE = 32;

export function neuralTextModel(card: NeuralCard, parts: NeuralParts, beginning?: Weights): NeuralTextModel {
  const { name, calibration, lengths, settings, vocabulary } = card;
  const { tokenizer, readers, looker, table } = parts;
  const longest = lengths.at(-1)!;
  const sessions = readers.map(openedOnce);
  return {
    name,
    card,
    tokenizer,
    ...(beginning && { beginning }),
    settings: settingsText(settings, vocabulary),
    threshold: calibration.threshold,
    async logOdds(texts) {
      const odds = new Float64Array(texts.length);
      const tokens = texts.map((text) => framed(text, tokenizer, longest));
      for (const [at, length] of lengths.entries()) {
        const own = Int32Array.from(tokens.keys()).filter((text) => placeFor(tokens[text]!, lengths) === at);
        for (let from = 0; from < own.length; from += ROWS_AT_ONCE) {
          const some = own.subarray(from, from + ROWS_AT_ONCE);
          const rows = Array.from(some, (text) => tokens[text]!);
          const found = await (await sessions[at]!()).run(laidOut(rows, { table, card, length }));
          for (const [row, text] of some.entries()) {
            odds[text] = calibrated((found["odds"]!.data as Float32Array)[row]!, calibration);
          }
        }
      }
      return odds;
    },
    ...(looker && { looks: looksOf(card, parts, openedOnce(looker)) }),
    save: () => ({
      [CARD]: bytes(card),
      [TOKENIZER]: new TextEncoder().encode(tokenizer.json()),
      [SUBWORDS]: bytes(table),
      ...Object.fromEntries(lengths.map((length, at) => [readerFile(length), readers[at]!])),
      ...(looker && { [LOOKER]: looker }),
    }),
  };
}

/** Opened when it is first asked for. */
function openedOnce(model: Uint8Array): () => Promise<Session> {
  let opened: Promise<Session> | null = null;
  return () => (opened ??= openSession(model, { threads: 2, optimise: true }));
}

/** Which of the readers a text goes to. */
const placeFor = (tokens: Int32Array, lengths: readonly number[]) =>
  lengths.findIndex((length) => tokens.length <= length);

function looksOf(card: NeuralCard, { tokenizer, table }: NeuralParts, session: () => Promise<Session>) {
  const length = card.lengths.at(-1)!;
  return async (text: string) => {
    const tokens = framed(text, tokenizer, length);
    const { looks } = await (await session()).run(laidOut([tokens], { table, card, length }));
    const shares = looks!.data as Float32Array;
    const spans = framedSpans(text, tokenizer, length);
    const inWords = spans.reduce((sum, _, at) => sum + shares[at + 1]!, 0); // not at [CLS] and [SEP]
    return spans.map((span, at) => ({ ...span, share: shares[at + 1]! / inWords }));
  };
}

function settingsText({ weights, pretraining, judging }: NeuralSettings, vocabulary: number): string {
  const before = pretraining > 0 ? `${pretraining} epochs of masked words, ` : "";
  return `${weights} weights, ${vocabulary} subwords; ${before}${judging} epochs`;
}

interface Layout {
  readonly table: Float32Array;
  readonly card: NeuralCard;
  readonly length: number;
}

/** Rows as a reader of this length takes them. */
function laidOut(rows: readonly Int32Array[], { table, card: { width }, length }: Layout) {
  const x = new Float32Array(rows.length * length * width);
  const segment = new Float32Array(rows.length * length);
  for (const [row, tokens] of rows.entries()) {
    for (let place = 0; place < length; place++) {
      const token = tokens[place] ?? 0; // padding
      x.set(table.subarray(token * width, (token + 1) * width), (row * length + place) * width);
    }
    segment.fill(1, row * length, row * length + tokens.length);
  }
  return {
    x: { data: x, shape: [rows.length, length, width] },
    segment: { data: segment, shape: [rows.length, length] },
  };
}

/** The model that `save` of one called `name` wrote. @throws when a file is missing or of another model. */
export function loadNeuralText(name: string, files: ModelFiles): NeuralTextModel {
  const card = json(files, CARD) as NeuralCard;
  if (card.name !== name) throw new TypeError(`expected the files of a ${name} model, got those of ${card.name}`);
  return neuralTextModel(card, {
    tokenizer: loadSubwordTokenizer(new TextDecoder().decode(file(files, TOKENIZER))),
    table: float32(files, SUBWORDS, card.vocabulary * card.width),
    readers: card.lengths.map((length) => file(files, readerFile(length))),
    looker: card.looks ? file(files, LOOKER) : null,
  });
}
