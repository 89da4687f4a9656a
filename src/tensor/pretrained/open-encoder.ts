import { join } from "node:path";
import { BadTensorFile } from "../bad-tensor-file.js";
import { openSafetensors } from "../safetensors/open-safetensors.js";
import type { Weights } from "../train/weights-of.js";
import { type EncoderConfig, encoderConfig } from "./encoder-config.js";
import { encoderWeights } from "./encoder-weights.js";
import { bytesAt, isThere } from "./file-in-folder.js";

/** What a folder of a pretrained encoder holds. */
export interface EncoderFolder {
  readonly config: EncoderConfig;
  /** Its text files by name: config.json, and those that say how texts are cut into tokens. */
  readonly texts: Readonly<Record<string, string>>;
  /** Weights to train on with, or a graph that is only asked. */
  readonly model:
    | { readonly kind: "weights"; readonly weights: Weights }
    | { readonly kind: "graph"; readonly onnx: Uint8Array };
}

const CONFIG = "config.json";
const TEXTS = ["tokenizer.json", "tokenizer_config.json", "vocab.txt", "vocab.json", "merges.txt"] as const;
const WEIGHTS = "model.safetensors";
const GRAPHS = ["onnx/model.onnx", "model.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx"] as const;

/**
 * Reads a folder in the layout of Hugging Face: `config.json`, the tokeniser's files, and `model.safetensors` or else `onnx/model.onnx`.
 * Nothing is looked for anywhere else.
 *
 * @throws {BadTensorFile} naming what is missing or cannot be used
 */
export async function openEncoder(folder: string): Promise<EncoderFolder> {
  const json = await textOf(join(folder, CONFIG));
  if (json === null)
    throw new BadTensorFile(`${folder} has no ${CONFIG}: expected a folder of a BERT or RoBERTa encoder.`);
  const config = encoderConfig(json, join(folder, CONFIG));
  const found = await Promise.all(TEXTS.map(async (name) => [name, await textOf(join(folder, name))] as const));
  const texts = Object.fromEntries([[CONFIG, json], ...found.filter(([, text]) => text !== null)]) as Record<
    string,
    string
  >;
  return { config, texts, model: await modelIn(folder, config) };
}

async function modelIn(folder: string, config: EncoderConfig): Promise<EncoderFolder["model"]> {
  const path = join(folder, WEIGHTS);
  if (await isThere(path)) {
    const file = await openSafetensors(path);
    try {
      const tensors = await Promise.all([...file.tensors.keys()].map(file.tensor));
      return { kind: "weights", weights: encoderWeights(tensors, config, path) };
    } finally {
      await file.close();
    }
  }
  for (const name of GRAPHS) {
    const onnx = await bytesAt(join(folder, name));
    if (onnx) return { kind: "graph", onnx };
  }
  throw new BadTensorFile(`${folder} has neither ${WEIGHTS} nor ${GRAPHS[0]}.`);
}

async function textOf(path: string): Promise<string | null> {
  const bytes = await bytesAt(path);
  return bytes && new TextDecoder().decode(bytes);
}
