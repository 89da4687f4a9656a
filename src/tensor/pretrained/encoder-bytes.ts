import { decodeSafetensors } from "../safetensors/decode-safetensors.js";
import { safetensorsParts } from "../safetensors/safetensors-parts.js";
import type { Weights } from "../train/weights-of.js";
import type { EncoderConfig } from "./encoder-config.js";
import { encoderWeights, storedWeights } from "./encoder-weights.js";

/** Weights as the bytes of a `model.safetensors`. */
export function encoderBytes(weights: Weights, config: EncoderConfig): Uint8Array {
  return Buffer.concat(safetensorsParts(storedWeights(weights, config)));
}

/** The weights that `encoderBytes` wrote. @param file its name, for errors @throws {BadTensorFile} for others */
export function weightsInBytes(bytes: Uint8Array, config: EncoderConfig, file: string): Weights {
  return encoderWeights(decodeSafetensors(bytes, file), config, file);
}
