import { encoderBytes, weightsInBytes } from "#tensor/pretrained/encoder-bytes.js";
import { encoderConfig } from "#tensor/pretrained/encoder-config.js";
import type { EncoderFolder } from "#tensor/pretrained/open-encoder.js";
import { bytes, file, float32, json, type ModelFiles } from "../model-file.js";
import { type Calibration, calibrated } from "./calibration.js";
import { type EncoderReader, encoderReader } from "./encoder-reader.js";
import type { TextClassifierModel } from "./text-classifier.js";

/** From what an encoder says of a text to a score: `bias + weights · mean`. */
export interface EncoderHead {
  /** [width] */
  readonly weights: Float32Array;
  readonly bias: number;
}

export interface EncoderText {
  readonly name: string;
  readonly encoder: EncoderFolder;
  readonly head: EncoderHead;
  readonly calibration: Calibration;
  /** What was found on validation, in words. */
  readonly settings: string;
}

export interface EncoderTextModel extends TextClassifierModel {
  readonly parts?: never;
  readonly learned: EncoderText;
}

/** A text's log-odds are its head's score, calibrated. @param reader absent: made of the encoder */
export function encoderTextModel(learned: EncoderText, reader?: EncoderReader): EncoderTextModel {
  const { name, encoder, head, calibration, settings } = learned;
  let made = reader;
  return {
    name,
    learned,
    settings,
    threshold: calibration.threshold,
    async logOdds(texts) {
      made ??= encoderReader(encoder);
      const means = await made.means(texts);
      return Float64Array.from(means, (mean) => calibrated(headScore(head, mean), calibration));
    },
    save: () => filesOf(learned),
  };
}

export function headScore({ weights, bias }: EncoderHead, mean: Float32Array): number {
  let score = bias;
  for (let i = 0; i < weights.length; i++) score += weights[i]! * mean[i]!;
  return score;
}

const CARD = "classifier.json";
const HEAD = "head.bin";
const CONFIG = "config.json";
const WEIGHTS = "model.safetensors";
const GRAPH = "model.onnx";
const PREFIX = "encoder.";

function filesOf({ name, encoder, head, calibration, settings }: EncoderText): ModelFiles {
  const { config, texts, model } = encoder;
  const encode = (text: string) => new TextEncoder().encode(text);
  const card = { name, calibration, settings, bias: head.bias, width: head.weights.length };
  return {
    [CARD]: bytes(card),
    [HEAD]: bytes(head.weights),
    ...Object.fromEntries(Object.entries(texts).map(([text, content]) => [PREFIX + text, encode(content)])),
    ...(model.kind === "graph"
      ? { [PREFIX + GRAPH]: model.onnx }
      : { [PREFIX + WEIGHTS]: encoderBytes(model.weights, config) }),
  };
}

/** The model that `save` of one called `name` wrote. @throws when a file is missing or of another model. */
export function loadEncoderText(name: string, files: ModelFiles): EncoderTextModel {
  const card = json(files, CARD) as Omit<EncoderText, "encoder" | "head"> & { bias: number; width: number };
  if (card.name !== name) throw new TypeError(`expected the files of a ${name} model, got those of ${card.name}`);
  const own = Object.entries(files).filter(([file]) => file.startsWith(PREFIX));
  const texts = Object.fromEntries(
    own
      .filter(([file]) => file !== PREFIX + WEIGHTS && file !== PREFIX + GRAPH)
      .map(([file, content]) => [file.slice(PREFIX.length), new TextDecoder().decode(content)]),
  );
  const config = encoderConfig(texts[CONFIG] ?? "", PREFIX + CONFIG);
  const model = files[PREFIX + GRAPH]
    ? ({ kind: "graph", onnx: file(files, PREFIX + GRAPH) } as const)
    : ({ kind: "weights", weights: weightsInBytes(file(files, PREFIX + WEIGHTS), config, PREFIX + WEIGHTS) } as const);
  const { calibration, settings, bias, width } = card;
  const head = { weights: float32(files, HEAD, width), bias };
  return encoderTextModel({ name, encoder: { config, texts, model }, head, calibration, settings });
}
